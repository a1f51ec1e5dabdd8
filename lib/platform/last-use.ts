import { browser } from './browser';

const KEY = 'usedAt';
/** Milliseconds. Uses closer together than this are stored once. */
const CLOSE = 10_000;

let written = 0;

/**
 * When Perch was last used, in any of its contexts, in epoch milliseconds. 0 means not since the
 * browser started.
 */
export const lastUse = {
  async read(): Promise<number> {
    const { [KEY]: at } = await browser.storage.session.get(KEY);
    return typeof at === 'number' ? at : 0;
  },
  touch(now: number): void {
    if (Math.abs(now - written) < CLOSE) return;
    written = now;
    void browser.storage.session.set({ [KEY]: now }).catch(() => {});
  },
};
