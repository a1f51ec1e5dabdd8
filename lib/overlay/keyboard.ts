import type { PanelFrame } from './frame';

/**
 * Milliseconds in which the keyboard is taken back once: a page that insists would do it forever.
 */
const ONCE_IN = 10_000;

/**
 * Takes the keyboard back that the page took from a panel in the middle of typing, and tells the
 * panel. A press in the page, the browser's own fields, other windows and other tabs may have it.
 */
export function guardKeyboard(view: Window, signal: AbortSignal) {
  let pressedAt = Number.NEGATIVE_INFINITY;
  let takenBackAt = Number.NEGATIVE_INFINITY;
  const onPress = ({ isTrusted, timeStamp }: Event) => {
    // The page could make up a press to keep the keyboard.
    if (isTrusted) pressedAt = timeStamp;
  };
  view.addEventListener('pointerdown', onPress, { capture: true, passive: true, signal });
  return {
    /** @param typedAgo milliseconds since the last key */
    lost(frame: PanelFrame, typedAgo: number): void {
      const now = view.performance.now();
      const { document } = view;
      // Some browsers leave a tab that nobody sees its focus.
      if (document.hidden || !document.hasFocus() || now - pressedAt <= typedAgo) return;
      const back = now - takenBackAt >= ONCE_IN;
      if (back) {
        takenBackAt = now;
        frame.element.focus();
      }
      frame.tell({ type: 'keyboardTaken', back });
    },
  };
}
