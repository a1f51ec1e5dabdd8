import { DEFAULT_SETTINGS, SHARE_GUARDS } from '@/lib/practice';
import { useText } from '../../shared/text';
import { ChoiceRow, TickRow } from './SetRow';
import type { SettingsProps } from './save';

/** What masking can't do, by whether the browser itself tells Perch that a tab is shared. */
const LIMITS = {
  told: ['screen', 'frameTold', 'told', 'before', 'camera', 'remote', 'page', 'browser'],
  untold: ['screen', 'frame', 'before', 'camera', 'remote', 'page', 'browser'],
} as const;

/**
 * Settings for what others may see or do: masking during a share, peeking, covers, and the limits
 * of all this.
 */
export function ClientSees({
  settings,
  tellsShares,
  save,
}: SettingsProps & {
  /** Whether the browser tells Perch that a tab shares a screen. */
  tellsShares: boolean;
}) {
  const text = useText();
  return (
    <>
      <div class="set-rows">
        <ChoiceRow
          name={text('screen_guard')}
          what={text(`screenHint_${settings.shareGuard}`)}
          options={SHARE_GUARDS}
          value={settings.shareGuard}
          usual={DEFAULT_SETTINGS.shareGuard}
          label={(guard) => text(`screenGuard_${guard}`)}
          onPick={(shareGuard) => void save((before) => ({ ...before, shareGuard }))}
        />
        <TickRow
          name={text('screen_peek')}
          what={text('screen_peekWhat')}
          on={settings.peek}
          usual={DEFAULT_SETTINGS.peek}
          onChange={(peek) => void save((before) => ({ ...before, peek }))}
        />
        <TickRow
          name={text('screen_covered')}
          what={text('screen_coveredHint')}
          on={settings.pressCovered}
          usual={DEFAULT_SETTINGS.pressCovered}
          onChange={(pressCovered) => void save((before) => ({ ...before, pressCovered }))}
        />
      </div>
      <section aria-label={text('screen_limits')}>
        <h2>{text('screen_limits')}</h2>
        <ul class="said-list">
          {LIMITS[tellsShares ? 'told' : 'untold'].map((limit) => (
            <li key={limit}>{text(`screenLimit_${limit}`)}</li>
          ))}
        </ul>
      </section>
    </>
  );
}
