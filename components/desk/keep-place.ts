import { useLayoutEffect } from 'preact/hooks';

/** What the focus can go to when what had it is gone, from the inside out. */
const PLACES = 'section, fieldset, details, ul, ol, table, form, aside, main';

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
      const inside = place.tagName === 'MAIN' ? 'h1' : ':scope > summary';
      const to = place.querySelector<HTMLElement>(inside) ?? place;
      if (to.tabIndex < 0) to.tabIndex = -1;
      to.focus({ preventScroll: true });
      if (isDisabled && own instanceof HTMLElement) waiting = { own, at: to };
    };
    /** Whoever presses beside it has left it, and is called back to nothing. */
    const onBlur = ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null || !(target instanceof Element)) return;
      queueMicrotask(() => {
        const isThere = target.isConnected && !target.matches(':disabled');
        const isLeft = isThere && document.activeElement === document.body;
        if (isLeft && last?.own === target) last = null;
      });
    };
    const changes = new MutationObserver(look);
    changes.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled'],
    });
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', onBlur);
    return () => {
      changes.disconnect();
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', onBlur);
    };
  }, []);
}
