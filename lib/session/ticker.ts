import type { EpochMs } from './plan';

/** A clock, and a way to be called later. */
export interface Clockwork {
  now(): EpochMs;
  /** Calls back after so many milliseconds. Returns how to call that off. */
  later(run: () => void, ms: number): () => void;
}

/** Milliseconds until a countdown to `end` shows another second: more than 0, 1,000 at most. */
export function untilNextSecond(now: EpochMs, end: EpochMs): number {
  const rest = (end - now) % 1_000;
  return rest > 0 ? rest : rest + 1_000;
}

/**
 * Calls back now, and each time a countdown shows another second. Returns how to stop.
 * @param end what is counted down to. It is asked for after each tick, because an end may be
 *   corrected.
 */
export function startTicker(
  { now, later }: Clockwork,
  end: () => EpochMs,
  onTick: (at: EpochMs) => void,
): () => void {
  let callOff = () => {};
  const tick = () => {
    onTick(now());
    // Asked once more: what was done at this tick has taken time.
    callOff = later(tick, untilNextSecond(now(), end()));
  };
  tick();
  return () => callOff();
}
