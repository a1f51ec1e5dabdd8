import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Desk } from '@/components/desk/Desk';
import { FailurePage } from '@/components/desk/FailurePage';
import { NotesPage } from '@/components/desk/notes/NotesPage';
import { About } from '@/components/desk/settings/About';
import { ClientSees } from '@/components/desk/settings/ClientSees';
import { Kept } from '@/components/desk/settings/Kept';
import { Keys } from '@/components/desk/settings/Keys';
import { Look } from '@/components/desk/settings/Look';
import { SettingsFrame } from '@/components/desk/settings/SettingsPage';
import { Sites } from '@/components/desk/settings/Sites';
import { TodayPage } from '@/components/desk/today/TodayPage';
import type { DeskFailure } from '@/lib/desk';
import { DEFAULT_SETTINGS } from '@/lib/practice';
import { accessTo } from '@/lib/sites';
import type { Tally } from '@/lib/vault';
import { DOXY, MEET } from '../../fixtures/popup.ts';
import {
  empty,
  library,
  libraryOf,
  nothing,
  onCalendar,
  onNotes,
  START,
  session,
  storageState,
} from '../library.ts';
import { accessible, show } from '../show.tsx';

/** The desk that can't show anything. */
const failed = (failure: DeskFailure, emptied: Tally | null = null) => (
  <Desk page="today" rehearsal="#" onLock={null} onGoTo={null}>
    <FailurePage
      desk={{
        failure: signal(failure),
        emptied: signal(emptied),
        startAnew: async () => {},
        mendLock: async () => {},
        browser: { openOutside() {} },
      }}
    />
  </Desk>
);

describe('every page is accessible, in light and dark', () => {
  const today = { rehearsal: '#', lastBackup: null, ...onCalendar };
  const frame = { rehearsal: '#', onLock: null, onGoTo: () => {} };
  const damaged = [{ ...session('a', 'boundary', true), unreadable: 2 }];
  test.each([
    [
      'today, empty',
      <Desk page="today" {...frame}>
        <TodayPage library={empty} {...today} />
      </Desk>,
    ],
    [
      'today, running',
      <Desk page="today" {...frame}>
        <TodayPage library={libraryOf([session('c', 'x', false)])} {...today} />
      </Desk>,
    ],
    [
      'notes',
      <Desk page="notes" {...frame}>
        <NotesPage library={library} {...onNotes()} />
      </Desk>,
    ],
    [
      'notes, empty',
      <Desk page="notes" {...frame}>
        <NotesPage library={empty} {...onNotes()} />
      </Desk>,
    ],
    [
      'notes, some unreadable',
      <Desk page="notes" {...frame}>
        <NotesPage library={libraryOf(damaged, { unreadable: 1 })} {...onNotes(damaged)} />
      </Desk>,
    ],
    [
      'settings',
      <Desk page="settings" {...frame}>
        <SettingsFrame group="about" lockState="none" isSealing={false}>
          <Look settings={DEFAULT_SETTINGS} save={async () => null} onResetPositions={nothing} />
          <Kept
            lockState="none"
            isSealing={false}
            storageState={storageState}
            onPersist={async () => false}
          />
          <About storageState={storageState} onReset={() => {}} />
        </SettingsFrame>
      </Desk>,
    ],
    [
      'call sites and keys',
      <>
        <Sites
          sites={[
            { ...MEET, allowed: false },
            { ...DOXY, allowed: true },
          ]}
          everywhere
          accessTo={accessTo}
          onUse={async () => true}
          onStop={nothing}
        />
        <Keys
          commands={[
            { what: 'Lock the notes', key: 'Alt+W', trouble: null },
            { what: 'Mask the panel', key: 'Alt+Shift+M', trouble: 'layout' },
            { what: 'Next leg', key: '', trouble: 'none' },
          ]}
          onChange={() => {}}
          goTo={{ on: true, set() {} }}
        />
      </>,
    ],
    ['a database that was emptied', failed('emptied', { sessions: 12, at: START })],
    ['a tab that has another database', failed('apart')],
    ['a lock that was changed from outside', failed('lockForged')],
    ['a database that can not be opened', failed('openFailed')],
    ['a lock that can not be read', failed('lockUnreadable')],
    ['notes of an earlier version', failed('upgradeFailed')],
    [
      'what a client could see',
      <ClientSees tellsShares={false} settings={DEFAULT_SETTINGS} save={async () => null} />,
    ],
  ])('%s', async (_, what) => {
    await show(what, 'pages');
    await accessible();
  });
});

test.each([
  ['openFailed', /^If restarting doesn't help/],
  ['keyMissing', /^If restarting doesn't help/],
  ['upgradeFailed', /^If restarting doesn't help/],
  ['lockUnreadable', /^If updating Perch doesn't help/],
  ['newerDatabase', null],
] as const)('%s leads on where there is a way', async (failure, why) => {
  await show(failed(failure), 'pages');
  const way = page.getByRole('button', { name: "Remove what can't be opened" });
  if (why === null) return expect(way.query()).toBe(null);
  await expect.element(way).toBeVisible();
  await expect.element(page.getByText(why)).toBeVisible();
});
