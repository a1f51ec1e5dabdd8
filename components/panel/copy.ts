/**
 * Copies a text from inside a press, and returns whether that worked. Uses the old command because
 * it works in a frame in any page; the newer interface can be forbidden by the page around it.
 * Gives the focus back where it was.
 */
export function copyText(value: string): boolean {
  const before = document.activeElement;
  // A form with autocomplete off, for the reason that `PrivateForm` gives.
  const form = document.createElement('form');
  form.autocomplete = 'off';
  form.className = 'unseen';
  const area = document.createElement('textarea');
  area.value = value;
  form.append(area);
  document.body.append(form);
  area.select();
  const copied = document.execCommand('copy');
  form.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
