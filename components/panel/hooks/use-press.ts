import { useEffect, useState } from 'preact/hooks';
import type { Press } from '@/lib/messaging';
import type { Timeline } from '@/lib/session';
import { useChange } from '../../shared/use-change';
import { usePanel } from '../context';

/**
 * Does what a key of the browser's own asks of the panel: fold or unfold, go on to the next leg,
 * put the focus into the note.
 * @param press the key that was pressed last: another object for each press
 * @param ready whether the panel can be shown; masked, keys do nothing
 * @param onNote makes room for the note field
 */
export function usePress(
  press: { readonly what: Press } | null,
  ready: boolean,
  folded: boolean,
  session: Timeline | null,
  onNote: () => void,
): void {
  const { act, focusable, onLayout } = usePanel();
  /** The note field is to have the focus as soon as it is there and the panel's document has it. */
  const [wantsNote, setWantsNote] = useState(false);
  useChange(press, () => {
    if (!ready || !press) return;
    const { what } = press;
    if (what === 'fold') onLayout({ type: 'shape', shape: folded ? 'panel' : 'strip' });
    const leg = what === 'leg' && session?.phase === 'running' && legAfter(session);
    if (leg) void act({ type: 'enterLeg', leg });
    if (what === 'note') {
      if (folded) onLayout({ type: 'shape', shape: 'panel' });
      onLayout({ type: 'takeFocus' });
      onNote();
      setWantsNote(true);
    }
  });
  useEffect(() => {
    if (!wantsNote) return;
    // Not before: when the host gives the panel the focus after that, the browser takes it from the
    // field again.
    const focusNote = () => {
      const field = focusable.note.current;
      if (!field || !document.hasFocus()) return;
      field.focus();
      setWantsNote(false);
    };
    focusNote();
    addEventListener('focus', focusNote);
    return () => removeEventListener('focus', focusNote);
  });
}

/** The leg that comes after the current one; null past the last. */
function legAfter({ legs }: Timeline) {
  const at = legs.findIndex(({ state }) => state === 'current');
  return legs.slice(at + 1).find(({ state }) => state !== 'setAside')?.leg ?? null;
}
