import { useEffect, useState } from 'preact/hooks';

/** What a pointer does, and what comes of it. Of a key comes a click too, and that has no count. */
const PRESSES = [
  'pointerdown',
  'mousedown',
  'touchstart',
  'pointerup',
  'mouseup',
  'touchend',
  'click',
  'dblclick',
  'auxclick',
  'contextmenu',
  'dragstart',
] as const;

/**
 * While `on`, no press of a pointer in this document does anything, nor takes the focus; keys work. Returns whether one has been
 * refused since then.
 */
export function useRefusal(on: boolean): boolean {
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    setRefused(false);
    if (!on) return;
    const refuse = (event: Event) => {
      if (event instanceof MouseEvent && event.type === 'click' && event.detail === 0) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setRefused(true);
    };
    // Of the window, and before anything in it.
    const listening = { capture: true, passive: false };
    for (const type of PRESSES) addEventListener(type, refuse, listening);
    document.documentElement.dataset.covered = '';
    return () => {
      for (const type of PRESSES) removeEventListener(type, refuse, listening);
      delete document.documentElement.dataset.covered;
    };
  }, [on]);
  return refused;
}
