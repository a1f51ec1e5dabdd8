/**
 * Copies a text from inside a press. Uses the old command because it works in a frame in any page; the
 * newer interface can be forbidden by the page around it. Gives the focus back where it was.
 */
export function copyText(value: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = value;
  area.className = 'unseen';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
