import type { Desk, Library } from '@/lib/desk';
import { dateText, type Text } from '@/lib/text';
import { useText } from '../shared/text';
import { Undo } from './Undo';

/**
 * What the desk says below its page, in sight wherever that is scrolled to. It comes and goes by
 * itself, so it moves nothing that a pointer may be on its way to.
 */
export function DeskFoot({
  desk,
  library,
}: {
  desk: Desk;
  /** Null until it is known that the page may show it. */
  library: Library | null;
}) {
  const text = useText();
  const resealing = desk.resealing.value;
  return (
    <div class="desk-foot">
      {resealing && <p role="status">{text('reseal', resealing.done, resealing.all)}</p>}
      <Undo removed={desk.changes.removed.value} nameOf={(id) => nameIn(library, id, text)} />
    </div>
  );
}

/** A client's code, with its day for a session; empty for what isn't there. */
function nameIn(library: Library | null, id: string, text: Text): string {
  const head = library?.heads.find((one) => one.id === id);
  const clientId = head ? head.clientId : id;
  const code = library?.clients.find((one) => one.id === clientId)?.code ?? '';
  const day = head ? dateText(head.startedAt, text.locale, head.utcOffset) : '';
  return [code, day].filter(Boolean).join(', ');
}
