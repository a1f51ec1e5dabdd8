import { useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import { type Exercise, exerciseShape, MOST_EXERCISES } from '@/lib/notes';
import { PRACTICE } from '@/lib/papers';
import { useText } from '../../shared/text';
import { ExerciseEditor } from '../ExerciseEditor';
import { exerciseLibrary, isUsual, withExercise } from '../exercises';
import { useUnsaved } from '../unsaved';
import { FoldRow } from './SetRow';
import type { SettingsProps } from './save';

/** The library of exercises: those that Perch brings along, and the practitioner's own. */
export function Exercises({ settings, save, newId }: SettingsProps & { newId(): string }) {
  const text = useText();
  const [editing, setEditing, open] = useUnsaved<Exercise | null>(
    PRACTICE,
    'exercise',
    v.nullable(exerciseShape),
    null,
  );
  // What is half typed is shown again.
  const [isOpen, setOpen] = useState(editing !== null);
  const list = useRef<HTMLUListElement>(null);
  const all = exerciseLibrary(settings.exercises, text);
  const keep = async (exercise: Exercise) => {
    const failed = await save((before) => ({
      ...before,
      exercises: withExercise(before.exercises, exercise),
    }));
    if (!failed) setEditing(null);
  };
  return (
    <FoldRow
      name={text('exercises')}
      what={text('exercises_all', all.length)}
      open={isOpen}
      onToggle={() => setOpen(!isOpen)}
    >
      <p class="dim">{text('exercises_text')}</p>
      <ul class="plain-list" aria-label={text('exercises')} ref={list} tabIndex={-1}>
        {all.map((exercise) => (
          <li key={exercise.id}>
            <span dir="auto">{exercise.name}</span>{' '}
            <button
              type="button"
              class="link"
              aria-label={text('handout_editOf', exercise.name)}
              onClick={() => open(exercise)}
            >
              {text('prompts_edit')}
            </button>{' '}
            {settings.exercises.some(({ id }) => id === exercise.id) && (
              <button
                type="button"
                class="link"
                aria-label={text(
                  isUsual(exercise.id) ? 'exercises_usualOf' : 'handout_removeOf',
                  exercise.name,
                )}
                onClick={() => {
                  void save((before) => ({
                    ...before,
                    exercises: before.exercises.filter(({ id }) => id !== exercise.id),
                  }));
                  // The button goes with its row.
                  list.current?.focus();
                }}
              >
                {text(isUsual(exercise.id) ? 'exercises_usual' : 'prompts_remove')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {editing ? (
        <ExerciseEditor
          exercise={editing}
          onChange={setEditing}
          onSave={() => void keep(editing)}
          onCancel={() => setEditing(null)}
        />
      ) : (
        <p>
          <button
            type="button"
            class="secondary"
            disabled={settings.exercises.length >= MOST_EXERCISES}
            onClick={() => open({ id: newId(), name: '', instructions: '' })}
          >
            {text('exercises_add')}
          </button>
        </p>
      )}
    </FoldRow>
  );
}
