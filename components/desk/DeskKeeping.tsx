import type { Library } from '@/lib/desk';
import { dueAt, RETENTION_YEARS, ruleFor, type Settings } from '@/lib/practice';
import { dayText } from '@/lib/text';
import { useMinute } from '../shared/clock';
import { useText } from '../shared/text';
import { clientAddress } from './address';
import { lastAtOf, NumberField } from './clients/ClientFile';

/** How long files are kept, which are due, and what was done with them. Nothing here erases. */
export function DeskKeeping({
  library,
  onSettings,
}: {
  library: Library;
  onSettings(change: (settings: Settings) => Settings): void;
}) {
  const text = useText();
  const now = useMinute();
  const { clients, heads, settings, log } = library;
  const due = clients.flatMap((client) => {
    const lastAt = lastAtOf(client, heads);
    const at = dueAt(ruleFor(client, settings.retentionYears), lastAt);
    return at !== null && at <= now ? [{ client, at }] : [];
  });
  return (
    <>
      <section aria-label={text('settings_keep')} class="keeping">
        <h2>{text('settings_keep')}</h2>
        <p>{text('settings_keepText')}</p>
        {settings.region !== 'other' && <p>{text(`keepFor_${settings.region}`)}</p>}
        <NumberField
          label={text('settings_keepYears')}
          range={RETENTION_YEARS}
          value={settings.retentionYears}
          onInput={(retentionYears) => onSettings((before) => ({ ...before, retentionYears }))}
        />
        <h3>{text('settings_due')}</h3>
        {due.length === 0 ? (
          <p class="dim">{text('settings_dueNone')}</p>
        ) : (
          <ul class="plain-list" aria-label={text('settings_due')}>
            {due.map(({ client, at }) => (
              <li key={client.id}>
                <a href={clientAddress(client.id)}>
                  {text('settings_dueLine', client.code, dayText(at, text.locale))}
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-label={text('settings_log')}>
        <h2>{text('settings_log')}</h2>
        <p class="dim">{text('settings_logText')}</p>
        {log.length === 0 ? (
          <p class="dim">{text('settings_logNone')}</p>
        ) : (
          <ul class="plain-list" aria-label={text('settings_log')}>
            {log.map(({ what, at, sessions: count, notes }) => (
              <li key={at}>
                {dayText(at, text.locale)}: {text(`log_${what}`)},{' '}
                {text.count('count_session', count)}, {text.count('count_line', notes)}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
