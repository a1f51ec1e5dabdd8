/** Milliseconds after a key in which nobody leaves a field but by a key or a press. */
const TYPING = 1_000;

/** Keys that lead out of a field, or out of the page. */
const LEAVES = /^(Tab|Escape|F\d+)$/;

/**
 * Calls back when this page loses the keyboard in the middle of typing, without a key or a press in
 * it that says why. The page around it may have taken the keyboard. Returns how to go on in the
 * field that was left.
 */
export function watchKeyboard(view: Window, onLost: () => void): () => void {
  let field: HTMLElement | null = null;
  let typedAt = Number.NEGATIVE_INFINITY;
  const left = () => {
    typedAt = Number.NEGATIVE_INFINITY;
  };
  view.addEventListener(
    'keydown',
    (event) => {
      const { target, key, altKey, ctrlKey, metaKey, timeStamp } = event;
      if (!isField(target) || LEAVES.test(key) || altKey || ctrlKey || metaKey) return left();
      typedAt = timeStamp;
      field = target;
    },
    { capture: true },
  );
  view.addEventListener('pointerdown', left, { capture: true, passive: true });
  view.addEventListener('blur', ({ target, timeStamp }) => {
    if (target === view && timeStamp - typedAt < TYPING) onLost();
  });
  const goOn = () => field?.focus({ preventScroll: true });
  return () => {
    goOn();
    // Firefox tells before it gives the keyboard to this page, and then to none of its fields.
    view.addEventListener('focus', goOn, { once: true, signal: AbortSignal.timeout(TYPING) });
  };
}

const isField = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
