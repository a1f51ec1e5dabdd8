/**
 * Runs in a document: types into the focused field as a program does, one key right after the
 * other. A line break is Enter. A driver's own keys wait for one another, longer than a program's.
 */
export async function typeAtOnce(text: string): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  /** Lets the page handle what was typed, as between two keys of a real keyboard. */
  const handled = () =>
    new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  for (const key of text) {
    if (key === '\n') {
      const enter = { key: 'Enter', bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', enter));
    } else document.execCommand('insertText', false, key);
    await handled();
  }
  port1.close();
}
