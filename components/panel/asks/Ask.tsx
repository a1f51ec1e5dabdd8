import type { ComponentChildren } from 'preact';

/** A way to answer what Perch asks. */
export interface Way {
  readonly label: string;
  /** Whether it is what most people would want. */
  readonly first?: boolean;
  /** Whether a press counts even while something covers the panel, because it changes nothing. */
  readonly harmless?: boolean;
  run(): void;
}

/**
 * What Perch asks or reports, in the place of the prompt and on a ground of its own, so that nobody
 * takes it for words to say. Screen readers announce an `alert` at once and a `status` politely,
 * but not a note.
 */
export function Ask({
  kind,
  ways = [],
  children,
}: {
  kind: 'alert' | 'status' | 'note';
  ways?: readonly Way[];
  children: ComponentChildren;
}) {
  return (
    <div class={`ask ask-${kind}`} role={kind}>
      <p>{children}</p>
      {ways.length > 0 && (
        <div class="ask-ways">
          {ways.map(({ label, first = false, harmless = false, run }) => (
            <button
              key={label}
              type="button"
              class={first ? 'primary' : 'secondary'}
              data-harmless={harmless ? '' : undefined}
              onClick={run}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
