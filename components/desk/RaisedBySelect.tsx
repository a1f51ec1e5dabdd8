import { RAISED_BY, type RaisedBy } from '@/lib/notes';
import { useText } from '../shared/text';

/** Who brought up a topic or a focus, for a note that is written in the desk. */
export function RaisedBySelect({
  words,
  value,
  onPick,
}: {
  /** What was brought up. */
  words: string;
  /** Null for the client, whose it is by default. */
  value: RaisedBy | null;
  onPick(by: RaisedBy): void;
}) {
  const text = useText();
  return (
    <select
      aria-label={text('raisedBy_of', words)}
      value={value ?? 'client'}
      onChange={({ currentTarget }) =>
        onPick(RAISED_BY.find((by) => by === currentTarget.value) ?? 'client')
      }
    >
      {RAISED_BY.map((by) => (
        <option key={by} value={by}>
          {text(`raisedBy_${by}`)}
        </option>
      ))}
    </select>
  );
}
