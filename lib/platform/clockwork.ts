/** The device's clock and timers. */
export const CLOCKWORK = {
  /** Epoch milliseconds. */
  now: () => Date.now(),
  /** Milliseconds since this page was opened, whatever the clock is set to. */
  elapsed: () => performance.now(),
  /** Calls `run` after `ms` milliseconds. Returns a function that cancels the call. */
  later(run: () => void, ms: number): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
