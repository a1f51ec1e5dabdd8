import type { InputHTMLAttributes } from 'preact';

/** A field for a whole number in a range; empty for null. Other values aren't passed on. */
export function NumberInput({
  range,
  value,
  onNumber,
  ...rest
}: Pick<InputHTMLAttributes<HTMLInputElement>, 'id' | 'aria-labelledby' | 'aria-describedby'> & {
  range: { readonly min: number; readonly max: number };
  value: number | null;
  onNumber(value: number | null): void;
}) {
  return (
    <input
      {...rest}
      type="number"
      inputMode="numeric"
      min={range.min}
      max={range.max}
      step={1}
      value={value ?? ''}
      onInput={({ currentTarget: { value: typed } }) => {
        if (typed === '') return onNumber(null);
        const number = Number(typed);
        if (Number.isInteger(number) && number >= range.min && number <= range.max)
          onNumber(number);
      }}
    />
  );
}
