import { useId, useState } from 'preact/hooks';
import { LONGEST_FIELD } from '@/lib/practice';
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
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <div>
      <label class="card-field">
        <span>{label}</span>
        <input
          {...PRIVATE_FIELD}
          type="text"
          dir="auto"
          maxLength={LONGEST_FIELD}
          value={typed ?? value}
          aria-describedby={hint ? id : undefined}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            onInput(currentTarget.value);
          }}
          onBlur={() => setTyped(null)}
        />
      </label>
      {hint && (
        <p class="field-hint" id={id}>
          {hint}
        </p>
      )}
    </div>
  );
}
