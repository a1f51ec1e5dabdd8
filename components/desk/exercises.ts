import type { Exercise } from '@/lib/notes';
import type { Text } from '@/lib/text';

/** The exercises that Perch brings along. They promise nothing. */
export const EXERCISES = [
  'mood',
  'thought',
  'small',
  'writing',
  'no',
  'breathing',
  'place',
  'relax',
  'anchor',
  'mindful',
] as const;
export type UsualExercise = (typeof EXERCISES)[number];

const usual = (id: UsualExercise, text: Text): Exercise => ({
  id,
  name: text(`exercise_${id}`),
  instructions: text(`exercise_${id}_how`),
});

/**
 * All exercises to choose from: those that Perch brings along, some of them in the practitioner's
 * own words by now, then the practitioner's own.
 */
export const exerciseLibrary = (own: readonly Exercise[], text: Text): readonly Exercise[] => [
  ...EXERCISES.map((id) => own.find((one) => one.id === id) ?? usual(id, text)),
  ...own.filter(({ id }) => !isUsual(id)),
];

/** Whether Perch brings along an exercise of this id. */
export const isUsual = (id: string): boolean => EXERCISES.some((known) => known === id);

/** The own exercises with one that is new or changed. */
export const withExercise = (own: readonly Exercise[], exercise: Exercise): Exercise[] =>
  own.some(({ id }) => id === exercise.id)
    ? own.map((one) => (one.id === exercise.id ? exercise : one))
    : [...own, exercise];
