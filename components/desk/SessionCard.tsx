import { useId } from 'preact/hooks';
import { notesOf, type Part, planText } from '@/lib/documents';
import { type Client, ruleFor, type Settings, USUAL_RETENTION } from '@/lib/practice';
import { clientOf, clockText, lastOf, offsetAt } from '@/lib/session';
import { dayText } from '@/lib/text';
import type { SessionRecord } from '@/lib/vault';
import { Boundary } from '../shared/Boundary';
import { useTimeline } from '../shared/clock';
import { Notice } from '../shared/controls/Notice';
import { useLegNames } from '../shared/leg-names';
import { NoteMarks } from '../shared/session/NoteList';
import { Summary } from '../shared/session/Summary';
import { useText } from '../shared/text';
import { sessionAddress } from './address';
import { ruleText } from './clients/ClientFile';
import { Erase } from './Erase';

interface SessionCardProps {
  session: SessionRecord;
  clients: readonly Client[];
  settings: Pick<Settings, 'region' | 'retentionYears'>;
  onExport(part: Part, format: 'md' | 'json'): void;
  /** Changes the session's client; null for nobody yet. */
  onMove(clientId: string | null): void;
  /** Saves the words of a session that can't be shown. */
  onExportWords(): void;
  /** Resolves with null, or with the reason the session couldn't be erased. */
  onErase(): Promise<string | null>;
}

/** One past session: its times, legs, notes, exports, and erasing it. */
export function SessionCard(props: SessionCardProps) {
  return (
    <Boundary of={props.session} instead={() => <NotShown {...props} />}>
      <Card {...props} />
    </Boundary>
  );
}

function NotShown({ session, clients, onExportWords, onErase }: SessionCardProps) {
  const text = useText();
  const clientId = clientOf(session.events);
  return (
    <article class="card" aria-label={text('notDrawn_row')}>
      <Notice kind="alert">{text('notDrawn_session')}</Notice>
      <p>
        <button type="button" class="secondary" onClick={onExportWords}>
          {text('notDrawn_words')}
        </button>
      </p>
      <Erase
        label={text('erase_session')}
        name={text('erase_sessionThis')}
        what={text('erase_sessionThisWhat', text.count('count_line', session.notes.length))}
        rule=""
        hold={clients.find(({ id }) => id === clientId)?.legalHold ?? ''}
        onErase={onErase}
      />
    </article>
  );
}

function Card({ session, clients, settings, onExport, onMove, onErase }: SessionCardProps) {
  const text = useText();
  const id = useId();
  const time = useTimeline(session);
  // While a panel shows its summary, a session is changed there.
  const closed = lastOf(session.events, 'closed') !== undefined;
  // What is final is of its client.
  const movable = closed && (session.document?.finalisedAt ?? null) === null;
  const { region, retentionYears } = settings;
  const client = clients.find(({ id: clientId }) => clientId === time.clientId);
  const day = dayText(time.startedAt, text.locale, offsetAt(session.events, time.startedAt));
  return (
    <article class="card" aria-labelledby={id}>
      <h2 id={id}>{day}</h2>
      <p class="card-client">
        {movable ? (
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
            {text('client')}: {client?.code ?? text('client_none')}
          </span>
        )}
      </p>
      <p>
        <a href={sessionAddress(session.id)}>{text('session_page')}</a>
      </p>
      <Summary session={time} view={session} />
      {session.unreadable > 0 && (
        <Notice kind="alert">{text.count('notes_unreadable', session.unreadable)}</Notice>
      )}
      <CardNotes session={session} part="record" />
      <CardActions part="record" onExport={onExport} />
      {notesOf(session, 'private').length > 0 && (
        <section class="card-private" aria-label={text('private_notes')}>
          <h3>{text('private_notes')}</h3>
          <p class="dim">
            {text('private_what')} {region !== 'other' && text(`private_${region}`)}
          </p>
          <CardNotes session={session} part="private" />
          <CardActions part="private" onExport={onExport} />
        </section>
      )}
      {notesOf(session, 'client').length > 0 && (
        <section class="card-private" aria-label={text('client_copy')}>
          <h3>{text('client_copy')}</h3>
          <CardNotes session={session} part="client" />
          <CardActions part="client" onExport={onExport} />
        </section>
      )}
      {closed && (
        <Erase
          label={text('erase_session')}
          name={text('erase_sessionOf', day)}
          what={text('erase_sessionWhat', day, text.count('count_line', session.notes.length))}
          rule={ruleText(text, ruleFor(client ?? { retention: USUAL_RETENTION }, retentionYears))}
          hold={client?.legalHold ?? ''}
          onErase={onErase}
        />
      )}
    </article>
  );
}

function CardNotes({ session, part }: { session: SessionRecord; part: Part }) {
  const text = useText();
  const { name } = useLegNames();
  const notes = notesOf(session, part);
  if (notes.length === 0) return <p class="dim">{text('session_noNotes')}</p>;
  return (
    <ol class="card-notes" aria-label={text.count('session_notes', notes.length)}>
      {notes.map((note) => (
        <li key={note.id}>
          <span class="card-when">
            {part === 'record' ? clockText(note.intoMs) : ''} {note.leg ? name(note.leg) : ''}
          </span>
          <span class="notes-text">
            <NoteMarks note={part === 'private' ? { ...note, compartment: 'record' } : note} />
            <span dir="auto">{planText(note, text)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function CardActions({
  part,
  onExport,
}: {
  part: Part;
  onExport(part: Part, format: 'md' | 'json'): void;
}) {
  const text = useText();
  const label = text(`export_${part}`);
  return (
    <p class="card-actions">
      <span class="dim">{label}</span>
      {(['md', 'json'] as const).map((format) => (
        <button
          key={format}
          type="button"
          class="secondary"
          aria-label={`${label}: ${text(`format_${format}`)}`}
          onClick={() => onExport(part, format)}
        >
          {text(`format_${format}`)}
        </button>
      ))}
    </p>
  );
}
