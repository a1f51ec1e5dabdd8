import { useId, useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import { type Shorthand, type ShorthandProblem, shorthandProblem } from '@/lib/notes';
import { PRACTICE } from '@/lib/papers';
import {
  type LegNameProblem,
  LONGEST_NAME,
  legNameProblem,
  type PresetProblem,
  presetProblem,
  renamed,
} from '@/lib/practice';
import { problemText } from '@/lib/problems';
import {
  allOf,
  budgetsFor,
  LEGS,
  type LegId,
  LONGEST_SESSION,
  lengthProblem,
  MODES,
  type OwnPreset,
  ownPresetShape,
  SHORTEST_SESSION,
} from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { Line } from '../../shared/controls/Line';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useLegNames } from '../../shared/leg-names';
import { LegOrder } from '../../shared/session/LegOrder';
import { useText } from '../../shared/text';
import { NumberInput } from '../NumberInput';
import { useUnsaved } from '../unsaved';
import { Exercises } from './Exercises';
import { FoldRow } from './SetRow';
import type { SettingsProps } from './save';

/** What the practitioner has named: legs, session types and shorthands, each behind a press. */
export function NamedByYou({ settings, save, newId }: SettingsProps & { newId(): string }) {
  const text = useText();
  return (
    <section aria-label={text('settings_named')}>
      <h2>{text('settings_named')}</h2>
      <div class="set-rows">
        <Names settings={settings} save={save} />
        <Presets settings={settings} newId={newId} save={save} />
        <Exercises settings={settings} newId={newId} save={save} />
        <Shorthands
          shorthands={settings.shorthands}
          onChange={(change) =>
            void save((before) => ({ ...before, shorthands: change(before.shorthands) }))
          }
        />
      </div>
    </section>
  );
}

/** The practitioner's own names for legs. */
function Names({ settings, save }: SettingsProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const named = LEGS.flatMap((leg) => settings.legNames[leg] ?? []);
  return (
    <FoldRow
      name={text('settings_names')}
      what={named.length === 0 ? text('settings_namesUsual') : named.join(', ')}
      open={open}
      onToggle={() => setOpen(!open)}
    >
      <p class="dim">{text('settings_namesText')}</p>
      <PrivateForm class="names">
        {LEGS.map((leg) => (
          <LegName key={leg} leg={leg} settings={settings} save={save} />
        ))}
      </PrivateForm>
    </FoldRow>
  );
}

/**
 * The own name of a leg. It's kept when the field is left. A name that can't be kept stays in the
 * field, with the reason.
 */
function LegName({ leg, settings, save }: SettingsProps & { leg: LegId }) {
  const text = useText();
  const id = useId();
  const [typed, setTyped] = useUnsaved<string | null>(
    PRACTICE,
    `name of ${leg}`,
    v.nullable(v.string()),
    null,
  );
  const wrongIn = (name: string) => {
    const others = LEGS.filter((other) => other !== leg);
    return legNameProblem(
      name,
      others.map((other) => settings.legNames[other] ?? text(`leg_${other}`)),
    );
  };
  // A name that wasn't taken says why, also after another page.
  const [problem, setProblem] = useState<LegNameProblem | null>(() => wrongIn(typed ?? ''));
  const latest = useRef(typed);
  latest.current = typed;
  const keep = async () => {
    if (typed === null) return;
    const wrong = wrongIn(typed);
    setProblem(wrong);
    if (wrong || (await save((before) => renamed(before, leg, typed))) !== null) return;
    // Whoever has typed on since isn't interrupted.
    if (latest.current === typed) setTyped(null);
  };
  return (
    <>
      <label class="field">
        <span>{text(`leg_${leg}`)}</span>
        <input
          {...PRIVATE_FIELD}
          type="text"
          placeholder={text(`leg_${leg}`)}
          value={typed ?? settings.legNames[leg] ?? ''}
          aria-invalid={problem !== null}
          aria-describedby={problem ? id : undefined}
          onInput={({ currentTarget: { value } }) => {
            setProblem(null);
            setTyped(value);
          }}
          onChange={() => void keep()}
        />
      </label>
      {problem && (
        <Notice kind="alert" id={id}>
          {problemText(text, problem)}
        </Notice>
      )}
    </>
  );
}

/** A preset as it stands in the fields: its minutes may be wrong yet. */
const editedShape = v.strictObject({
  ...ownPresetShape.entries,
  minutes: v.nullable(v.number()),
  budgets: v.nullable(allOf(LEGS, v.number())),
  clientLedMinutes: v.nullable(v.number()),
});

function Presets({ settings, newId, save }: SettingsProps & { newId(): string }) {
  const text = useText();
  const [editing, setEditing, open] = useUnsaved<OwnPreset | null>(
    PRACTICE,
    'preset',
    v.nullable(editedShape),
    null,
  );
  const [problem, setProblem] = useState<{ readonly what: PresetProblem } | null>(null);
  // What is half typed is shown again.
  const [isOpen, setOpen] = useState(editing !== null);
  const keep = async () => {
    if (!editing) return;
    const wrong = presetProblem(editing, settings.presets);
    setProblem(wrong && { what: wrong });
    if (wrong) return;
    const failed = await save((before) => ({
      ...before,
      presets: [...before.presets.filter(({ id }) => id !== editing.id), editing],
    }));
    if (!failed) setEditing(null);
  };
  return (
    <FoldRow
      name={text('presets')}
      what={
        settings.presets.length === 0
          ? text('presets_none')
          : settings.presets.map(({ name }) => name).join(', ')
      }
      open={isOpen}
      onToggle={() => setOpen(!isOpen)}
    >
      <p class="dim">{text('presets_text')}</p>
      <ul class="plain-list" aria-label={text('presets')}>
        {settings.presets.map((preset) => (
          <li key={preset.id}>
            {preset.name}, {text.count('minutes', preset.minutes ?? 0)},{' '}
            {text(`mode_${preset.mode}`)}{' '}
            <button
              type="button"
              class="link"
              aria-label={text('presets_editOf', preset.name)}
              onClick={() => open(preset)}
            >
              {text('prompts_edit')}
            </button>
            <button
              type="button"
              class="link"
              aria-label={text('presets_removeOf', preset.name)}
              onClick={() =>
                void save((before) => ({
                  ...before,
                  presets: before.presets.filter(({ id }) => id !== preset.id),
                }))
              }
            >
              {text('prompts_remove')}
            </button>
          </li>
        ))}
      </ul>
      {editing ? (
        <PresetEditor
          preset={editing}
          problem={problem}
          onInput={(next) => {
            setProblem(null);
            setEditing(next);
          }}
          onSave={() => void keep()}
          onCancel={() => setEditing(null)}
        />
      ) : (
        <p>
          <button
            type="button"
            class="secondary"
            onClick={() =>
              open({
                id: newId(),
                name: '',
                minutes: 50,
                mode: 'clientLed',
                order: LEGS,
                budgets: budgetsFor(50),
                clientLedMinutes: null,
              })
            }
          >
            {text('presets_add')}
          </button>
        </p>
      )}
    </FoldRow>
  );
}

function PresetEditor({
  preset,
  problem,
  onInput,
  onSave,
  onCancel,
}: {
  preset: OwnPreset;
  problem: { readonly what: PresetProblem } | null;
  onInput(preset: OwnPreset): void;
  onSave(): void;
  onCancel(): void;
}) {
  const text = useText();
  const { name } = useLegNames();
  const id = useId();
  const isOfName = problem?.what.startsWith('presetName') ?? false;
  const notice = problem && (
    <Notice kind="alert" id={`${id}-problem`}>
      {problemText(text, problem.what)}
    </Notice>
  );
  const budgets = preset.budgets ?? budgetsFor(preset.minutes ?? 50);
  const sum = Object.values(budgets).reduce((total, minutes) => total + minutes, 0);
  return (
    <PrivateForm class="card" refused={problem} onSubmit={onSave}>
      <Line
        label={text('presets_name')}
        longest={LONGEST_NAME}
        value={preset.name}
        isInvalid={isOfName}
        describedBy={isOfName ? `${id}-problem` : undefined}
        onInput={(name) => onInput({ ...preset, name })}
      />
      {isOfName && notice}
      <div class="field">
        <span id={`${id}-minutes`}>{text('start_minutes')}</span>
        <NumberInput
          range={{ min: SHORTEST_SESSION, max: LONGEST_SESSION }}
          value={preset.minutes || null}
          aria-labelledby={`${id}-minutes`}
          aria-describedby={`${id}-said`}
          onNumber={(typed) => {
            const minutes = typed ?? 0;
            // A valid length gets new budgets; saving reports any other.
            onInput({
              ...preset,
              minutes,
              budgets: lengthProblem(minutes) ? budgets : budgetsFor(minutes),
            });
          }}
        />
      </div>
      <Choices
        name={text('mode')}
        options={MODES.filter((mode) => mode !== 'crisis')}
        value={preset.mode === 'crisis' ? null : preset.mode}
        label={(mode) => text(`mode_${mode}`)}
        onPick={(mode) => onInput({ ...preset, mode })}
      />
      <LegOrder order={preset.order} onOrder={(order) => onInput({ ...preset, order })}>
        {(leg) => (
          <NumberInput
            range={{ min: 0, max: LONGEST_SESSION }}
            aria-label={text('presets_minutesOf', name(leg))}
            value={budgets[leg]}
            onNumber={(minutes) =>
              onInput({ ...preset, budgets: { ...budgets, [leg]: minutes ?? 0 } })
            }
          />
        )}
      </LegOrder>
      <p id={`${id}-said`} class="dim">
        {text('presets_sum', sum, preset.minutes ?? 0)}
      </p>
      {!isOfName && notice}
      <p class="card-actions">
        <button type="submit" class="primary">
          {text('presets_save')}
        </button>
        <button type="button" class="secondary" onClick={onCancel}>
          {text('cancel')}
        </button>
      </p>
    </PrivateForm>
  );
}

/** Short forms that expand while a note is typed. */
function Shorthands({
  shorthands,
  onChange,
}: {
  shorthands: readonly Shorthand[];
  onChange(change: (shorthands: readonly Shorthand[]) => readonly Shorthand[]): void;
}) {
  const text = useText();
  const [short, setShort] = useUnsaved(PRACTICE, 'short', v.string(), '');
  const [long, setLong] = useUnsaved(PRACTICE, 'long', v.string(), '');
  const [problem, setProblem] = useState<ShorthandProblem | null>(null);
  const [isOpen, setOpen] = useState(short !== '' || long !== '');
  const [example] = shorthands;
  const add = () => {
    const made = { short: short.trim(), long: long.trim() };
    const wrong = shorthandProblem(made, shorthands);
    setProblem(wrong);
    if (wrong) return;
    onChange((before) => [...before, made]);
    setShort('');
    setLong('');
  };
  const typing = (set: (value: string) => void) => (event: { currentTarget: HTMLInputElement }) => {
    setProblem(null);
    set(event.currentTarget.value);
  };
  return (
    <FoldRow
      name={text('settings_shorthands')}
      what={
        example
          ? text('settings_shorthandsSome', shorthands.length, example.short, example.long)
          : text('set_noneYet')
      }
      open={isOpen}
      onToggle={() => setOpen(!isOpen)}
    >
      <p class="dim">{text('settings_shorthandsText')}</p>
      {shorthands.length > 0 && (
        <ul class="plain-list" aria-label={text('settings_shorthands')}>
          {shorthands.map((one) => (
            <li key={one.short}>
              <strong>{one.short}</strong> {one.long}{' '}
              <button
                type="button"
                class="link"
                aria-label={text('shorthand_removeOf', one.short)}
                onClick={() =>
                  onChange((before) => before.filter((other) => other.short !== one.short))
                }
              >
                {text('shorthand_remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <PrivateForm class="desk-tools" onSubmit={add}>
        <label class="field">
          <span>{text('shorthand_short')}</span>
          <input {...PRIVATE_FIELD} type="text" value={short} onInput={typing(setShort)} />
        </label>
        <label class="field">
          <span>{text('shorthand_long')}</span>
          <input {...PRIVATE_FIELD} type="text" dir="auto" value={long} onInput={typing(setLong)} />
        </label>
        <button type="submit" class="secondary">
          {text('shorthand_add')}
        </button>
      </PrivateForm>
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
    </FoldRow>
  );
}
