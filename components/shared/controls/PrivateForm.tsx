import type { ComponentChildren } from 'preact';

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
  onSubmit,
  onKeyDown,
  children,
}: {
  class?: string;
  /** Called on Enter in a line of text, and by a submit button. */
  onSubmit?(): void;
  /** Called on a key in any of its fields. */
  onKeyDown?(event: KeyboardEvent): void;
  children: ComponentChildren;
}) {
  return (
    <form
      class={name}
      autocomplete="off"
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit?.();
      }}
    >
      {children}
    </form>
  );
}
