import type { ComponentChildren } from 'preact';

/**
 * A message that needs reading. `alert` is announced at once, `status` politely; a note waits to be
 * found.
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
