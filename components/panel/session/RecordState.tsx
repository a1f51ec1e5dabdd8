import type { SessionView } from '@/lib/messaging';
import { type Kind, notesFor } from '@/lib/notes';
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
          const noted = record.filter((one) => one.kind === kind);
          return (
            <li key={kind}>
              <i class={noted.length === 0 ? 'dot' : 'dot dot-visited'} aria-hidden="true" />
              <span class="record-kind">{text(`kind_${kind}`)}</span>
              {noted.length === 0 ? (
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
                <span class="record-words">
                  {noted.map(({ id, text: words }) => (
                    <span key={id} dir="auto">
                      {words}
                    </span>
                  ))}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
