import { useText } from '../shared/text';

/** Who said it, by their initials, for a note that is written in the desk. */
export function SpeakerSelect({
  words,
  value,
  speakers,
  onPick,
}: {
  /** What was said. */
  words: string;
  /** Empty for nobody. */
  value: string;
  /** The initials of those who take part. */
  speakers: readonly string[];
  onPick(speaker: string): void;
}) {
  const text = useText();
  // Somebody may have said it who takes part no more.
  const all = ['', ...new Set([...(value === '' ? [] : [value]), ...speakers])];
  return (
    <select
      aria-label={text('speaker_of', words)}
      value={value}
      onChange={({ currentTarget }) => onPick(currentTarget.value)}
    >
      {all.map((one) => (
        <option key={one} value={one}>
          {one || text('speaker_none')}
        </option>
      ))}
    </select>
  );
}
