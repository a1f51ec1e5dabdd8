import { useId, useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import { LONGEST_LINE } from '@/lib/papers';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { useSavedFrom, useUnsaved } from '../unsaved';

/**
 * A field that adds a line of words to a client's papers. What is half typed is kept while another
 * page is open, and until it is saved.
 */
export function AddLine({
  of,
  name,
  label,
  button,
  onAdd,
}: {
  /** The session or client that the words are about. */
  of: string;
  /** Of the field among all of the desk: what is half typed in it is kept by that. */
  name: string;
  label: string;
  button: string;
  /** Adds words that aren't empty. Resolves with true once they are kept. */
  onAdd(words: string): Promise<boolean>;
}) {
  const text = useText();
  const id = useId();
  const [typed, setTyped] = useUnsaved(of, name, v.string(), '');
  const savedFrom = useSavedFrom();
  const [saving, setSaving] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const add = async () => {
    const words = typed.trim();
    if (saving) return;
    setMissing(words === '');
    if (words === '') return field.current?.focus();
    setSaving(true);
    if (await onAdd(words)) {
      savedFrom({ of, name, value: typed, isEmpty: (next) => next.trim() === '' });
      setTyped('');
    }
    setSaving(false);
  };
  return (
    <PrivateForm class="add-line" onSubmit={() => void add()}>
      <label class="field">
        <span>{label}</span>
        <input
          {...PRIVATE_FIELD}
          type="text"
          dir="auto"
          ref={field}
          maxLength={LONGEST_LINE}
          readOnly={saving}
          value={typed}
          aria-invalid={isMissing}
          aria-describedby={isMissing ? id : undefined}
          onInput={({ currentTarget }) => {
            setMissing(false);
            setTyped(currentTarget.value);
          }}
        />
      </label>
      <button type="submit" class="secondary">
        {button}
      </button>
      {isMissing && (
        <Notice kind="alert" id={id}>
          {text('line_missing')}
        </Notice>
      )}
    </PrivateForm>
  );
}
