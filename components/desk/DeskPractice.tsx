import { useId, useState } from 'preact/hooks';
import type { Problem } from '@/lib/messaging';
import { type Shorthand, type ShorthandProblem, shorthandProblem } from '@/lib/notes';
import {
  GUIDANCE_LEVELS,
  HOURS,
  LONGEST_NAME,
  type PresetProblem,
  presetProblem,
  REGIONS,
  renamed,
  type Settings,
} from '@/lib/practice';
import { problemText } from '@/lib/problems';
import {
  budgetsFor,
  CUES,
  LEGS,
  lengthProblem,
  MODES,
  type OwnPreset,
  PROFILES,
} from '@/lib/session';
import { Choices } from '../shared/controls/Choices';
import { Notice } from '../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../shared/controls/PrivateForm';
import { Tick } from '../shared/controls/Tick';
import { useLegNames } from '../shared/leg-names';
import { LegOrder } from '../shared/session/LegOrder';
import { useText } from '../shared/text';
import { addressOf } from './address';
import { useUnsaved } from './unsaved';

/**
 * How the practitioner works: profile, guidance, cues, names of legs, own session types, and a link
 * to the prompts.
 */
export function DeskPractice({
  settings,
  newId,
  onChange,
  onNotify,
}: {
  settings: Settings;
  newId(): string;
  /** Changes the settings. Resolves with null, or with the reason the change couldn't be saved. */
  onChange(change: (settings: Settings) => Settings): Promise<Problem | null>;
  /**
   * Turns system notices on or off. Resolves with whether they are on, because the browser may
   * refuse.
   */
  onNotify(on: boolean): Promise<boolean>;
}) {
  const text = useText();
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (change: (settings: Settings) => Settings) => {
    const failed = await onChange(change);
    setProblem(failed);
    return failed;
  };
  return (
    <>
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      <Work settings={settings} save={save} />
      <Cues settings={settings} save={save} onNotify={onNotify} />
      <Shorthands
        shorthands={settings.shorthands}
        onChange={(change) =>
          void save((before) => ({ ...before, shorthands: change(before.shorthands) }))
        }
      />
      <Names settings={settings} save={save} />
      <Presets settings={settings} newId={newId} save={save} />
    </>
  );
}

interface PartProps {
  readonly settings: Settings;
  /** Changes the settings, and shows why that couldn't be saved. */
  save(change: (settings: Settings) => Settings): Promise<Problem | null>;
}

/** Profile, guidance and prompts. */
function Work({ settings, save }: PartProps) {
  const text = useText();
  return (
    <section aria-label={text('settings_work')}>
      <h2>{text('settings_work')}</h2>
      <Choices
        name={text('profile')}
        options={PROFILES}
        value={settings.profile}
        label={(profile) => text(`profile_${profile}`)}
        onPick={(profile) => void save((before) => ({ ...before, profile }))}
      />
      <Choices
        name={text('guidance')}
        options={GUIDANCE_LEVELS}
        value={settings.guidance}
        label={(level) => text(`guidance_${level}`)}
        onPick={(guidance) => void save((before) => ({ ...before, guidance }))}
      />
      <p class="dim">{text(`guidanceHint_${settings.guidance}`)}</p>
      <Choices
        name={text('hours')}
        options={HOURS}
        value={settings.hours}
        label={(hours) => text(`hours_${hours}`)}
        onPick={(hours) => void save((before) => ({ ...before, hours }))}
      />
      <Choices
        name={text('region')}
        options={REGIONS}
        value={settings.region}
        label={(region) => text(`regionName_${region}`)}
        onPick={(region) => void save((before) => ({ ...before, region }))}
      />
      <p class="dim">{text('region_hint')}</p>
      <Tick
        on={settings.quiet}
        label={text('quiet')}
        onChange={(quiet) => void save((before) => ({ ...before, quiet }))}
      />
      <Tick
        on={settings.grounding}
        label={text('grounding_offer')}
        onChange={(grounding) => void save((before) => ({ ...before, grounding }))}
      />
      <p>
        <a href={addressOf({ page: 'prompts' })}>{text('prompts')}</a>{' '}
        <span class="dim">{text('prompts_where')}</span>
      </p>
    </section>
  );
}

/** Which cues are shown, and whether the system shows notices. */
function Cues({
  settings,
  save,
  onNotify,
}: PartProps & { onNotify(on: boolean): Promise<boolean> }) {
  const text = useText();
  const [refused, setRefused] = useState(false);
  return (
    <section aria-label={text('settings_cues')}>
      <h2>{text('settings_cues')}</h2>
      <p>{text('settings_cuesText')}</p>
      <div class="ticks ticks-column">
        {CUES.map((cue) => (
          <Tick
            key={cue}
            on={!settings.cuesOff.includes(cue)}
            label={text(`cueName_${cue}`)}
            onChange={(on) =>
              void save((before) => ({
                ...before,
                cuesOff: on
                  ? before.cuesOff.filter((other) => other !== cue)
                  : [...before.cuesOff, cue],
              }))
            }
          />
        ))}
        <Tick
          on={settings.notify}
          label={text('settings_notify')}
          onChange={(on) =>
            void onNotify(on).then((allowed) => {
              setRefused(on && !allowed);
              return save((before) => ({ ...before, notify: allowed }));
            })
          }
        />
      </div>
      <p role="status">{refused ? text('settings_notifyRefused') : ''}</p>
    </section>
  );
}

/** The practitioner's own names for legs. */
function Names({ settings, save }: PartProps) {
  const text = useText();
  return (
    <section aria-label={text('settings_names')} class="names">
      <h2>{text('settings_names')}</h2>
      <p>{text('settings_namesText')}</p>
      <PrivateForm>
        {LEGS.map((leg) => (
          <label class="field" key={leg}>
            <span>{text(`leg_${leg}`)}</span>
            <input
              {...PRIVATE_FIELD}
              type="text"
              maxLength={LONGEST_NAME}
              placeholder={text(`leg_${leg}`)}
              defaultValue={settings.legNames[leg] ?? ''}
              onChange={({ currentTarget: { value } }) =>
                void save((before) => renamed(before, leg, value))
              }
            />
          </label>
        ))}
      </PrivateForm>
    </section>
  );
}

function Presets({
  settings,
  newId,
  save,
}: {
  settings: Settings;
  newId(): string;
  save(change: (settings: Settings) => Settings): Promise<Problem | null>;
}) {
  const text = useText();
  const [editing, setEditing, open] = useUnsaved<OwnPreset | null>('preset', null);
  const [problem, setProblem] = useState<PresetProblem | null>(null);
  const keep = async () => {
    if (!editing) return;
    const wrong = presetProblem(editing, settings.presets);
    setProblem(wrong);
    if (wrong) return;
    const failed = await save((before) => ({
      ...before,
      presets: [...before.presets.filter(({ id }) => id !== editing.id), editing],
    }));
    if (!failed) setEditing(null);
  };
  return (
    <section aria-label={text('presets')}>
      <h2>{text('presets')}</h2>
      <p>{text('presets_text')}</p>
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
    </section>
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
  problem: PresetProblem | null;
  onInput(preset: OwnPreset): void;
  onSave(): void;
  onCancel(): void;
}) {
  const text = useText();
  const { name } = useLegNames();
  const id = useId();
  const budgets = preset.budgets ?? budgetsFor(preset.minutes ?? 50);
  const sum = Object.values(budgets).reduce((total, minutes) => total + minutes, 0);
  return (
    <form
      class="card"
      noValidate
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <label class="card-field">
        <span>{text('presets_name')}</span>
        <input
          {...PRIVATE_FIELD}
          type="text"
          maxLength={LONGEST_NAME}
          value={preset.name}
          onInput={({ currentTarget }) => onInput({ ...preset, name: currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{text('start_minutes')}</span>
        <input
          type="number"
          value={preset.minutes ?? ''}
          aria-describedby={`${id}-said`}
          onInput={({ currentTarget }) => {
            const minutes = Number(currentTarget.value);
            // A valid length gets new budgets; saving reports any other.
            onInput({
              ...preset,
              minutes,
              budgets: lengthProblem(minutes) ? budgets : budgetsFor(minutes),
            });
          }}
        />
      </label>
      <Choices
        name={text('mode')}
        options={MODES.filter((mode) => mode !== 'crisis')}
        value={preset.mode === 'crisis' ? null : preset.mode}
        label={(mode) => text(`mode_${mode}`)}
        onPick={(mode) => onInput({ ...preset, mode })}
      />
      <LegOrder order={preset.order} onOrder={(order) => onInput({ ...preset, order })}>
        {(leg) => (
          <input
            type="number"
            min={0}
            aria-label={text('presets_minutesOf', name(leg))}
            value={budgets[leg]}
            onInput={({ currentTarget }) =>
              onInput({ ...preset, budgets: { ...budgets, [leg]: Number(currentTarget.value) } })
            }
          />
        )}
      </LegOrder>
      <p id={`${id}-said`} class="dim">
        {text('presets_sum', sum, preset.minutes ?? 0)}
      </p>
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      <p class="card-actions">
        <button type="submit" class="primary">
          {text('presets_save')}
        </button>
        <button type="button" class="secondary" onClick={onCancel}>
          {text('cancel')}
        </button>
      </p>
    </form>
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
  const [short, setShort] = useUnsaved('short', '');
  const [long, setLong] = useUnsaved('long', '');
  const [problem, setProblem] = useState<ShorthandProblem | null>(null);
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
    <section aria-label={text('settings_shorthands')}>
      <h2>{text('settings_shorthands')}</h2>
      <p>{text('settings_shorthandsText')}</p>
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
    </section>
  );
}
