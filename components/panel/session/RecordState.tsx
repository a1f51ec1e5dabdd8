import type { SessionView } from '@/lib/messaging';
import { type Kind, latestText, notesFor } from '@/lib/notes';
import { useText } from '../../shared/text';
import type { NoteState } from '../hooks/use-note';

/** What a record usually has. */
const USUAL: readonly Kind[] = ['focus', 'takeaway', 'plan', 'unfinished', 'risk'];
const COACHING: readonly Kind[] = ['outcome', 'evidence', 'takeaway', 'plan', 'unfinished'];

/** What the record of a session has and lacks. A gap is no fault; a press fills it. */
export function RecordState({
  view,
  note,
  coach,
}: {
  view: SessionView;
  note: NoteState;
  coach: boolean;
}) {
  const text = useText();
  const record = notesFor('record', view.notes);
  return (
    <section class="record" aria-label={text('record_has')}>
      <ul>
        {(coach ? COACHING : USUAL).map((kind) => {
          const words = latestText(record, kind);
          return (
            <li key={kind}>
              <i class={words === null ? 'dot' : 'dot dot-visited'} aria-hidden="true" />
              <span class="record-kind">{text(`kind_${kind}`)}</span>
              {words === null ? (
                <>
                  <span class="record-words dim">{text('record_nothing')}</span>
                  <button
                    type="button"
                    class="link"
                    aria-label={text('record_addKind', text(`kind_${kind}`))}
                    onClick={() => note.begin(kind)}
                  >
                    {text('record_add')}
                  </button>
                </>
              ) : (
                <span class="record-words" dir="auto">
                  {words}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
