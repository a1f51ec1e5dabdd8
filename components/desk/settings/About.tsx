import type { StorageState } from '@/lib/desk';
import { useText } from '../../shared/text';
import { SetRow } from './SetRow';

/** What Perch is in this browser, and the way back to how it was at first. Notes stay. */
export function About({
  storageState: { version, refused },
  onReset,
}: {
  storageState: StorageState;
  /** Resets every setting; null while the settings can't be read. */
  onReset: (() => void) | null;
}) {
  const text = useText();
  return (
    <div class="set-rows">
      <SetRow name={text('settings_version', version)} what={text('settings_versionWhat')}>
        {null}
      </SetRow>
      <SetRow name={text('settings_requests')} what={text('settings_requestsWhat')}>
        {text('set_none')}
      </SetRow>
      {refused !== null && (
        <SetRow name={text('settings_refused')} what={text('settings_refusedWhat')}>
          {refused}
        </SetRow>
      )}
      {onReset && (
        <SetRow name={text('settings_everything')} what={text('settings_resetText')}>
          <button type="button" class="secondary" onClick={onReset}>
            {text('settings_reset')}
          </button>
        </SetRow>
      )}
    </div>
  );
}
