import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Exercise, LONGEST_EXERCISE, LONGEST_INSTRUCTIONS } from '@/lib/notes';
import { Notice } from '../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../shared/controls/PrivateForm';
import { useText } from '../shared/text';

/** An exercise that is written: what it is called, and how it is done. */
export function ExerciseEditor({
  exercise,
  onChange,
  onSave,
  onCancel,
  children,
}: {
  exercise: Exercise;
  onChange(exercise: Exercise): void;
  /** Called once it has a name. */
  onSave(): void;
  onCancel(): void;
  /** What else is asked. */
  children?: ComponentChildren;
}) {
  const text = useText();
  const id = useId();
  const [nameless, setNameless] = useState<object | null>(null);
  const first = useRef<HTMLInputElement>(null);
  // The button that opened it may be gone.
  useLayoutEffect(() => first.current?.focus(), []);
  return (
    <PrivateForm
      class="card"
      refused={nameless}
      onSubmit={() => {
        const isNameless = exercise.name.trim() === '';
        setNameless(isNameless ? {} : null);
        if (!isNameless) onSave();
      }}
    >
      <label class="card-field">
        <span>{text('handout_name')}</span>
        <input
          {...PRIVATE_FIELD}
          ref={first}
          type="text"
          dir="auto"
          maxLength={LONGEST_EXERCISE}
          value={exercise.name}
          aria-invalid={nameless !== null}
          aria-describedby={nameless ? id : undefined}
          onInput={({ currentTarget: { value } }) => {
            setNameless(null);
            onChange({ ...exercise, name: value });
          }}
        />
      </label>
      <label class="card-field">
        <span>{text('handout_instructions')}</span>
        <textarea
          {...PRIVATE_FIELD}
          rows={4}
          dir="auto"
          maxLength={LONGEST_INSTRUCTIONS}
          value={exercise.instructions}
          onInput={({ currentTarget: { value } }) => onChange({ ...exercise, instructions: value })}
        />
      </label>
      {children}
      {nameless && (
        <Notice kind="alert" id={id}>
          {text('problem_exerciseNameEmpty')}
        </Notice>
      )}
      <p class="card-actions">
        <button type="submit" class="primary">
          {text('handout_save')}
        </button>
        <button type="button" class="secondary" onClick={onCancel}>
          {text('cancel')}
        </button>
      </p>
    </PrivateForm>
  );
}
