import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useChange } from '../../shared/use-change';

/** A way to answer what Perch asks. */
export interface Way {
  readonly label: string;
  run(): void;
}

/**
 * Milliseconds in which a question that has just come takes no press of a pointer. Whoever pressed
 * then was about to press what was there before.
 */
const JUST_COME = 500;

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
  const asked = ways.map(({ label }) => label).join();
  const [seen, setSeen] = useState<string | null>(null);
  const fresh = seen !== asked;
  useChange(asked, () => {
    const timer = setTimeout(() => setSeen(asked), JUST_COME);
    return () => clearTimeout(timer);
  });
  return (
    <div class={`ask ask-${kind}`} role={kind}>
      <p>{children}</p>
      {ways.length > 0 && (
        <div class="ask-ways">
          {ways.map(({ label, run }) => (
            <button
              key={label}
              type="button"
              class="secondary"
              aria-disabled={fresh}
              onClick={(event) => {
                // A key, which has no detail, goes to where the focus was moved.
                if (!fresh || event.detail === 0) run();
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
