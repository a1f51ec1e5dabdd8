/** Puts the focus on the page's heading, where a keyboard goes on when what it was on is gone. */
export function focusHeading(within: ParentNode | null | undefined): void {
  const heading = within?.querySelector('h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}
