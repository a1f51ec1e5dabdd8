/** What is read before the page's heading when a page is gone to. */
export const READ_FIRST = 'data-read-first';

/**
 * Puts the focus on what is to be read first in the page, or on its heading, where a keyboard goes
 * on when what it was on is gone. Returns whether there is one.
 */
export function focusHeading(within: ParentNode | null | undefined): boolean {
  const first =
    within?.querySelector<HTMLElement>(`[${READ_FIRST}]`) ?? within?.querySelector('h1');
  if (!first) return false;
  first.tabIndex = -1;
  first.focus();
  return true;
}
