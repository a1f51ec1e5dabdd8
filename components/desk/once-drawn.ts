import { useLayoutEffect, useState } from 'preact/hooks';

/**
 * Moves the focus to what isn't drawn yet. The returned function takes what finds the element, and
 * the focus moves within the next drawing, before another key or press is handled. If nothing is
 * found there, the focus stays where it is.
 */
export function useFocusOnceDrawn(): (find: () => HTMLElement | null | undefined) => void {
  const [wanted, setWanted] = useState<{ find(): HTMLElement | null | undefined } | null>(null);
  useLayoutEffect(() => wanted?.find()?.focus(), [wanted]);
  return (find) => setWanted({ find });
}
