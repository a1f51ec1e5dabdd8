import type { InputHTMLAttributes } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useText } from '../shared/text';

/**
 * A field for a whole number in a range; empty for null. Each number of the range is passed on as
 * it is typed. Anything else that is left in the field stays there with the range beside it, and
 * the number from before is passed on again.
 */
export function NumberInput({
  range,
  value,
  onNumber,
  ...rest
}: Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'id' | 'aria-label' | 'aria-labelledby' | 'aria-describedby'
> & {
  range: { readonly min: number; readonly max: number };
  value: number | null;
  onNumber(value: number | null): void;
}) {
  const text = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const before = useRef(value);
  /** The number in the field, null where it is empty, undefined where it can't be. */
  const numberIn = ({ value: words, validity }: HTMLInputElement): number | null | undefined => {
    // A browser gives no words for what is no number at all.
    if (words === '' && !validity.badInput) return null;
    const number = words === '' ? Number.NaN : Number(words);
    const isOne = Number.isInteger(number) && number >= range.min && number <= range.max;
    return isOne ? number : undefined;
  };
  return (
    <>
      <input
        {...rest}
        data-range
        type="number"
        inputMode="numeric"
        min={range.min}
        max={range.max}
        step={1}
        value={typed ?? value ?? ''}
        aria-invalid={isWrong}
        onFocus={() => {
          if (!isWrong) before.current = value;
        }}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          const number = numberIn(currentTarget);
          if (number !== undefined) onNumber(number);
        }}
        onChange={({ currentTarget }) => {
          const number = numberIn(currentTarget);
          setWrong(number === undefined);
          if (number === undefined) {
            // Digits on the way to it were passed on.
            if (value !== before.current) onNumber(before.current);
            return;
          }
          setTyped(null);
          before.current = number;
        }}
      />
      {isWrong && (
        <span class="number-range" role="alert">
          {text('number_range', range.min, range.max)}
        </span>
      )}
    </>
  );
}
