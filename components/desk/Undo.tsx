import { useRef, useState } from 'preact/hooks';
import type { Removed, UndoProblem } from '@/lib/desk';
import { IconButton } from '../shared/controls/IconButton';
import { useText } from '../shared/text';
import { focusHeading } from './focus-heading';

/**
 * Offers to undo what was removed or changed last, and says so where that couldn't be done. It can
 * be put away, since it lies over the page.
 */
export function Undo({
  removed,
  nameOf = () => '',
}: {
  removed: Removed | null;
  /** What the client or session with this id is called; empty for nothing. */
  nameOf?(id: string): string;
}) {
  const text = useText();
  const box = useRef<HTMLParagraphElement>(null);
  const [failed, setFailed] = useState<{ offer: Removed; problem: UndoProblem } | null>(null);
  const [hidden, setHidden] = useState<Removed | null>(null);
  const shown = removed === hidden ? null : removed;
  // What couldn't be undone may be on offer no more. What is on offer since then takes its place.
  const tells = failed !== null && (removed === null || removed === failed.offer);
  if (!shown && !tells) return null;
  /** The buttons go with what they are about. Whoever went on typing elsewhere stays there. */
  const leave = (own: HTMLElement | null) => {
    const { activeElement } = document;
    if (own?.contains(activeElement) || activeElement === document.body) focusHeading(document);
  };
  const undo = async (offer: Removed) => {
    const own = box.current;
    const problem = await offer.undo().catch(() => 'storageFailed' as const);
    setFailed(problem && { offer, problem });
    if (problem === null) leave(own);
  };
  const hide = () => {
    leave(box.current);
    setHidden(removed);
    setFailed(null);
  };
  return (
    <p role="status" ref={box}>
      {tells
        ? text(failed.problem === 'begunAgain' ? 'undo_begunAgain' : 'undo_failed')
        : shown && saidOf(shown, nameOf, text)}{' '}
      {shown && (
        <button type="button" class="link" onClick={() => void undo(shown)}>
          {text('undo')}
        </button>
      )}
      <IconButton icon="close" label={text('undo_hide')} onClick={hide} />
    </p>
  );
}

/** What can be there or not as a whole. Of the rest, something in it has come or gone. */
const WHOLE: readonly Removed['of'][] = ['client', 'session', 'passkey'];

function saidOf(
  { what, of, whose }: Removed,
  nameOf: (id: string) => string,
  text: ReturnType<typeof useText>,
): string {
  const whom = whose === null ? '' : nameOf(whose);
  const bare = text(`undo_of_${of}`);
  // Another client's page may be open by now.
  const name = whom === '' ? bare : text('undo_whose', bare, whom);
  if (what === 'added' && !WHOLE.includes(of)) return text('undo_addedTo', name);
  if (what === 'removed' && !WHOLE.includes(of)) return text('undo_removedFrom', name);
  return text(`undo_${what}`, name);
}
