/** Sets styles that the page's own rules can't override. */
export function important(element: HTMLElement, styles: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(styles))
    element.style.setProperty(name, value, 'important');
}
