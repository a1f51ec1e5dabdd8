import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * What begins a press of a pointer, and what comes of one. Of a key comes a click too, and that has
 * no count.
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

/**
 * A press is decided upon before it is made: what was seen until so many milliseconds before it
 * counts.
 */
const AFTERWARDS = 500;

/**
 * While `on`, and for half a second afterwards, no press of a pointer in this document does
 * anything, nor takes the focus; keys work. Returns whether one has been refused since.
 */
export function useRefusal(on: boolean): boolean {
  const [refused, setRefused] = useState(false);
  const [refusing, setRefusing] = useState(on);
  /** A press that was refused when it began is refused to its end. */
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
    // Of the window, and before anything in it.
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
