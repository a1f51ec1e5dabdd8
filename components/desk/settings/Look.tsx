import { DEFAULT_SETTINGS, HOURS, type Settings } from '@/lib/practice';
import { useText } from '../../shared/text';
import { ChoiceRow, SetRow } from './SetRow';
import type { SaveSettings } from './save';

/** How times are shown, and where the panel is. */
export function Look({
  settings,
  save,
  onResetPositions,
}: {
  /** Undefined while they can't be read. */
  settings: Settings | undefined;
  save: SaveSettings;
  onResetPositions(): Promise<void>;
}) {
  const text = useText();
  return (
    <div class="set-rows">
      {settings && (
        <ChoiceRow
          name={text('hours')}
          what={text('settings_hoursWhat')}
          options={HOURS}
          value={settings.hours}
          usual={DEFAULT_SETTINGS.hours}
          label={(hours) => text(`hours_${hours}`)}
          onPick={(hours) => void save((before) => ({ ...before, hours }))}
        />
      )}
      <SetRow name={text('settings_place')} what={text('settings_placeText')}>
        <button type="button" class="secondary" onClick={() => void onResetPositions()}>
          {text('settings_placeReset')}
        </button>
      </SetRow>
    </div>
  );
}
