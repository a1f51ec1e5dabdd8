import { useId } from 'preact/hooks';
import type { Problem } from '@/lib/messaging';
import { problemText } from '@/lib/problems';
import { type OwnPrompt, type PromptProblem, promptWarnings, SITUATIONS } from '@/lib/prompts';
import { LEGS } from '@/lib/session';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useLegNames } from '../../shared/leg-names';
import { useText } from '../../shared/text';

/** Writes a prompt's words, with what is worth knowing about them. */
export function PromptEditor({
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
