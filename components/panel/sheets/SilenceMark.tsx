import { clockText } from '@/lib/session';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { SheetProps } from './sheet-props';

/**
 * Notes a silence in one press, and its length in a second one. A silence that something else is
 * noted after has no length.
 */
export function SilenceMark({
  view,
  session,
  note,
}: Pick<SheetProps, 'view' | 'session' | 'note'>) {
  const text = useText();
  const clock = useClock();
  const { act, newId } = usePanel();
  const words = text('silence');
  const last = view.notes.at(-1);
  const silent = last?.kind === 'observed' && last.text === words ? last : null;
  const press = () => {
    if (!silent) return void note.add('observed', words);
    const lasted = clockText(clock.now() - session.startedAt - silent.intoMs);
    void act({
      type: 'editNote',
      noteId: silent.id,
      base: silent.text,
      otherId: newId(),
      text: text('silence_lasted', lasted),
      plan: null,
    });
  };
  return (
    <button
      type="button"
      class="chip"
      aria-pressed={silent !== null}
      title={text('silence_hint')}
      onClick={press}
    >
      {words}
    </button>
  );
}
