import { browser } from './browser';

const KEY = 'usedAt';
/** Uses closer together than this are written down once. */
const CLOSE = 10_000;

let written = 0;

/**
 * When somebody last did something with Perch, in whichever of its contexts. Epoch milliseconds, 0
 * for not yet.
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
