import { useRef, useState } from 'preact/hooks';
import { clockField, readClock } from '@/lib/text';
import { useText } from '../text';

/** A field for a clock time, in 12 or 24 hours as everywhere else. It reads either. */
export function TimeField({
  label,
  value,
  near = null,
  invalid = false,
  describedBy,
  onInput,
}: {
  label: string;
  /** Such as `14:50`, or what was typed while that is no time yet. */
  value: string;
  /** The clock time that it is near to, where the field is empty at first. */
  near?: string | null;
  invalid?: boolean;
  /** The id of what says more about it. */
  describedBy: string;
  onInput(value: string): void;
}) {
  const { locale } = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const isClock = readClock(value, locale) === value;
  const before = useRef(near ?? (isClock ? value : null));
  const read = (words: string) => readClock(words, locale, before.current) ?? words;
  const shown = typed !== null && read(typed) === value ? typed : null;
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="text"
        class="time-field"
        autocomplete="off"
        spellcheck={false}
        maxLength={20}
        value={shown ?? (isClock ? clockField(value, locale) : value)}
        aria-invalid={invalid ? true : undefined}
        aria-describedby={describedBy}
        onFocus={() => {
          // In the evening, 9:07 in place of 9:00 PM is no morning.
          if (isClock) before.current = value;
        }}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          onInput(read(currentTarget.value));
        }}
        onBlur={() => setTyped(null)}
      />
    </label>
  );
}
