import { useLayoutEffect, useRef } from 'preact/hooks';
import type { LegStanding } from '@/lib/session';
import { usePanel } from '../context';
import type { LegRowState } from './use-leg-row';

/**
 * Keys in the panel: 1 to 6 enter legs, or open and close the row of the current one, and Escape
 * gives the focus back to the page.
 * @param legs the legs for the digits, in order; empty to turn the digits off
 * @param row the row of the current leg; null where there is none
 */
export function useKeys(legs: readonly LegStanding[], row: LegRowState | null): void {
  const { act, onLayout } = usePanel();
  const latest = useRef({ legs, row });
  latest.current = { legs, row };
  // Before it is painted, so that no key that follows the sight of it is lost.
  useLayoutEffect(() => {
    // Only an unhandled Escape that was pressed here leaves the panel. It leaves on release,
    // because the page would otherwise get the release.
    let leaving = false;
    const onKeyDown = (event: KeyboardEvent) => {
      leaving = event.key === 'Escape' && !event.isComposing;
      const { legs, row } = latest.current;
      const to = legs[digitOf(event) - 1];
      if (!to || event.repeat || !isPlain(event)) return;
      if (row && to.state === 'current') row.toggle();
      else void act({ type: 'enterLeg', leg: to.leg });
    };
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && leaving) onLayout({ type: 'giveFocusBack' });
      leaving = false;
    };
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('keyup', onKeyUp);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('keyup', onKeyUp);
    };
  }, [act, onLayout]);
}

/**
 * The digit of a key, or 0. The key counts, not its letter: the digit row gives other characters on
 * French keyboards, and other digits on Arabic ones.
 */
const digitOf = ({ code, key }: KeyboardEvent): number =>
  Number(/^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? (/^\d$/.test(key) ? key : 0));

/** Whether a key was pressed alone, and not in a field that takes characters. */
function isPlain({ target, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  const field =
    target instanceof Element &&
    target.closest('input:not([type=radio], [type=checkbox]), textarea, select');
  return !field && !ctrlKey && !altKey && !metaKey;
}
