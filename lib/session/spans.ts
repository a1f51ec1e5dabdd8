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
