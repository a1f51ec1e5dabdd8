import { useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import { type Exercise, exerciseShape, LONGEST_INSTRUCTIONS, MOST_EXERCISES } from '@/lib/notes';
import type { Handout as HandoutBody } from '@/lib/papers';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { Tick } from '../../shared/controls/Tick';
import { useText } from '../../shared/text';
import { ExerciseEditor } from '../ExerciseEditor';
import { useFocusOnceDrawn } from '../once-drawn';
import { useUnsaved } from '../unsaved';

/** An exercise of a handout that is written, and whether it goes to the library as well. */
const writtenShape = v.strictObject({
  exercise: exerciseShape,
  keep: v.boolean(),
  /** Its id in the library: pressed twice, it is kept once. */
  libraryId: v.string(),
});
type Written = Readonly<v.InferOutput<typeof writtenShape>>;

/**
 * What a client takes along beside the notes that are marked for them: exercises, each with its
 * instructions as it was given, and a few words.
 */
export function Handout({
  sessionId,
  handout,
  library,
  newId,
  onChange,
  onKeep,
}: {
  sessionId: string;
  handout: HandoutBody;
  /** All exercises to choose from. */
  library: readonly Exercise[];
  newId(): string;
  /** Changes it as it is stored. Resolves with true once it is kept. */
  onChange(change: (handout: HandoutBody) => HandoutBody): Promise<boolean>;
  /** Keeps an exercise in the library. */
  onKeep(exercise: Exercise): void;
}) {
  const text = useText();
  const [written, setWritten, openWritten] = useUnsaved<Written | null>(
    sessionId,
    `handout ${sessionId} exercise`,
    v.nullable(writtenShape),
    null,
  );
  const [chosen, setChosen] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const { exercises } = handout;
  const editor = written && (
    <ExerciseEditor
      exercise={written.exercise}
      onChange={(exercise) => setWritten({ ...written, exercise })}
      onSave={() =>
        void onChange((stored) => ({
          ...stored,
          exercises: withOne(stored.exercises, written.exercise),
        })).then((kept) => {
          if (!kept) return;
          if (written.keep) onKeep({ ...written.exercise, id: written.libraryId });
          setWritten(null);
        })
      }
      onCancel={() => setWritten(null)}
    >
      <Tick
        on={written.keep}
        label={text('handout_keep')}
        onChange={(keep) => setWritten({ ...written, keep })}
      />
      {written.keep && <p class="field-hint">{text('handout_unlocked')}</p>}
    </ExerciseEditor>
  );
  const isHere = (id: string) => written?.exercise.id === id;
  return (
    <>
      <section
        aria-label={text('handout_exercises')}
        class={exercises.length === 0 ? 'handout-empty' : undefined}
      >
        <h2>{text('handout_exercises')}</h2>
        {exercises.length === 0 && !written && <p class="dim">{text('handout_none')}</p>}
        <ul class="output-notes" ref={list} tabIndex={-1} aria-label={text('handout_exercises')}>
          {exercises.map((exercise) =>
            isHere(exercise.id) ? (
              <li key={exercise.id}>{editor}</li>
            ) : (
              <li key={exercise.id}>
                <b dir="auto">{exercise.name}</b>
                <span class="handout-how" dir="auto">
                  {exercise.instructions}
                </span>
                <span class="button-row">
                  <button
                    type="button"
                    class="link"
                    aria-label={text('handout_editOf', exercise.name)}
                    disabled={written !== null}
                    onClick={() => openWritten({ exercise, keep: false, libraryId: newId() })}
                  >
                    {text('prompts_edit')}
                  </button>
                  <button
                    type="button"
                    class="link"
                    aria-label={text('handout_removeOf', exercise.name)}
                    onClick={() => {
                      void onChange((stored) => ({
                        ...stored,
                        exercises: stored.exercises.filter(({ id }) => id !== exercise.id),
                      }));
                      // The button goes with its exercise.
                      list.current?.focus();
                    }}
                  >
                    {text('prompts_remove')}
                  </button>
                </span>
              </li>
            ),
          )}
        </ul>
        {written && !exercises.some(({ id }) => isHere(id)) && editor}
        {!written && exercises.length < MOST_EXERCISES && (
          <PrivateForm
            class="desk-tools"
            onSubmit={() => {
              const from = library.find(({ id }) => id === chosen);
              openWritten({
                exercise: { name: '', instructions: '', ...from, id: newId() },
                keep: false,
                libraryId: newId(),
              });
              setChosen('');
            }}
          >
            <select
              aria-label={text('handout_add')}
              value={chosen}
              onChange={({ currentTarget: { value } }) => setChosen(value)}
            >
              <option value="">{text('handout_own')}</option>
              {library.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
            <button type="submit" class="secondary">
              {text('handout_add')}
            </button>
          </PrivateForm>
        )}
      </section>
      <Words sessionId={sessionId} handout={handout} onChange={onChange} />
    </>
  );
}

const withOne = (exercises: readonly Exercise[], exercise: Exercise): Exercise[] =>
  exercises.some(({ id }) => id === exercise.id)
    ? exercises.map((one) => (one.id === exercise.id ? exercise : one))
    : [...exercises, exercise];

/** A few words to the client. */
function Words({
  sessionId,
  handout,
  onChange,
}: {
  sessionId: string;
  handout: HandoutBody;
  onChange(change: (handout: HandoutBody) => HandoutBody): Promise<boolean>;
}) {
  const text = useText();
  const [typed, setTyped, openTyped] = useUnsaved<string | null>(
    sessionId,
    `handout ${sessionId} words`,
    v.nullable(v.string()),
    null,
  );
  const { words } = handout;
  const part = useRef<HTMLElement>(null);
  const focusOnceDrawn = useFocusOnceDrawn();
  const close = () => {
    // Whoever writes elsewhere by now isn't called back.
    if (part.current?.contains(document.activeElement))
      focusOnceDrawn(() => part.current?.querySelector<HTMLElement>('.document-write'));
    setTyped(null);
  };
  return (
    <section
      ref={part}
      aria-label={text('handout_words')}
      class={words === '' ? 'handout-empty' : undefined}
    >
      <h2>{text('handout_words')}</h2>
      {typed === null ? (
        <>
          {words !== '' && (
            <p class="handout-how" dir="auto">
              {words}
            </p>
          )}
          <button
            type="button"
            class="link document-write"
            onClick={() => {
              openTyped(words);
              focusOnceDrawn(() => part.current?.querySelector('textarea'));
            }}
          >
            {text(words === '' ? 'handout_write' : 'handout_edit')}
          </button>
        </>
      ) : (
        <PrivateForm
          onSubmit={() =>
            void onChange((stored) => ({ ...stored, words: typed.trim() })).then((kept) => {
              if (kept) close();
            })
          }
        >
          <textarea
            {...PRIVATE_FIELD}
            rows={3}
            dir="auto"
            maxLength={LONGEST_INSTRUCTIONS}
            aria-label={text('handout_words')}
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <div class="button-row">
            <button type="submit" class="primary">
              {text('handout_saveWords')}
            </button>
            <button type="button" class="secondary" onClick={close}>
              {text('cancel')}
            </button>
          </div>
        </PrivateForm>
      )}
    </section>
  );
}
