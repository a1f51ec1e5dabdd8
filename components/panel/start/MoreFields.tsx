import {
  LONGEST_SESSION,
  type OwnPreset,
  PRESETS,
  type Preset,
  type PresetId,
} from '@/lib/session';
import { LegOrder } from '../../shared/session/LegOrder';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { StartFields } from './start-request';

/** What is seldom changed: the session type, an earlier start, and the order of the legs. */
export function MoreFields({
  bar,
  open,
  onOpen,
  fields,
  preset,
  own,
  saidId,
  onChange,
  onPreset,
}: {
  /** Whether there is room for a bar only, which leads to where there is more. */
  bar: boolean;
  open: boolean;
  onOpen(open: boolean): void;
  fields: StartFields;
  preset: Preset;
  own: readonly OwnPreset[];
  /** The id of what says whether there can be a plan. */
  saidId: string;
  onChange(values: Partial<StartFields>): void;
  onPreset(presetId: string): void;
}) {
  const text = useText();
  const { beside } = usePanel();
  const builtIn = PRESETS.some(({ id }) => id === preset.id);
  return (
    <details
      class="more"
      open={open && !bar}
      onToggle={({ currentTarget }) => {
        if (bar && !currentTarget.open) return;
        onOpen(currentTarget.open);
        if (bar) beside();
      }}
    >
      <summary>{text('start_more')}</summary>
      <label class="field">
        <span>{text('start_type')}</span>
        <select
          value={fields.presetId}
          onChange={({ currentTarget: { value } }) => onPreset(value)}
        >
          {PRESETS.map(({ id }) => (
            <option key={id} value={id}>
              {text(`preset_${id}`)}
            </option>
          ))}
          {own.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {builtIn && <p class="field-hint">{text(`presetHint_${preset.id as PresetId}`)}</p>}
      <label class="field">
        <span>{text('start_began')}</span>
        <input
          type="number"
          inputMode="numeric"
          min={0}
          max={LONGEST_SESSION}
          step={1}
          value={fields.began}
          aria-describedby={saidId}
          onInput={({ currentTarget: { value } }) => onChange({ began: value })}
        />
      </label>
      <LegOrder order={fields.order ?? preset.order} onOrder={(order) => onChange({ order })} />
    </details>
  );
}
