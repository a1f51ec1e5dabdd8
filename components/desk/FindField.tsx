import type { Ref } from 'preact';
import { Icon } from '../shared/controls/Icon';
import { PRIVATE_FIELD } from '../shared/controls/PrivateForm';

/** A field to search in. It stands in a form that keeps what is typed to itself. */
export function FindField({
  label,
  hint = label,
  value,
  large = false,
  field,
  onInput,
}: {
  label: string;
  /** What is shown while nothing is typed. */
  hint?: string;
  value: string;
  large?: boolean;
  field?: Ref<HTMLInputElement>;
  onInput(value: string): void;
}) {
  return (
    <div class={large ? 'find find-large' : 'find'}>
      <Icon name="find" />
      <input
        {...PRIVATE_FIELD}
        ref={field ?? null}
        type="search"
        aria-label={label}
        placeholder={hint}
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </div>
  );
}
