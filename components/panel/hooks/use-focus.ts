import { useEffect, useRef } from 'preact/hooks';
import { useChange } from '../../shared/use-change';
import { isLost } from '../../shared/use-kept-focus';
import { usePanel } from '../context';

/**
 * Keeps the keyboard's place: if the focused element is gone, the focus moves to the matching
 * element in what replaced it, or to its start.
 * @param scene what is shown; another scene starts at its beginning
 * @param shape the panel's shape; after a change of shape or mask, the main button gets the focus,
 * or the note again if it had it
 * @param page the open page; after it closes, the button that opened it is gone
 * @param leg the current leg; after it changes, what belonged to the one before is gone
 */
export function useFocus(
  scene: string | null,
  shape: string,
  page: string | null,
  leg: string | null | undefined,
): void {
  const { first, main, note } = usePanel().focusable;
  const seen = useRef({ scene, shape });
  /** Whether the note had the focus last, and whether it had it when the panel was folded. */
  const had = useRef({ now: false, folded: false });
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      had.current.now = target === note.current;
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, [note]);
  useChange(`${scene} ${shape}`, () => {
    const before = seen.current;
    seen.current = { scene, shape };
    if ((before.scene === scene && before.shape === shape) || !isLost()) return;
    const button = before.shape !== shape || scene === 'masked' || before.scene === 'masked';
    const isNote = had.current.now || had.current.folded;
    had.current.folded = isNote && note.current === null;
    const to = button && isNote && note.current ? note : button ? first : main;
    to.current?.focus();
  });
  useChange(`${page} ${leg}`, () => {
    if (page === null && isLost()) main.current?.focus();
  });
}
