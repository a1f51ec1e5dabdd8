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

/** Something covers the panel, or nobody said in time that nothing does. */
export type RefusedPress = 'covered' | 'unsure';

/** How a press is made sure of. */
interface Checks {
  isClear(): boolean;
  askClear(): Promise<boolean>;
}

/**
 * While `covered`, and for half a second afterwards, presses of a pointer in this document do
 * nothing and move no focus. A press is taken only if it was said a moment ago that nothing covers
 * the panel; else it waits for the answer. Keys work, and what is `data-harmless` can be pressed.
 * @param checks null if presses are taken in any case
 * @returns why the last press was refused; null if it was taken
 */
export function useCoveredPresses(covered: boolean, checks: Checks | null): RefusedPress | null {
  const on = covered && checks !== null;
  const [refused, setRefused] = useState<RefusedPress | null>(null);
  const [refusing, setRefusing] = useState(on);
  const check = useRef(checks);
  check.current = checks;
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
    if (!active) setRefused(null);
    const refuse = (event: Event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const begin = (event: Event) => {
      pressed.current = active && !isHarmless(event);
      if (!pressed.current) return;
      refuse(event);
      if (event.type !== 'mousedown') setRefused('covered');
    };
    const follow = (event: Event) => {
      const byKey = event instanceof MouseEvent && event.type === 'click' && event.detail === 0;
      if (byKey || isHarmless(event)) return;
      if (active || pressed.current) return refuse(event);
      if (event.type === 'click') makeSure(event);
    };
    /** Lets a click through if nothing covers the panel, as soon as that is known. */
    const makeSure = (event: Event) => {
      if (!check.current || check.current.isClear()) return setRefused(null);
      refuse(event);
      const { target } = event;
      void check.current.askClear().then((clear) => {
        setRefused(clear ? null : 'unsure');
        if (clear && target instanceof Element) pressable(target)?.click();
      });
    };
    // On the window and in the capture phase, so that it comes first.
    const listening = { capture: true, passive: false };
    // Whoever goes on by keyboard has read it.
    const onKey = () => setRefused(null);
    addEventListener('keydown', onKey, listening);
    for (const type of BEGINS) addEventListener(type, begin, listening);
    for (const type of FOLLOWS) addEventListener(type, follow, listening);
    return () => {
      removeEventListener('keydown', onKey, listening);
      for (const type of BEGINS) removeEventListener(type, begin, listening);
      for (const type of FOLLOWS) removeEventListener(type, follow, listening);
    };
  }, [active]);
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (active) dataset.covered = on ? 'now' : 'before';
    else delete dataset.covered;
  }, [active, on]);
  return refused;
}

const isHarmless = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('[data-harmless]') !== null;

/** What a press on an element is meant for. */
const pressable = (element: Element): HTMLElement | null =>
  element.closest<HTMLElement>('button, a, input, label, summary, select, textarea');
