import type { EpochMs } from './plan';

/** A clock and its timers. */
export interface Clockwork {
  now(): EpochMs;
  /** Calls `run` after `ms` milliseconds. Returns a function that cancels the call. */
  later(run: () => void, ms: number): () => void;
}

/** Milliseconds until a countdown to `end` shows another second: more than 0, at most 1,000. */
export function untilNextSecond(now: EpochMs, end: EpochMs): number {
  const rest = (end - now) % 1_000;
  return rest > 0 ? rest : rest + 1_000;
}

/**
 * Calls back now, and each time a countdown shows another second. Returns a function that stops it.
 * @param end the end of the countdown, read anew after each tick because it may be corrected
 */
export function startTicker(
  { now, later }: Clockwork,
  end: () => EpochMs,
  onTick: (at: EpochMs) => void,
): () => void {
  let callOff = () => {};
  const tick = () => {
    onTick(now());
    // `onTick` takes time, so read the clock again.
    callOff = later(tick, untilNextSecond(now(), end()));
  };
  tick();
  return () => callOff();
}
