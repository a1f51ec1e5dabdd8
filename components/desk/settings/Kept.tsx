import { useState } from 'preact/hooks';
import type { StorageState } from '@/lib/desk';
import type { Text } from '@/lib/text';
import type { LockState } from '@/lib/vault';
import { useText } from '../../shared/text';
import { SetRow } from './SetRow';

/** Bytes as megabytes, or as gigabytes from a thousand megabytes on. */
export function megabytes({ locale }: Pick<Text, 'locale'>, bytes: number): string {
  const [unit, size] = bytes < 1e9 ? ['megabyte', 1e6] : ['gigabyte', 1e9];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    maximumFractionDigits: 1,
  }).format(bytes / size);
}

const whereOf = (lockState: LockState, isSealing: boolean) => {
  if (lockState === 'none') return 'settings_dataText';
  return isSealing ? 'settings_dataSealing' : 'settings_dataLocked';
};

/** Where the data is, and whether the browser has promised to keep it. */
export function Kept({
  storageState: { persisted, usedBytes, freeBytes },
  lockState,
  isSealing,
  onPersist,
}: {
  storageState: StorageState;
  /** What the notes are encrypted under isn't said before it is known. */
  lockState: LockState | null;
  /** Whether records from before the passphrase are being sealed under it. */
  isSealing: boolean;
  onPersist(): Promise<boolean>;
}) {
  const text = useText();
  const [refused, setRefused] = useState(false);
  const says = [
    persisted !== null && text(persisted ? 'settings_persisted' : 'settings_notPersisted'),
    usedBytes !== null && text('settings_used', megabytes(text, usedBytes)),
    freeBytes !== null && text('space_left', megabytes(text, freeBytes)),
  ];
  return (
    <section aria-label={text('settings_data')}>
      <h2>{text('settings_data')}</h2>
      {lockState && <p>{text(whereOf(lockState, isSealing))}</p>}
      <div class="set-rows">
        <SetRow name={text('settings_profileHere')} what={says.filter(Boolean).join(' ')}>
          {persisted === false && (
            <button
              type="button"
              class="secondary"
              onClick={() => void onPersist().then((kept) => setRefused(!kept))}
            >
              {text('settings_persist')}
            </button>
          )}
        </SetRow>
      </div>
      <p role="status">{refused ? text('settings_persistRefused') : ''}</p>
    </section>
  );
}
