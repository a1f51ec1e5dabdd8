import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Whether the document has the focus but none of its elements has. */
export const isLost = (): boolean =>
  document.hasFocus() && document.activeElement === document.body;

/**
 * Keeps the keyboard near when a pressed control goes: the focus then moves to the element that
 * gets the ref, which needs a `tabIndex` of -1.
 */
export function useKeptFocus<E extends HTMLElement>(): RefObject<E | null> {
  const box = useRef<E>(null);
  useLayoutEffect(() => {
    if (isLost()) box.current?.focus();
  });
  return box;
}
