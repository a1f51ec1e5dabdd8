/** The first run, pages about paper, and groups of the desk's settings, for the gallery. */
import type { JSX } from 'preact';
import { Desk } from '@/components/desk/Desk';
import { FirstRun } from '@/components/desk/first/FirstRun';
import type { FirstStep } from '@/components/desk/first/steps';
import { About } from '@/components/desk/settings/About';
import { Backups } from '@/components/desk/settings/Backups';
import { ClientSees } from '@/components/desk/settings/ClientSees';
import { Cues } from '@/components/desk/settings/Cues';
import type { SettingsGroup } from '@/components/desk/settings/groups';
import { Keeping } from '@/components/desk/settings/Keeping';
import { Kept } from '@/components/desk/settings/Kept';
import { Keys } from '@/components/desk/settings/Keys';
import { Look } from '@/components/desk/settings/Look';
import { Prompts } from '@/components/desk/settings/Prompts';
import { Protection } from '@/components/desk/settings/Protection';
import { SettingsFrame } from '@/components/desk/settings/SettingsPage';
import { Sites } from '@/components/desk/settings/Sites';
import { Work } from '@/components/desk/settings/Work';
import { EnterPage } from '@/components/desk/written/EnterPage';
import { SheetPage } from '@/components/desk/written/SheetPage';
import { DEFAULT_SETTINGS, newClient } from '@/lib/practice';
import { accessTo } from '@/lib/sites';
import { libraryOf, storageState } from '../components/library.ts';
import { Editors } from '../fixtures/editors.tsx';
import { english } from '../fixtures/english.ts';
import { NOW } from '../fixtures/panel.tsx';
import { DOXY, MEET } from '../fixtures/popup.ts';

const settings = {
  ...DEFAULT_SETTINGS,
  region: 'ukEu',
  lockAfterMinutes: 5,
  shorthands: [{ short: 'bdy', long: 'boundary' }],
} as const;
const save = async () => null;
const ok = async () => ({ ok: true }) as const;

const GROUP = {
  work: () => <Work settings={settings} save={save} newId={() => 'own'} />,
  screen: () => <ClientSees tellsShares={false} settings={settings} save={save} />,
  protection: () => (
    <>
      <Protection
        state="open"
        settings={settings}
        passkeys={[{ id: 'k', credentialId: 'aa', salt: 'bb', addedAt: NOW, usedAt: null }]}
        tellsScreenLock
        actions={{
          set: ok,
          change: ok,
          verify: ok,
          remove: ok,
          lock() {},
          strength: async () => 'days',
          addPasskey: ok,
          removePasskey: async () => {},
        }}
        save={save}
      />
      <Kept
        lockState="open"
        isSealing={false}
        storageState={storageState}
        onPersist={async () => true}
      />
    </>
  ),
  backup: () => (
    <Backups
      lock="open"
      settings={settings}
      lastAt={NOW}
      actions={{ handedOver: { value: null } } as never}
      save={save}
    />
  ),
  cues: () => <Cues settings={settings} save={save} onNotify={async () => true} />,
  prompts: () => (
    <Prompts
      prompts={settings.prompts}
      newId={() => 'own'}
      onChange={save}
      onExport={() => {}}
      onImport={async () => ({}) as never}
    />
  ),
  keeping: () => <Keeping library={libraryOf([], {})} save={save} />,
  sites: () => (
    <Sites
      sites={[
        { ...MEET, allowed: true },
        { ...DOXY, allowed: false },
      ]}
      everywhere={false}
      accessTo={accessTo}
      onUse={async () => true}
      onStop={async () => {}}
    />
  ),
  keys: () => (
    <Keys
      commands={[
        { what: english('command_note'), key: 'Alt+Shift+N', trouble: null },
        { what: english('command_lock'), key: '', trouble: null },
      ]}
      onChange={() => {}}
      goTo={{ on: true, set() {} }}
    />
  ),
  look: () => <Look settings={settings} save={save} onResetPositions={async () => {}} />,
  about: () => <About storageState={storageState} onReset={() => {}} />,
} as const satisfies Readonly<Record<SettingsGroup, unknown>>;

export const settingsPage = (group: keyof typeof GROUP) => (
  <Editors>
    <Desk page="settings" rehearsal="#" onLock={() => {}} onGoTo={() => {}}>
      <SettingsFrame group={group} lockState="open" isSealing={false}>
        {GROUP[group]()}
      </SettingsFrame>
    </Desk>
  </Editors>
);

const framed = (children: JSX.Element) => (
  <Editors>
    <Desk page="clients" rehearsal="#" onLock={() => {}} onGoTo={() => {}}>
      {children}
    </Desk>
  </Editors>
);
export const sheet = () => framed(<SheetPage client={null} />);
export const paper = () =>
  framed(
    <EnterPage
      client={newClient('c', 'M-17', NOW)}
      heads={[]}
      usual={{ minutes: 50, mode: 'clientLed' }}
      newId={() => 'new'}
      onEnter={async () => null}
      onDone={() => {}}
    />,
  );

export const firstRun = (step: FirstStep) => (
  <Editors>
    <FirstRun
      step={step}
      settings={DEFAULT_SETTINGS}
      save={save}
      lock={{ set: ok, strength: async () => 'years' }}
      rehearsal="#"
      sites={step === 'try' ? { names: 'Google Meet and Zoom', allow() {} } : null}
      onGo={() => {}}
    />
  </Editors>
);
