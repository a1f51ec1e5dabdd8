import { browser } from './browser';

const KEY = 'root';

/**
 * Keeps the vault's root key while unlocked: in the browser's memory, for the extension's own
 * contexts, never on disk. A restart of the browser, of the extension, or an update of it forgets
 * the key, which locks.
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
  /** Calls back when somebody has unlocked or locked, here or in another context. */
  watch(onChange: () => void): void {
    browser.storage.session.onChanged.addListener((changes) => {
      if (KEY in changes) onChange();
    });
  },
};
