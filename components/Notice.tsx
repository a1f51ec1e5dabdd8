import type { ComponentChildren } from 'preact';

/** A message that needs reading. `alert` is announced at once; a note waits its turn. */
export function Notice({
  kind,
  children,
}: {
  kind: 'alert' | 'note';
  children: ComponentChildren;
}) {
  return (
    <div class={`notice notice-${kind}`} role={kind === 'alert' ? 'alert' : 'note'}>
      {children}
    </div>
  );
}
