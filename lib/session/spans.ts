import { MINUTE } from './plan';

/** A duration as `31:05`, or `1:02:05` with hours. Rounded down to seconds; never negative. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** Milliseconds as whole minutes, rounded down. */
export const wholeMinutes = (ms: number): number => Math.floor(ms / MINUTE);

/**
 * Spans as whole minutes that add up to the whole minutes of all of them together: those that lose
 * most by rounding down get the minutes that are missing. Each is off by less than a minute.
 */
export function sharedMinutes(spans: readonly number[]): readonly number[] {
  const shown = spans.map(wholeMinutes);
  const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
  const missing = wholeMinutes(sum(spans)) - sum(shown);
  const most = spans
    .map((ms, index) => ({ index, rest: ms % MINUTE }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
    .slice(0, missing);
  return shown.map((minutes, index) => minutes + (most.some((one) => one.index === index) ? 1 : 0));
}
