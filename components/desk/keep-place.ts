import { useLayoutEffect } from 'preact/hooks';
import { focusHeading } from './focus-heading';

/** What the focus can go to when what had it is gone, from the inside out. */
const PLACES = 'section, fieldset, details, ul, ol, table, main';

/**
 * Keeps the keyboard's place in the desk: when the focused element goes or is disabled, as a button
 * does with the row that it removes, the focus goes to what was around it and is still there. What
 * takes the focus by itself, and a page that is gone to, has it first. A button that is enabled
 * again gets it back, unless somebody went on.
 */
export function useKeepPlace(): void {
  useLayoutEffect(() => {
    /** The element that had the focus last, and what was around it. */
    let last: { readonly own: Element; readonly around: readonly HTMLElement[] } | null = null;
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      const around: HTMLElement[] = [];
      for (let at = target.parentElement; at; at = at.parentElement)
        if (at.matches(PLACES)) around.push(at);
      last = { own: target, around };
    };
    /** A button that is disabled for the moment, and what has the focus meanwhile. */
    let waiting: { readonly own: HTMLElement; readonly at: Element } | null = null;
    const look = () => {
      const { activeElement } = document;
      if (waiting && !waiting.own.matches(':disabled')) {
        const { own, at } = waiting;
        waiting = null;
        if (at === activeElement && own.isConnected) return own.focus({ preventScroll: true });
      }
      if (!last) return;
      const { own, around } = last;
      const isDisabled = own.isConnected && own.matches(':disabled');
      // What is disabled loses the focus a moment later, and nothing is told then.
      if (activeElement !== document.body && !(isDisabled && activeElement === own)) return;
      if (own.isConnected && !isDisabled) return;
      const place = around.find((one) => one.isConnected);
      // Without its page, it has no place left.
      if (!place) return;
      if (place.tagName === 'MAIN') return void focusHeading(place);
      const to = place.querySelector<HTMLElement>(':scope > summary') ?? place;
      if (to === place) to.tabIndex = -1;
      to.focus({ preventScroll: true });
      if (isDisabled && own instanceof HTMLElement) waiting = { own, at: to };
    };
    const changes = new MutationObserver(look);
    changes.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled'],
    });
    document.addEventListener('focusin', onFocus);
    return () => {
      changes.disconnect();
      document.removeEventListener('focusin', onFocus);
    };
  }, []);
}
