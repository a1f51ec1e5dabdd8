import { useState } from 'preact/hooks';
import { LONGEST_FIELD } from '@/lib/practice';
import { Hinted } from './Hinted';
import { PRIVATE_FIELD } from './PrivateForm';

/**
 * A line of text about a client, saved as it is typed. While it has the focus, a stored
 * value doesn't replace the typing.
 */
export function Field({
  label,
  hint,
  value,
  onInput,
}: {
  label: string;
  hint?: string;
  value: string;
  onInput(value: string): void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Hinted hint={hint ?? null}>
      {(describedBy) => (
        <label class="card-field">
          <span>{label}</span>
          <input
            {...PRIVATE_FIELD}
            type="text"
            dir="auto"
            maxLength={LONGEST_FIELD}
            value={typed ?? value}
            aria-describedby={describedBy}
            onInput={({ currentTarget }) => {
              setTyped(currentTarget.value);
              onInput(currentTarget.value);
            }}
            onBlur={() => setTyped(null)}
          />
        </label>
      )}
    </Hinted>
  );
}
