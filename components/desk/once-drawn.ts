import { useLayoutEffect, useState } from 'preact/hooks';

/**
 * Moves the focus to what isn't drawn yet. The returned function takes what finds the element, and
 * the focus moves within the drawing that brings it, before the next key or press is handled.
 */
export function useFocusOnceDrawn(): (find: () => HTMLElement | null | undefined) => void {
  const [wanted, setWanted] = useState<{ find(): HTMLElement | null | undefined } | null>(null);
  useLayoutEffect(() => {
    const found = wanted?.find();
    if (!found) return;
    setWanted(null);
    found.focus();
  });
  return (find) => setWanted({ find });
}
