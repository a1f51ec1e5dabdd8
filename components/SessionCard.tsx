import { useId } from 'preact/hooks';
import { planText } from '@/lib/exchange';
import type { Client } from '@/lib/practice';
import { clockText, lastOf, timeline } from '@/lib/session';
import type { OpenSession } from '@/lib/vault';
import { dayText } from './format';
import { useLegNames } from './leg-names';
import { Notice } from './Notice';
import { Summary } from './Summary';
import { useText } from './text';

/** One past session: when it was, its legs, its notes, and its exports. */
export function SessionCard({
  session,
  now,
  clients,
  onExport,
  onMove,
}: {
  session: OpenSession;
  now: number;
  clients: readonly Client[];
  onExport(format: 'md' | 'json'): void;
  /** Says whose session it was; null for nobody yet. */
  onMove(clientId: string | null): void;
}) {
  const text = useText();
  const { name } = useLegNames();
  const id = useId();
  const time = timeline(session.plan, session.events, now);
  // While its summary is open in a panel, a session is changed there.
  const closed = lastOf(session.events, 'closed') !== undefined;
  const notes = session.lines.filter(({ deleted }) => !deleted);
  return (
    <article class="card" aria-labelledby={id}>
      <h2 id={id} class="card-day">
        {dayText(time.startedAt, text.locale)}
      </h2>
      <p class="card-client">
        {closed ? (
          <label class="field">
            <span>{text('client')}</span>
            <select
              value={time.clientId ?? ''}
              onChange={({ currentTarget: { value } }) => onMove(value === '' ? null : value)}
            >
              <option value="">{text('client_none')}</option>
              {clients.map(({ id: clientId, code, name: called }) => (
                <option key={clientId} value={clientId}>
                  {called ? `${code} (${called})` : code}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <span class="dim">
            {text('client')}:{' '}
            {clients.find(({ id: clientId }) => clientId === time.clientId)?.code ??
              text('client_none')}
          </span>
        )}
      </p>
      <Summary session={time} view={session} />
      {session.unreadable > 0 && (
        <Notice kind="alert">{text.count('notes_unreadable', session.unreadable)}</Notice>
      )}
      {notes.length === 0 ? (
        <p class="dim">{text('session_noNotes')}</p>
      ) : (
        <ol class="card-notes" aria-label={text.count('session_notes', notes.length)}>
          {notes.map((line) => (
            <li key={line.id}>
              <span class="notes-when">
                {clockText(line.intoMs)} {line.leg ? name(line.leg) : ''}
              </span>
              <span class="notes-text">
                {line.kind !== 'note' && (
                  <span class="notes-kind">{text(`kind_${line.kind}`)} </span>
                )}
                <span dir="auto">{planText(line, text)}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
      <p class="card-actions">
        <span class="dim">{text('export_session')}</span>
        <button type="button" class="secondary" onClick={() => onExport('md')}>
          {text('export_markdown')}
        </button>
        <button type="button" class="secondary" onClick={() => onExport('json')}>
          {text('export_json')}
        </button>
      </p>
    </article>
  );
}
