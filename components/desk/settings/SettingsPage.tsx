import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Desk } from '@/lib/desk';
import type { Problem } from '@/lib/messaging';
import type { Settings } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { accessTo } from '@/lib/sites';
import type { LockState } from '@/lib/vault';
import { Notice } from '../../shared/controls/Notice';
import { useText } from '../../shared/text';
import { settingsAddress } from '../address';
import { lastBackup } from '../last-backup';
import { About } from './About';
import { AutoBackupPart } from './AutoBackup';
import { Backups } from './Backups';
import { ClientSees } from './ClientSees';
import { Cues } from './Cues';
import { GROUPS, SETTINGS_GROUPS, type SettingsGroup } from './groups';
import { Keeping } from './Keeping';
import { Kept } from './Kept';
import { Keys } from './Keys';
import { Look } from './Look';
import { Prompts } from './Prompts';
import { Protection } from './Protection';
import { Sites } from './Sites';
import type { SaveSettings } from './save';
import { Work } from './Work';

/** One group of settings, with the way to the others. */
export function SettingsPage({ desk, group }: { desk: Desk; group: SettingsGroup }) {
  const text = useText();
  const [problem, setProblem] = useState<Problem | null>(null);
  const save: SaveSettings = async (change) => {
    const failed = await desk.changes.changeSettings(change);
    setProblem(failed);
    return failed;
  };
  return (
    <SettingsFrame group={group} lockState={desk.lockState.value} isSealing={!desk.sealed.value}>
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      <Group desk={desk} group={group} save={save} />
    </SettingsFrame>
  );
}

export function SettingsFrame({
  group,
  lockState,
  isSealing,
  children,
}: {
  group: SettingsGroup;
  /** Null while that isn't known. */
  lockState: LockState | null;
  /** Whether records from before the passphrase are being sealed under it. */
  isSealing: boolean;
  children: ComponentChildren;
}) {
  const text = useText();
  const lead = leadOf(group, lockState, isSealing);
  return (
    <main class="with-side">
      <nav class="side-links" aria-label={text('desk_settings')}>
        {GROUPS.map((one) => (
          <a
            key={one}
            href={settingsAddress(one)}
            aria-current={one === group ? 'page' : undefined}
          >
            {text(SETTINGS_GROUPS[one])}
          </a>
        ))}
      </nav>
      <div class="settings-group">
        <header>
          <h1>{text(SETTINGS_GROUPS[group])}</h1>
          {lead && <p class="settings-lead">{text(lead)}</p>}
        </header>
        {children}
      </div>
    </main>
  );
}

/** What a group is about, under its name. */
function leadOf(group: SettingsGroup, lockState: LockState | null, isSealing: boolean) {
  switch (group) {
    case 'work':
      return 'settings_workLead';
    case 'cues':
      return 'settings_cuesText';
    case 'prompts':
      return 'prompts_hint';
    case 'screen':
      return 'screen_text';
    case 'protection':
      // Nothing is promised before anybody knows what protects the notes.
      if (lockState === null) return null;
      if (lockState === 'none') return 'lock_none';
      return isSealing ? 'lock_thereSealing' : 'lock_there';
    case 'backup':
      return 'backup_what';
    case 'keeping':
      return 'settings_keepText';
    case 'sites':
      return 'sites_text';
    case 'keys':
      return 'keys_text';
    default:
      return null;
  }
}

interface GroupProps {
  readonly desk: Desk;
  readonly group: SettingsGroup;
  readonly save: SaveSettings;
}

/** What needs the practitioner's own settings waits until they can be read. */
function Group(props: GroupProps) {
  const { desk, group, save } = props;
  const { device, browser, changes, library, lockState, sealed } = desk;
  const settings = library.value?.settings;
  switch (group) {
    case 'sites':
      return (
        <Sites
          sites={device.sites.value}
          everywhere={device.everywhere.value}
          accessTo={accessTo}
          onUse={({ patterns }) => browser.allowSite(patterns)}
          onStop={({ patterns }) => browser.withdrawSite(patterns)}
        />
      );
    case 'keys':
      return (
        <Keys
          commands={device.commands.value}
          onChange={browser.changeKeys}
          goTo={
            settings
              ? {
                  on: settings.goToKey,
                  set: (goToKey) => void save((before) => ({ ...before, goToKey })),
                }
              : null
          }
        />
      );
    case 'look':
      return <Look settings={settings} save={save} onResetPositions={desk.resetPlacements} />;
    case 'about':
      return (
        <About
          storageState={device.storage.value}
          onReset={settings ? () => void changes.resetSettings() : null}
        />
      );
    default:
      return (
        <>
          {settings ? <OwnGroup {...props} settings={settings} /> : <p aria-busy="true" />}
          {group === 'protection' && (
            <Kept
              storageState={device.storage.value}
              lockState={lockState.value}
              isSealing={!sealed.value}
              onPersist={device.persist}
            />
          )}
        </>
      );
  }
}

function OwnGroup({ desk, group, save, settings }: GroupProps & { settings: Settings }) {
  const { autoBackups, browser, changes, files, library, lock, lockState, newId } = desk;
  const auto = autoBackups.state.value;
  switch (group) {
    case 'work':
      return <Work settings={settings} save={save} newId={newId} />;
    case 'cues':
      return <Cues settings={settings} save={save} onNotify={browser.allowNotices} />;
    case 'prompts':
      return (
        <Prompts
          prompts={settings.prompts}
          newId={newId}
          onChange={(change) =>
            changes.changeSettings((before) => ({ ...before, prompts: change(before.prompts) }))
          }
          onExport={() => files.exportPrompts(settings.prompts)}
          onImport={files.importPrompts}
        />
      );
    case 'screen':
      return <ClientSees settings={settings} tellsShares={browser.tellsShares} save={save} />;
    case 'protection':
      return (
        lockState.value && (
          <Protection
            state={lockState.value}
            settings={settings}
            passkeys={desk.passkeys.value}
            tellsScreenLock={browser.tellsScreenLock}
            actions={lock}
            save={save}
          />
        )
      );
    case 'backup':
      return (
        lockState.value && (
          <Backups
            lock={lockState.value}
            settings={settings}
            lastAt={lastBackup(library.value, auto)}
            actions={desk.backups}
            save={save}
          >
            {(autoBackups.offered || auto) && (
              <AutoBackupPart auto={auto} actions={autoBackups.actions} />
            )}
          </Backups>
        )
      );
    case 'keeping':
      return library.value && <Keeping library={library.value} save={save} />;
    default:
      return null;
  }
}
