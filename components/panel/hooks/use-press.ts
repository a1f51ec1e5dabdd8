import { useEffect, useState } from 'preact/hooks';
import type { Press } from '@/lib/messaging';
import type { Timeline } from '@/lib/session';
import { useChange } from '../../shared/use-change';
import { usePanel } from '../context';

/**
 * Does what a global key asks of the panel: fold or unfold, go to the next leg, focus the note.
 * @param press the last key press, as a new object each time
 * @param ready whether the panel can be shown; while masked, keys do nothing
 * @param onNote makes room for the note field
 */
export function usePress(
  press: { readonly what: Press } | null,
  ready: boolean,
  folded: boolean,
  session: Timeline | null,
  onNote: () => void,
): void {
  const { act, focusable, onLayout, unfold } = usePanel();
  /** Whether the note field must get the focus once it is drawn and the document has the focus. */
  const [wantsNote, setWantsNote] = useState(false);
  useChange(press, () => {
    if (!ready || !press) return;
    const { what } = press;
    if (what === 'fold' && folded) unfold();
    else if (what === 'fold') onLayout({ type: 'shape', shape: 'strip' });
    const leg = what === 'leg' && session?.phase === 'running' && legAfter(session);
    if (leg) void act({ type: 'enterLeg', leg });
    if (what === 'note') {
      if (folded) unfold();
      onLayout({ type: 'takeFocus' });
      onNote();
      setWantsNote(true);
    }
  });
  useEffect(() => {
    if (!wantsNote) return;
    // Wait for the document: when the host focuses the panel, the browser takes the focus from the
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

/** The next leg that isn't set aside, or null after the last one. */
function legAfter({ legs }: Timeline) {
  const at = legs.findIndex(({ state }) => state === 'current');
  return legs.slice(at + 1).find(({ state }) => state !== 'setAside')?.leg ?? null;
}
