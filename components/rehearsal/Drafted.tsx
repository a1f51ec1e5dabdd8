import { renderDocument } from '@/lib/documents';
import type { SessionView } from '@/lib/messaging';
import { newNote } from '@/lib/notes';
import { newDocument } from '@/lib/papers';
import { DEFAULT_SETTINGS } from '@/lib/practice';
import { useText } from '../shared/text';

/** The record that the desk would draft from a rehearsed session. Private notes are not in it. */
export function Drafted({ session: { id, plan, events, notes } }: { session: SessionView }) {
  const text = useText();
  const startedAt = events[0]?.at ?? 0;
  const { sections } = renderDocument(
    {
      id,
      plan,
      events,
      meeting: null,
      unreadable: 0,
      locked: 0,
      notes: notes.map((note) => ({
        ...newNote({ ...note, at: startedAt + note.intoMs }),
        ...note,
      })),
    },
    newDocument(DEFAULT_SETTINGS.noteFormat),
    null,
    text,
    { lateHours: null, billingBands: false, formats: [] },
  );
  const empty = new Intl.ListFormat(text.locale).format(
    sections.flatMap(({ lines, title }) => (lines.length === 0 ? [title] : [])),
  );
  return (
    <section class="drafted" aria-label={text('drafted')}>
      <h2>{text('drafted')}</h2>
      <p>{text('drafted_what')}</p>
      {sections
        .filter(({ lines }) => lines.length > 0)
        .map((section) => (
          <section key={section.id} aria-label={section.title}>
            <h3>{section.title}</h3>
            {section.lines.map((line) => (
              <p key={line.noteId} dir="auto">
                {line.text}
              </p>
            ))}
          </section>
        ))}
      {empty !== '' && <p>{text('drafted_gaps', empty)}</p>}
    </section>
  );
}
