import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps the keyboard near when a pressed control goes: the focus then moves to the element that
 * gets the ref, which needs a `tabIndex` of -1.
 */
export function useKeptFocus<E extends HTMLElement>(): RefObject<E | null> {
  const box = useRef<E>(null);
  useLayoutEffect(() => {
    if (document.hasFocus() && document.activeElement === document.body) box.current?.focus();
  });
  return box;
}
