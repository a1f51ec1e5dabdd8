import { browser } from './browser';

const KEY = 'root';

/**
 * Keeps the vault's root key, as hex, while the notes are unlocked. `storage.session` lives in the
 * browser's memory, never on disk, and only the extension's own contexts can read it. A restart of
 * the browser, or a reload or update of the extension, clears it and so locks the notes.
 */
export const rootKeeper = {
  async read(): Promise<string | null> {
    const { [KEY]: root } = await browser.storage.session.get(KEY);
    return typeof root === 'string' ? root : null;
  },
  async write(root: string | null): Promise<void> {
    await (root === null
      ? browser.storage.session.remove(KEY)
      : browser.storage.session.set({ [KEY]: root }));
  },
  /** Calls back when any context has unlocked or locked the notes. */
  watch(onChange: () => void): void {
    browser.storage.session.onChanged.addListener((changes) => {
      if (KEY in changes) onChange();
    });
  },
};
