import type { ComponentChildren } from 'preact';

/**
 * What a field for private words says of itself. The browser offers no earlier entries and sends
 * nothing to a spelling or writing service: some do that with what is typed anywhere, if their
 * person once agreed to it.
 */
export const PRIVATE_FIELD = {
  autocomplete: 'off',
  spellcheck: false,
  writingsuggestions: 'false',
} as const;

/**
 * A form around fields for private words. To restore tabs after a crash, Chromium writes the
 * contents of fields into its session file, in plain text, those of frames and extension pages too.
 * It leaves out the fields of a form with autocomplete off.
 */
export function PrivateForm({
  class: name,
  onSubmit,
  children,
}: {
  class?: string;
  /** What Enter in a line of text does, and a button that submits. */
  onSubmit?(): void;
  children: ComponentChildren;
}) {
  return (
    <form
      class={name}
      autocomplete="off"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit?.();
      }}
    >
      {children}
    </form>
  );
}
