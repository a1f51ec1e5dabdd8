import { useState } from 'preact/hooks';
import { useText } from '../text';
import { Hinted } from './Hinted';

/**
 * A passphrase field: hidden unless shown on request, with pasting, and without the browser's offer
 * to save it.
 */
export function PassphraseField({
  label,
  hint,
  value,
  isInvalid = false,
  onInput,
}: {
  label: string;
  hint?: string;
  value: string;
  /** Whether it is why what was sent wasn't taken. */
  isInvalid?: boolean;
  onInput(value: string): void;
}) {
  const text = useText();
  const [shown, setShown] = useState(false);
  return (
    <Hinted hint={hint ?? null}>
      {(describedBy) => (
        <div class="passphrase">
          <label class="card-field">
            <span>{label}</span>
            <input
              type={(shown ? 'text' : 'password') as 'password'}
              autocomplete="off"
              spellcheck={false}
              value={value}
              aria-invalid={isInvalid}
              aria-describedby={describedBy}
              onInput={({ currentTarget }) => onInput(currentTarget.value)}
            />
          </label>
          <button
            type="button"
            class="link"
            aria-pressed={shown}
            aria-label={text('passphrase_showOf', label)}
            onClick={() => setShown(!shown)}
          >
            {text('passphrase_show')}
          </button>
        </div>
      )}
    </Hinted>
  );
}
