import { PRIVATE_FIELD } from './PrivateForm';

/** A line of somebody's own words, under its name. */
export function Line({
  label,
  value,
  longest,
  readOnly = false,
  decimal = false,
  isInvalid = false,
  describedBy,
  onInput,
  onBlur,
  onEnter,
}: {
  label: string;
  value: string;
  /** Most UTF-16 units. */
  longest?: number;
  readOnly?: boolean;
  /** Whether it is for one number. */
  decimal?: boolean;
  /** Whether it is why what was sent wasn't taken. */
  isInvalid?: boolean;
  describedBy?: string | undefined;
  onInput(words: string): void;
  onBlur?: () => void;
  onEnter?: () => void;
}) {
  return (
    <label class="card-field">
      <span>{label}</span>
      <input
        {...PRIVATE_FIELD}
        type="text"
        dir="auto"
        {...(decimal && { inputMode: 'decimal', size: 8 })}
        maxLength={longest}
        readOnly={readOnly}
        value={value}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
        onBlur={onBlur}
        onKeyDown={({ key }) => {
          if (key === 'Enter') onEnter?.();
        }}
      />
    </label>
  );
}
