import { type Compartment, KINDS, type Kind, mayBeIn } from '@/lib/notes';
import { useText } from '../shared/text';

/** The kind of a note that is written in the desk, of those that its compartment takes. */
export function KindSelect({
  value,
  compartment = 'record',
  onPick,
}: {
  value: Kind;
  compartment?: Compartment;
  onPick(kind: Kind): void;
}) {
  const text = useText();
  const kinds = KINDS.filter((kind) => mayBeIn(kind, compartment));
  return (
    <select
      aria-label={text('document_kind')}
      value={value}
      onChange={({ currentTarget }) =>
        onPick(kinds.find((kind) => kind === currentTarget.value) ?? value)
      }
    >
      {kinds.map((kind) => (
        <option key={kind} value={kind}>
          {text(`kind_${kind}`)}
        </option>
      ))}
    </select>
  );
}
