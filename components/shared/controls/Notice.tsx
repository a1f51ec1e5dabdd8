import type { ComponentChildren } from 'preact';

/**
 * A message. Screen readers announce an `alert` at once and a `status` politely, but not a note.
 */
export function Notice({
  kind,
  id,
  children,
}: {
  kind: 'alert' | 'status' | 'note';
  /** For the field that it describes. */
  id?: string;
  children: ComponentChildren;
}) {
  return (
    <div id={id} class={`notice notice-${kind}`} role={kind}>
      {children}
    </div>
  );
}
