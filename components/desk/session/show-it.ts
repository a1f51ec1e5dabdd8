/**
 * Brings the note that somebody was looking for into sight, once it is drawn. The keyboard goes to
 * it from the heading, where the page began.
 */
export function showIt(row: HTMLElement | null): void {
  if (!row) return;
  row.scrollIntoView({ block: 'center' });
  const { activeElement } = document;
  if (activeElement !== document.body && activeElement?.localName !== 'h1') return;
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
}
