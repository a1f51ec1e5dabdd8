import { useRef } from 'preact/hooks';
import { useChange } from '../../shared/use-change';
import { usePanel } from '../context';

/**
 * Whoever works with the keyboard goes on with the keyboard: what was pressed is gone, so the focus
 * moves to the same place in what came instead, or to the start of it.
 * @param scene what is shown: another one has another start
 * @param shape the panel's shape. Of another shape, and masked or no longer, the button that leads
 *   on has the focus
 * @param page the page that is open; back from one, its button is gone
 */
export function useFocus(scene: string | null, shape: string, page: string | null): void {
  const { first, main } = usePanel().focusable;
  const seen = useRef({ scene, shape });
  useChange(`${scene} ${shape}`, () => {
    const before = seen.current;
    seen.current = { scene, shape };
    if ((before.scene === scene && before.shape === shape) || !isLost()) return;
    const button = before.shape !== shape || scene === 'masked' || before.scene === 'masked';
    (button ? first : main).current?.focus();
  });
  useChange(page, () => {
    if (page === null && isLost()) main.current?.focus();
  });
}

/** Whether the document has the focus, and nothing in it has. */
const isLost = () => document.hasFocus() && document.activeElement === document.body;
