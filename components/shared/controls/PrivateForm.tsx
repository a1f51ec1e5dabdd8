import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Attributes of a field for private words. The browser offers no earlier entries and sends nothing
 * to a spelling or writing service, as some browsers do once their user has agreed to that.
 */
export const PRIVATE_FIELD = {
  autocomplete: 'off',
  spellcheck: false,
  writingsuggestions: 'false',
} as const;

/**
 * A form around fields for private words. Chromium writes the contents of fields, including those
 * of frames and extension pages, into its session file in plain text, but leaves out forms with
 * autocomplete off.
 */
export function PrivateForm({
  class: name,
  refused = null,
  onSubmit,
  onKeyDown,
  children,
}: {
  class?: string;
  /**
   * Why what was sent wasn't taken: another object each time. The focus goes to the first field
   * that is marked as invalid.
   */
  refused?: object | null;
  /** Called on Enter in a line of text and by a submit button, unless a number is out of range. */
  onSubmit?(): void;
  /** Called on a key in any of its fields. */
  onKeyDown?(event: KeyboardEvent): void;
  children: ComponentChildren;
}) {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    if (refused) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refused]);
  return (
    <form
      class={name}
      ref={form}
      autocomplete="off"
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        // A field whose number is out of its range says so, and holds another one meanwhile.
        const wrong = form.current?.querySelector<HTMLElement>('[data-range]:invalid');
        if (wrong) wrong.focus();
        else onSubmit?.();
      }}
    >
      {children}
    </form>
  );
}
