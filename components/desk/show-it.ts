/**
 * Brings what somebody was looking for into sight, once it is drawn, and the keyboard to it.
 * Whoever has gone on by then, away from the heading where the page began, stays there.
 */
export function showIt(element: HTMLElement | null): void {
  const { activeElement } = document;
  if (!element || (activeElement !== document.body && activeElement?.localName !== 'h1')) return;
  element.scrollIntoView({ block: 'center' });
  // A link has a place in the order of the keyboard already.
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
