import { type EffectCallback, useEffect, useRef } from 'preact/hooks';

/**
 * Calls `react` after the first drawing and after each drawing with another `value`. `react` sees
 * the component's latest values, and isn't called when anything else changes.
 * @param react may return a cleanup, which runs before the next call and when the component goes
 */
export function useChange<T>(value: T, react: (value: T) => ReturnType<EffectCallback>): void {
  const latest = useRef(react);
  latest.current = react;
  useEffect(() => latest.current(value), [value]);
}
