import { useId } from 'preact/hooks';
import { clockText, timeline } from '@/lib/session';
import type { OpenSession } from '@/lib/vault';
import { dayText } from './format';
import { Notice } from './Notice';
import { Summary } from './Summary';
import { useText } from './text';

/** One past session: when it was, its legs, its notes, and its exports. */
export function SessionCard({
  session,
  now,
  onExport,
}: {
  session: OpenSession;
  now: number;
  onExport(format: 'md' | 'json'): void;
}) {
  const text = useText();
  const id = useId();
  const time = timeline(session.plan, session.events, now);
  const notes = session.lines.filter(({ deleted }) => !deleted);
  return (
    <article class="card" aria-labelledby={id}>
      <h2 id={id} class="card-day">
        {dayText(time.startedAt, text.locale)}
      </h2>
      <Summary session={time} />
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
                {clockText(line.intoMs)} {line.leg ? text(`leg_${line.leg}`) : ''}
              </span>
              <span class="notes-text" dir="auto">
                {line.text}
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
