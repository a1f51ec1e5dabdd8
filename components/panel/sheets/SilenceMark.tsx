import { useRef } from 'preact/hooks';
import { clockText, MINUTE } from '@/lib/session';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { SheetProps } from './sheet-props';

/** Milliseconds. A silence that is older was left open, and a press begins another one. */
const LONGEST = 10 * MINUTE;
/** Milliseconds. A silence that is over sooner was a press by mistake. */
const SHORTEST = 3_000;

/**
 * Notes a silence in one press, and its length in a second one. A second press right after the
 * first takes the note back. A silence that something else is noted after has no length, and
 * neither has one that was left open.
 */
export function SilenceMark({
  view,
  session,
  note,
}: Pick<SheetProps, 'view' | 'session' | 'note'>) {
  const text = useText();
  const { act, newId } = usePanel();
  /** Whether a press is on its way, so that a second one notes no second silence. */
  const busy = useRef(false);
  const words = text('silence');
  const last = view.notes.at(-1);
  const isOpen =
    last?.kind === 'observed' &&
    last.text === words &&
    last.leg === session.current &&
    session.elapsedMs - last.intoMs < LONGEST;
  const press = async () => {
    if (busy.current) return;
    busy.current = true;
    const lasted = isOpen ? session.elapsedMs - last.intoMs : 0;
    if (isOpen && lasted < SHORTEST) await act({ type: 'deleteNote', noteId: last.id });
    else if (isOpen)
      await act({
        type: 'editNote',
        noteId: last.id,
        base: last.text,
        otherId: newId(),
        text: text('silence_lasted', clockText(lasted)),
        plan: null,
      });
    else await note.add('observed', words);
    busy.current = false;
  };
  return (
    <button
      type="button"
      class="chip"
      aria-pressed={isOpen}
      title={text('silence_hint')}
      onClick={() => void press()}
    >
      {words}
    </button>
  );
}
