/** The clock of this device, and its timers. */
export const CLOCKWORK = {
  /** Epoch milliseconds. */
  now: () => Date.now(),
  /** Calls back after so many milliseconds. Returns how to call that off. */
  later(run: () => void, ms: number): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
