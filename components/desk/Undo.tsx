import { useRef, useState } from 'preact/hooks';
import type { Removed } from '@/lib/desk';
import { useText } from '../shared/text';
import { focusHeading } from './focus-heading';

/** Offers to undo what was removed or changed last, and says so where that couldn't be done. */
export function Undo({ removed }: { removed: Removed | null }) {
  const text = useText();
  const button = useRef<HTMLButtonElement>(null);
  const [failed, setFailed] = useState<Removed | null>(null);
  // What couldn't be undone may be on offer no more. What is on offer since then takes its place.
  const tells = failed !== null && (removed === null || removed === failed);
  if (!removed && !tells) return null;
  const undo = async (offer: Removed) => {
    const own = button.current;
    const problem = await offer.undo().catch(() => 'storageFailed' as const);
    setFailed(problem === null ? null : offer);
    // The button goes with what it offered. Whoever went on typing elsewhere stays there.
    const { activeElement } = document;
    if (problem === null && (activeElement === own || activeElement === document.body))
      focusHeading(document);
  };
  return (
    <p role="status">
      {tells ? text('undo_failed') : removed && text(`undo_${removed.what}`)}{' '}
      {removed && (
        <button type="button" class="link" ref={button} onClick={() => void undo(removed)}>
          {text('undo')}
        </button>
      )}
    </p>
  );
}
