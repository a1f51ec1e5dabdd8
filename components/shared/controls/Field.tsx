import { useState } from 'preact/hooks';
import { LONGEST_FIELD } from '@/lib/practice';
import { Hinted } from './Hinted';
import { Line } from './Line';

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
        <Line
          label={label}
          longest={LONGEST_FIELD}
          value={typed ?? value}
          describedBy={describedBy}
          onInput={(words) => {
            setTyped(words);
            onInput(words);
          }}
          onBlur={() => setTyped(null)}
        />
      )}
    </Hinted>
  );
}
