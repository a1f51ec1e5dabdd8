import { browser } from './browser';

const KEY = 'tally';

interface Tally {
  readonly sessions: number;
  readonly at: number;
}

/** Keeps a vault's tally with the extension's small values, apart from its databases. */
export const tallyKeeper = {
  async read(): Promise<Tally | null> {
    const { [KEY]: tally } = await browser.storage.local.get(KEY);
    return (tally as Tally | undefined) ?? null;
  },
  write: (tally: Tally | null): Promise<void> =>
    tally === null
      ? browser.storage.local.remove(KEY)
      : browser.storage.local.set({ [KEY]: tally }),
};
