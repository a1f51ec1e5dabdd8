import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * A box that a button opens over what is there, so that nothing moves. Escape, a press elsewhere
 * and moving the focus away close it. The keyboard goes on in the box, and back to its button.
 */
export function Popup({
  label,
  opener,
  onClose,
  onPointed,
  children,
}: {
  /** Names the box for assistive technology. */
  label: string;
  opener: RefObject<HTMLElement | null>;
  /** @param by Escape, or what is done elsewhere */
  onClose(by: 'escape' | 'elsewhere'): void;
  /**
   * Called when a pointer has pressed something in it. Keys on their way through choices
   * don't count.
   */
  onPointed?(): void;
  children: ComponentChildren;
}) {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  const pointed = useRef(onPointed);
  pointed.current = onPointed;
  useLayoutEffect(() => {
    const isWithin = ({ target }: Event) =>
      target instanceof Node &&
      (box.current?.contains(target) || opener.current?.contains(target) || false);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close.current('escape');
      opener.current?.focus();
    };
    const onElsewhere = (event: Event) => {
      if (!isWithin(event)) close.current('elsewhere');
    };
    const onClick = ({ detail }: MouseEvent) => {
      if (detail > 0) pointed.current?.();
    };
    // On release, because the page around would otherwise get the release.
    document.addEventListener('keyup', onKey, true);
    document.addEventListener('pointerdown', onElsewhere, true);
    document.addEventListener('focusin', onElsewhere, true);
    const inside = box.current;
    inside?.addEventListener('click', onClick);
    const first = (what: string) => inside?.querySelector<HTMLElement>(what);
    if (document.hasFocus())
      (first('input:checked, [data-present]') ?? first('input, button'))?.focus();
    return () => {
      inside?.removeEventListener('click', onClick);
      document.removeEventListener('keyup', onKey, true);
      document.removeEventListener('pointerdown', onElsewhere, true);
      document.removeEventListener('focusin', onElsewhere, true);
    };
  }, [opener]);
  return (
    <div class="hang" role="group" aria-label={label} ref={box}>
      {children}
    </div>
  );
}
