import { useId, useState } from 'preact/hooks';
import type { Problem } from '@/lib/messaging';
import { problemText } from '@/lib/problems';
import {
  CATALOGUE,
  favour,
  fillPrompt,
  hide,
  type OwnPrompt,
  type PersonalPrompts,
  type PromptProblem,
  promptWarnings,
  restore,
  SITUATIONS,
  type Situation,
  write,
} from '@/lib/prompts';
import { LEGS, type LegId } from '@/lib/session';
import { Notice } from '../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../shared/controls/PrivateForm';
import { useLegNames } from '../shared/leg-names';
import { useText } from '../shared/text';

/** One prompt in the list: of the catalogue, changed or not, or the practitioner's own. */
interface Row {
  readonly id: string;
  readonly words: string;
  readonly legs: readonly LegId[];
  readonly situation: Situation | null;
  readonly state: 'catalogue' | 'edited' | 'own';
}

/** All prompts by leg: read, edit, add, favour, hide, restore, export and import. */
export function DeskPrompts({
  prompts,
  newId,
  onChange,
  onExport,
  onImport,
}: {
  prompts: PersonalPrompts;
  newId(): string;
  /** Changes the set. Resolves with null, or with the reason the change couldn't be saved. */
  onChange(change: (set: PersonalPrompts) => PersonalPrompts): Promise<Problem | null>;
  onExport(): void;
  /** Imports a file's prompts. Resolves with the result in words. */
  onImport(file: File): Promise<{ readonly ok: boolean; readonly said: string }>;
}) {
  const text = useText();
  const { name } = useLegNames();
  const [leg, setLeg] = useState<LegId>('opening');
  const [editing, setEditing] = useState<OwnPrompt | null>(null);
  const [problem, setProblem] = useState<Problem | PromptProblem | null>(null);
  const [imported, setImported] = useState<{ ok: boolean; said: string } | null>(null);
  const rows: readonly Row[] = [
    ...prompts.added.map((own): Row => ({ ...own, words: own.text, state: 'own' })),
    ...CATALOGUE.map((prompt): Row => {
      const edited = prompts.edited[prompt.id];
      return {
        id: prompt.id,
        words: edited ?? text(`prompt_${prompt.id}`),
        legs: prompt.legs,
        situation: SITUATIONS.find((one) => (prompt.when as readonly string[])[0] === one) ?? null,
        state: edited === undefined ? 'catalogue' : 'edited',
      };
    }),
  ].filter(({ legs }) => legs.includes(leg));
  const change = async (next: (set: PersonalPrompts) => PersonalPrompts) =>
    setProblem(await onChange(next));
  const save = async () => {
    if (!editing) return;
    const written = write(prompts, editing);
    if (typeof written === 'string') return setProblem(written);
    const failed = await onChange((set) => {
      const again = write(set, editing);
      return typeof again === 'string' ? set : again;
    });
    setProblem(failed);
    if (!failed) setEditing(null);
  };
  return (
    <main>
      <h1>{text('prompts')}</h1>
      <p class="dim">{text('prompts_hint')}</p>
      <div class="desk-tools">
        <div class="tabs" role="group" aria-label={text('legs')}>
          {LEGS.map((one) => (
            <button
              key={one}
              type="button"
              class="chip"
              aria-pressed={one === leg}
              onClick={() => setLeg(one)}
            >
              {name(one)}
            </button>
          ))}
        </div>
        <span class="desk-export">
          <button
            type="button"
            class="secondary"
            onClick={() => {
              setProblem(null);
              setEditing({ id: `own-${newId()}`, text: '', legs: [leg], situation: null });
            }}
          >
            {text('prompts_add')}
          </button>
          <button type="button" class="secondary" onClick={onExport}>
            {text('prompts_export')}
          </button>
          <label class="secondary button file">
            <span>{text('prompts_import')}</span>
            <input
              type="file"
              accept=".json,application/json"
              class="unseen"
              onChange={({ currentTarget }) => {
                const file = currentTarget.files?.[0];
                currentTarget.value = '';
                if (file) void onImport(file).then(setImported);
              }}
            />
          </label>
        </span>
      </div>
      {imported && <Notice kind={imported.ok ? 'note' : 'alert'}>{imported.said}</Notice>}
      {problem && !editing && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      {editing && (
        <PromptEditor
          prompt={editing}
          own={!CATALOGUE.some(({ id }) => id === editing.id)}
          problem={problem}
          onInput={(next) => {
            setProblem(null);
            setEditing(next);
          }}
          onSave={() => void save()}
          onCancel={() => setEditing(null)}
        />
      )}
      <ul class="prompt-list" aria-label={text('prompts')}>
        {rows.map((row) => {
          const hidden = prompts.hidden.includes(row.id);
          const favourite = prompts.favourites.includes(row.id);
          return (
            <li key={row.id} class={hidden ? 'prompt-hidden' : undefined}>
              <span class="prompt-text" dir="auto">
                {row.words
                  .split(' || ')
                  .map((form) => fillPrompt(form.replaceAll('{', '‹').replaceAll('}', '›'), {}))
                  .join(' / ')}
              </span>
              <span class="dim">
                {[
                  row.situation && text(`situation_${row.situation}`),
                  row.state !== 'catalogue' && text(`prompts_${row.state}`),
                  hidden && text('prompts_hidden'),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
              <span class="prompt-actions">
                <button
                  type="button"
                  class="link"
                  aria-pressed={favourite}
                  onClick={() => void change((set) => favour(set, row.id, !favourite))}
                >
                  {text('promptKeep_favourite')}
                </button>
                <button
                  type="button"
                  class="link"
                  onClick={() => {
                    setProblem(null);
                    setEditing({
                      id: row.id,
                      text: row.words,
                      legs: row.legs,
                      situation: row.situation,
                    });
                  }}
                >
                  {text('prompts_edit')}
                </button>
                <button
                  type="button"
                  class="link"
                  onClick={() => void change((set) => hide(set, row.id, !hidden))}
                >
                  {text(hidden ? 'prompts_show' : 'promptKeep_hidden')}
                </button>
                {row.state !== 'catalogue' && (
                  <button
                    type="button"
                    class="link"
                    onClick={() => void change((set) => restore(set, row.id))}
                  >
                    {text(row.state === 'own' ? 'prompts_remove' : 'prompts_restore')}
                  </button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </main>
  );
}

function PromptEditor({
  prompt,
  own,
  problem,
  onInput,
  onSave,
  onCancel,
}: {
  prompt: OwnPrompt;
  /** Whether it is the practitioner's own prompt, whose legs and situation can be chosen. */
  own: boolean;
  problem: Problem | PromptProblem | null;
  onInput(prompt: OwnPrompt): void;
  onSave(): void;
  onCancel(): void;
}) {
  const text = useText();
  const { name } = useLegNames();
  const id = useId();
  const warnings = prompt.text.trim() === '' ? [] : promptWarnings(prompt.text, text.language);
  return (
    <PrivateForm class="card prompt-editor">
      <label class="card-field">
        <span>{text('prompts_text')}</span>
        <textarea
          {...PRIVATE_FIELD}
          dir="auto"
          rows={3}
          value={prompt.text}
          aria-describedby={`${id}-warnings`}
          onInput={({ currentTarget }) => onInput({ ...prompt, text: currentTarget.value })}
        />
      </label>
      <p id={`${id}-warnings`} class="dim" role="status">
        {warnings.map((warning) => text(`warning_${warning}`)).join(' ')}
      </p>
      {own && (
        <>
          <fieldset class="ticks">
            <legend>{text('prompts_legs')}</legend>
            {LEGS.map((leg) => (
              <label class="tick-box" key={leg}>
                <input
                  type="checkbox"
                  checked={prompt.legs.includes(leg)}
                  onChange={({ currentTarget }) =>
                    onInput({
                      ...prompt,
                      legs: currentTarget.checked
                        ? [...prompt.legs, leg]
                        : prompt.legs.filter((one) => one !== leg),
                    })
                  }
                />
                <span>{name(leg)}</span>
              </label>
            ))}
          </fieldset>
          <label class="card-field">
            <span>{text('situations')}</span>
            <select
              value={prompt.situation ?? ''}
              onChange={({ currentTarget: { value } }) =>
                onInput({
                  ...prompt,
                  situation: SITUATIONS.find((situation) => situation === value) ?? null,
                })
              }
            >
              <option value="">{text('prompts_noSituation')}</option>
              {SITUATIONS.map((situation) => (
                <option key={situation} value={situation}>
                  {text(`situation_${situation}`)}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      <p class="card-actions">
        <button type="button" class="primary" onClick={onSave}>
          {text('prompts_save')}
        </button>
        <button type="button" class="secondary" onClick={onCancel}>
          {text('cancel')}
        </button>
      </p>
    </PrivateForm>
  );
}
