import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A field, and below it what it means in a line, which screen readers read with the field. */
export function Hinted({
  hint,
  children,
}: {
  /** Null, or an empty text, for none. */
  hint: string | null;
  /** @param describedBy what the field is described by; undefined without a hint */
  children(describedBy: string | undefined): ComponentChildren;
}) {
  const id = useId();
  return (
    <div>
      {children(hint ? id : undefined)}
      {hint && (
        <p class="field-hint" id={id}>
          {hint}
        </p>
      )}
    </div>
  );
}
