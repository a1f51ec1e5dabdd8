import { type EffectCallback, useEffect, useRef } from 'preact/hooks';

/**
 * Reacts to a change: after the first drawing, and after each in which the value is another one. It
 * knows what the component knows then, and is not called when anything but the value changes.
 * @param react may return what is to be done before the next time, and when the component goes
 */
export function useChange<T>(value: T, react: (value: T) => ReturnType<EffectCallback>): void {
  const latest = useRef(react);
  latest.current = react;
  useEffect(() => latest.current(value), [value]);
}
