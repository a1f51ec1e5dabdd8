import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * The events that begin a pointer's press, and those that follow. A key also causes a click, but
 * its `detail` is 0.
 */
const BEGINS = ['pointerdown', 'mousedown', 'touchstart'] as const;
const FOLLOWS = [
  'pointerup',
  'mouseup',
  'touchend',
  'click',
  'dblclick',
  'auxclick',
  'dragstart',
  'dragover',
  'drop',
] as const;

/** Milliseconds. People decide before they press, so what they saw this long ago still counts. */
const AFTERWARDS = 500;

/**
 * While `on`, and for half a second afterwards, presses of a pointer in this document do nothing
 * and move no focus. Keys work. Returns whether a press has been refused since.
 */
export function useCoveredPresses(on: boolean): boolean {
  const [refused, setRefused] = useState(false);
  const [refusing, setRefusing] = useState(on);
  /** A press that was refused at its start stays refused until it ends. */
  const pressed = useRef(false);
  useEffect(() => {
    if (on) {
      setRefusing(true);
      return;
    }
    const timer = setTimeout(() => setRefusing(false), AFTERWARDS);
    return () => clearTimeout(timer);
  }, [on]);
  const active = on || refusing;
  useEffect(() => {
    if (!active) setRefused(false);
    const refuse = (event: Event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const begin = (event: Event) => {
      pressed.current = active;
      if (!active) return;
      refuse(event);
      if (event.type !== 'mousedown') setRefused(true);
    };
    const follow = (event: Event) => {
      const byKey = event instanceof MouseEvent && event.type === 'click' && event.detail === 0;
      if ((active || pressed.current) && !byKey) refuse(event);
    };
    // On the window and in the capture phase, so that it comes first.
    const listening = { capture: true, passive: false };
    for (const type of BEGINS) addEventListener(type, begin, listening);
    for (const type of FOLLOWS) addEventListener(type, follow, listening);
    if (active) document.documentElement.dataset.covered = '';
    return () => {
      for (const type of BEGINS) removeEventListener(type, begin, listening);
      for (const type of FOLLOWS) removeEventListener(type, follow, listening);
      delete document.documentElement.dataset.covered;
    };
  }, [active]);
  return refused;
}
