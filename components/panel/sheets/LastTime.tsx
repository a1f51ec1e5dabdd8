import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { SheetProps } from './sheet-props';

/** What the last session has left to come back to. One press makes it a topic of this session. */
export function LastTime({ view }: Pick<SheetProps, 'view'>) {
  const text = useText();
  const clock = useClock();
  const { act, newId } = usePanel();
  const noted = view.notes.map((note) => note.text);
  const left = (view.client?.carried ?? []).filter((one) => !noted.includes(one.text));
  if (left.length === 0) return null;
  return (
    <ul class="last-time" aria-label={text('carried')}>
      {left.map(({ noteId, kind, text: what, raisedBy }) => (
        <li class="sheet-line" key={noteId}>
          <span class="sheet-name">{text(`carried_${kind}`)}</span> <span dir="auto">{what}</span>{' '}
          <button
            type="button"
            class="link"
            aria-label={text('carried_takeUpOf', what)}
            onClick={() =>
              void act({
                type: 'addNote',
                noteId: newId(),
                text: what,
                kind: 'topic',
                compartment: 'record',
                speaker: '',
                raisedBy,
                typed: false,
                at: clock.now(),
              })
            }
          >
            {text('carried_takeUp')}
          </button>
        </li>
      ))}
    </ul>
  );
}
