import type { Desk } from '@/lib/desk';
import { useText } from '../shared/text';
import { Undo } from './Undo';

/**
 * What the desk says below its page, in sight wherever that is scrolled to. It comes and goes by
 * itself, so it moves nothing that a pointer may be on its way to.
 */
export function DeskFoot({ desk }: { desk: Desk }) {
  const text = useText();
  const resealing = desk.resealing.value;
  return (
    <div class="desk-foot">
      {resealing && <p role="status">{text('reseal', resealing.done, resealing.all)}</p>}
      <Undo removed={desk.changes.removed.value} />
    </div>
  );
}
