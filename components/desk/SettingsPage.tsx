import type { Desk } from '@/lib/desk';
import type { Settings } from '@/lib/practice';
import { accessTo } from '@/lib/sites';
import { AutoBackupPart } from './AutoBackup';
import { DeskBackup } from './DeskBackup';
import { DeskDocuments } from './DeskDocuments';
import { DeskKeeping } from './DeskKeeping';
import { DeskKeys } from './DeskKeys';
import { DeskLock } from './DeskLock';
import { DeskPractice } from './DeskPractice';
import { DeskScreen } from './DeskScreen';
import { DeskSettings } from './DeskSettings';
import { DeskSites } from './DeskSites';
import { lastBackup } from './last-backup';

/** Settings. What needs the practitioner's own settings is missing until they can be read. */
export function SettingsPage({ desk }: { desk: Desk }) {
  const { device, browser, changes, library, lockState } = desk;
  const settings = library.value?.settings;
  return (
    <DeskSettings
      storageState={device.storage.value}
      hasPassphrase={lockState.value === 'open'}
      onPersist={device.persist}
      onResetPositions={desk.resetPlacements}
      onReset={settings ? () => void changes.resetSettings() : null}
      sites={
        <>
          <DeskSites
            sites={device.sites.value}
            everywhere={device.everywhere.value}
            accessTo={accessTo}
            onUse={({ patterns }) => browser.allowSite(patterns)}
            onStop={({ patterns }) => browser.withdrawSite(patterns)}
          />
          <DeskKeys commands={device.commands.value} onChange={browser.changeKeys} />
        </>
      }
    >
      {settings && <OwnSettings desk={desk} settings={settings} />}
    </DeskSettings>
  );
}

function OwnSettings({ desk, settings }: { desk: Desk; settings: Settings }) {
  const { autoBackups, browser, changes, library, lock, lockState, newId, passkeys } = desk;
  const auto = autoBackups.state.value;
  const change = (next: (before: Settings) => Settings) => void changes.changeSettings(next);
  return (
    <>
      <DeskPractice
        settings={settings}
        newId={newId}
        onChange={changes.changeSettings}
        onNotify={browser.allowNotices}
      />
      <DeskScreen settings={settings} onChange={changes.changeSettings} />
      {lockState.value && (
        <>
          <DeskLock
            state={lockState.value}
            settings={settings}
            passkeys={passkeys.value}
            tellsScreenLock={browser.tellsScreenLock}
            actions={lock}
            onSettings={change}
          />
          <DeskBackup
            lock={lockState.value}
            settings={settings}
            lastAt={lastBackup(library.value, auto)}
            actions={desk.backups}
            onSettings={change}
          >
            {(autoBackups.offered || auto) && (
              <AutoBackupPart auto={auto} actions={autoBackups.actions} />
            )}
          </DeskBackup>
        </>
      )}
      <DeskDocuments settings={settings} onSettings={change} />
      {library.value && <DeskKeeping library={library.value} onSettings={change} />}
    </>
  );
}
