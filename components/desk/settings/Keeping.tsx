import type { Library } from '@/lib/desk';
import { DEFAULT_SETTINGS, dueAt, RETENTION_YEARS, ruleFor } from '@/lib/practice';
import { dayText } from '@/lib/text';
import { useMinute } from '../../shared/clock';
import { useText } from '../../shared/text';
import { clientAddress } from '../address';
import { lastAtOf } from '../clients/ClientFile';
import { NumberRow } from './SetRow';
import type { SaveSettings } from './save';

/** How long files are kept, which are due, and what was done with them. Nothing here erases. */
export function Keeping({ library, save }: { library: Library; save: SaveSettings }) {
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
      {settings.region !== 'other' && <p>{text(`keepFor_${settings.region}`)}</p>}
      <div class="set-rows">
        <NumberRow
          name={text('settings_keepYears')}
          what={text('settings_keepYearsWhat')}
          range={RETENTION_YEARS}
          value={settings.retentionYears}
          usual={DEFAULT_SETTINGS.retentionYears}
          onInput={(retentionYears) => void save((before) => ({ ...before, retentionYears }))}
        />
      </div>
      <section aria-label={text('settings_due')}>
        <h2>{text('settings_due')}</h2>
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
