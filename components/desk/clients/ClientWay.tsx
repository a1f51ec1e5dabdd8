import { type Client, GUIDANCE_LEVELS } from '@/lib/practice';
import { type OwnPreset, PRESETS, PROFILES } from '@/lib/session';
import { Hinted } from '../../shared/controls/Hinted';
import { useText } from '../../shared/text';
import type { Save } from './ClientPage';

/** What a client's sessions do in another way than the practitioner's others. */
export function ClientWay({
  client,
  presets,
  save,
}: {
  client: Client;
  presets: readonly OwnPreset[];
  save: Save;
}) {
  const text = useText();
  return (
    <>
      <Own
        name={text('profile')}
        usual={text('profile_mine')}
        options={PROFILES}
        value={client.profile}
        label={(profile) => text(`profile_${profile}`)}
        onPick={(profile) => void save((stored) => ({ ...stored, profile }))}
      />
      <Own
        name={text('guidance')}
        usual={text('guidance_mine')}
        options={GUIDANCE_LEVELS}
        value={client.guidance}
        label={(level) => text(`guidance_${level}`)}
        onPick={(guidance) => void save((stored) => ({ ...stored, guidance }))}
      />
      <Own
        name={text('start_type')}
        usual={text('preset_mine')}
        options={[...PRESETS, ...presets].map(({ id }) => id)}
        value={client.preset}
        label={(id) => {
          const own = presets.find((preset) => preset.id === id);
          const builtIn = PRESETS.find((preset) => preset.id === id);
          return own?.name ?? (builtIn ? text(`preset_${builtIn.id}`) : id);
        }}
        onPick={(preset) => void save((stored) => ({ ...stored, preset }))}
      />
    </>
  );
}

/** A choice of one's own, or the usual. */
export function Own<T extends string>({
  name,
  usual,
  options,
  value,
  label,
  onPick,
  hint,
}: {
  name: string;
  /** What holds while nothing else is chosen, in words. */
  usual: string;
  options: readonly T[];
  /** Null, or an option that is gone, for the usual. */
  value: T | null;
  label(option: T): string;
  onPick(option: T | null): void;
  /** What the choice means, in a line. */
  hint?: string | null;
}) {
  return (
    <Hinted hint={hint ?? null}>
      {(describedBy) => (
        <label class="card-field">
          <span>{name}</span>
          <select
            value={options.find((option) => option === value) ?? ''}
            aria-describedby={describedBy}
            onChange={({ currentTarget }) =>
              onPick(options.find((option) => option === currentTarget.value) ?? null)
            }
          >
            <option value="">{usual}</option>
            {options.map((option) => (
              <option key={option} value={option}>
                {label(option)}
              </option>
            ))}
          </select>
        </label>
      )}
    </Hinted>
  );
}
