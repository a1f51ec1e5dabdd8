/**
 * Copies a text while a press is handled; returns whether that worked. Uses the old `copy` command,
 * because the page around a frame may forbid the clipboard API. The focus returns to where it was.
 * @param html the same for programs that paste it with its shape
 */
export function copyText(value: string, html?: string): boolean {
  const before = document.activeElement;
  // A form with autocomplete off, for the reason given at `PrivateForm`.
  const form = document.createElement('form');
  form.autocomplete = 'off';
  form.className = 'unseen';
  const area = document.createElement('textarea');
  area.value = value;
  form.append(area);
  document.body.append(form);
  area.select();
  if (html)
    area.addEventListener('copy', (event) => {
      event.clipboardData?.setData('text/plain', value);
      event.clipboardData?.setData('text/html', html);
      event.preventDefault();
    });
  const copied = document.execCommand('copy');
  form.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
