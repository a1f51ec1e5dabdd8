import type { ComponentChildren } from 'preact';

/**
 * A message. Screen readers announce an `alert` at once and a `status` politely, but not a note.
 */
export function Notice({
  kind,
  children,
}: {
  kind: 'alert' | 'status' | 'note';
  children: ComponentChildren;
}) {
  return (
    <div class={`notice notice-${kind}`} role={kind}>
      {children}
    </div>
  );
}
