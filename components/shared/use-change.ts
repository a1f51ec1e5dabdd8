import { type EffectCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks';

type Reaction<T> = (value: T) => ReturnType<EffectCallback>;

/**
 * Calls `react` after the first drawing and after each drawing with another `value`. `react` sees
 * the component's latest values, and isn't called when anything else changes.
 * @param react may return a cleanup, which runs before the next call and when the component goes
 */
export function useChange<T>(value: T, react: Reaction<T>): void {
  const latest = useLatest(react);
  useEffect(() => latest.current(value), [latest, value]);
}

/**
 * As `useChange`, but within the drawing itself, before any key or press. For what must not come
 * after a press that follows, and for what moves the focus.
 */
export function useChangeAtOnce<T>(value: T, react: Reaction<T>): void {
  const latest = useLatest(react);
  useLayoutEffect(() => latest.current(value), [latest, value]);
}

function useLatest<T>(react: Reaction<T>): { readonly current: Reaction<T> } {
  const latest = useRef(react);
  latest.current = react;
  return latest;
}
