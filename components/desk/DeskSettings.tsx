import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { StorageState } from '@/lib/desk';
import type { Text } from '@/lib/text';
import { useText } from '../shared/text';

/** Bytes as megabytes, or as gigabytes from a thousand megabytes on. */
export function megabytes({ locale }: Pick<Text, 'locale'>, bytes: number): string {
  const [unit, size] = bytes < 1e9 ? ['megabyte', 1e6] : ['gigabyte', 1e9];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    maximumFractionDigits: 1,
  }).format(bytes / size);
}

/**
 * Where the data is, what the browser allows, and the panel's position. Nothing here touches notes.
 */
export function DeskSettings({
  storageState,
  hasPassphrase,
  onPersist,
  onResetPositions,
  onReset,
  sites,
  children,
}: {
  storageState: StorageState;
  hasPassphrase: boolean;
  onPersist(): Promise<boolean>;
  onResetPositions(): Promise<void>;
  /** Resets every setting; null while the settings can't be read. */
  onReset: (() => void) | null;
  /** The part about call sites. */
  sites?: ComponentChildren;
  /** The parts about the practice, shown first. */
  children?: ComponentChildren;
}) {
  const text = useText();
  const [refused, setRefused] = useState(false);
  return (
    <main>
      <h1>{text('desk_settings')}</h1>
      {children}
      <section aria-label={text('settings_data')}>
        <h2>{text('settings_data')}</h2>
        <p>{text(hasPassphrase ? 'settings_dataLocked' : 'settings_dataText')}</p>
        <p>
          {storageState.persisted !== null &&
            text(storageState.persisted ? 'settings_persisted' : 'settings_notPersisted')}{' '}
          {storageState.usedBytes !== null &&
            text('settings_used', megabytes(text, storageState.usedBytes))}{' '}
          {storageState.freeBytes !== null &&
            text('space_left', megabytes(text, storageState.freeBytes))}
        </p>
        {storageState.persisted === false && (
          <p>
            <button
              type="button"
              class="secondary"
              onClick={() => void onPersist().then((kept) => setRefused(!kept))}
            >
              {text('settings_persist')}
            </button>
          </p>
        )}
        <p role="status">{refused ? text('settings_persistRefused') : ''}</p>
      </section>
      {sites}
      <section aria-label={text('settings_place')}>
        <h2>{text('settings_place')}</h2>
        <p>{text('settings_placeText')}</p>
        <p>
          <button type="button" class="secondary" onClick={() => void onResetPositions()}>
            {text('settings_placeReset')}
          </button>
        </p>
      </section>
      {onReset && (
        <section aria-label={text('settings_reset')}>
          <h2>{text('settings_reset')}</h2>
          <p>{text('settings_resetText')}</p>
          <p>
            <button type="button" class="secondary" onClick={onReset}>
              {text('settings_reset')}
            </button>
          </p>
        </section>
      )}
      <section aria-label={text('settings_about')}>
        <h2>{text('settings_about')}</h2>
        <p>{text('settings_version', storageState.version)}</p>
        {storageState.refused !== null && <p>{text('settings_refused', storageState.refused)}</p>}
      </section>
    </main>
  );
}
