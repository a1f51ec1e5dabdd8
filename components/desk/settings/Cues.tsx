import { useState } from 'preact/hooks';
import { DEFAULT_SETTINGS } from '@/lib/practice';
import type { CueId } from '@/lib/session';
import { useText } from '../../shared/text';
import { TickRow } from './SetRow';
import type { SettingsProps } from './save';

const CUES_OF = {
  time: ['left15', 'left10', 'left5', 'left0'],
  legs: ['closing', 'untouched', 'unreachable', 'openingLong'],
} as const satisfies Readonly<Record<string, readonly CueId[]>>;

/** Which cues are shown, and whether the system shows notices. */
export function Cues({
  settings,
  save,
  onNotify,
}: SettingsProps & {
  /**
   * Turns system notices on or off. Resolves with whether they are on, because the browser may
   * refuse.
   */
  onNotify(on: boolean): Promise<boolean>;
}) {
  const text = useText();
  const [refused, setRefused] = useState(false);
  return (
    <>
      {(['time', 'legs'] as const).map((group) => (
        <section key={group} aria-label={text(`cuesIn_${group}`)}>
          <h2>{text(`cuesIn_${group}`)}</h2>
          <div class="set-rows">
            {CUES_OF[group].map((cue: CueId) => (
              <TickRow
                key={cue}
                name={text(`cueName_${cue}`)}
                what={text(`cueWhat_${cue}`)}
                on={!settings.cuesOff.includes(cue)}
                usual={!DEFAULT_SETTINGS.cuesOff.includes(cue)}
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
          </div>
        </section>
      ))}
      <section aria-label={text('cuesIn_elsewhere')}>
        <h2>{text('cuesIn_elsewhere')}</h2>
        <div class="set-rows">
          <TickRow
            name={text('settings_notify')}
            what={text('settings_notifyWhat')}
            on={settings.notify}
            usual={DEFAULT_SETTINGS.notify}
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
    </>
  );
}
