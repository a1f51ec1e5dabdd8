/** Milliseconds after a key in which nobody leaves a field but by a key or a press. */
const TYPING = 1_000;

/** Keys that lead out of a field, or out of the page. */
const LEAVES = /^(Tab|Escape|F\d+)$/;

/**
 * Calls back when this page loses the keyboard in the middle of typing, without a key or a press in
 * it that says why: the page around it may have taken the keyboard. It is told how many
 * milliseconds ago the last key was. If the keyboard comes back at once, typing goes on in the same
 * field.
 */
export function watchKeyboard(view: Window, onLost: (typedAgo: number) => void): void {
  let field: HTMLElement | null = null;
  let typedAt = Number.NEGATIVE_INFINITY;
  let lostAt = Number.NEGATIVE_INFINITY;
  const left = () => {
    typedAt = Number.NEGATIVE_INFINITY;
    lostAt = Number.NEGATIVE_INFINITY;
  };
  view.addEventListener(
    'keydown',
    ({ target, key, altKey, ctrlKey, metaKey, timeStamp }) => {
      if (!isField(target) || LEAVES.test(key) || altKey || ctrlKey || metaKey) return left();
      typedAt = timeStamp;
      field = target;
    },
    { capture: true },
  );
  view.addEventListener('pointerdown', left, { capture: true, passive: true });
  view.addEventListener('blur', ({ target, timeStamp }) => {
    const typedAgo = timeStamp - typedAt;
    if (target !== view || typedAgo >= TYPING) return;
    lostAt = timeStamp;
    onLost(typedAgo);
  });
  view.addEventListener('focus', ({ target, timeStamp }) => {
    // Firefox gives the keyboard back to none of the page's fields.
    if (target === view && timeStamp - lostAt < TYPING) field?.focus({ preventScroll: true });
  });
}

const isField = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
