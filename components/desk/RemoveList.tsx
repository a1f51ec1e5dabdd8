import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useText } from '../shared/text';
import { focusHeading } from './focus-heading';

/** What can be removed one by one, each named by its day. */
export function RemoveList({
  name,
  rows,
  onRemove,
}: {
  name: string;
  rows: readonly {
    readonly id: string;
    readonly label: ComponentChildren;
    /** What the button is called for whoever can't see its row. */
    readonly remove: string;
  }[];
  onRemove(id: string): void;
}) {
  const text = useText();
  const list = useRef<HTMLUListElement>(null);
  if (rows.length === 0) return null;
  return (
    <ul class="line-rows" aria-label={name} ref={list} tabIndex={-1}>
      {rows.map(({ id, label, remove }) => (
        <li key={id}>
          {label}
          <button
            type="button"
            class="link"
            aria-label={remove}
            onClick={() => {
              // The button goes with its row, and the list with its last one.
              const fold = list.current?.closest('details')?.querySelector('summary');
              if (rows.length > 1) list.current?.focus();
              else if (fold) fold.focus();
              else focusHeading(list.current?.closest('main'));
              onRemove(id);
            }}
          >
            {text('measure_remove')}
          </button>
        </li>
      ))}
    </ul>
  );
}
