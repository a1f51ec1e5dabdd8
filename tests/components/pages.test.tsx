import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Desk } from '@/components/Desk';
import { DeskNotes } from '@/components/DeskNotes';
import { DeskSettings } from '@/components/DeskSettings';
import { DeskToday } from '@/components/DeskToday';
import { Popup } from '@/components/Popup';
import { Rehearsal } from '@/components/Rehearsal';
import { newLine } from '@/lib/notes';
import { DEFAULT_SETTINGS, newClient } from '@/lib/practice';
import type { OpenSession } from '@/lib/vault';
import { begun, planAt } from '../fixtures/session.ts';
import { accessible, NOW, show } from './show.tsx';

const START = NOW - 3_600_000;
const plan = planAt(START);

const session = (id: string, text: string, closed: boolean): OpenSession => ({
  id,
  plan,
  place: null,
  unreadable: 0,
  events: [
    ...begun(START),
    ...(closed
      ? ([
          { type: 'ended', at: NOW - 600_000 },
          { type: 'closed', at: NOW - 500_000 },
        ] as const)
      : []),
  ],
  lines: [
    newLine({ id: `${id}-1`, at: START, leg: 'opening', intoMs: 65_000, kind: 'note', text }),
  ],
});

const library = {
  sessions: [session('a', 'boundary with sister', true), session('b', 'sleep', true)],
  unreadable: 0,
  clients: [newClient('one', 'M-17', START)],
  settings: DEFAULT_SETTINGS,
};
const empty = { sessions: [], unreadable: 0, clients: [], settings: DEFAULT_SETTINGS };
const standing = {
  refused: 0,
  persisted: false,
  usedBytes: 3_100_000,
  access: false,
  version: '1.2.3',
};
const nothing = async () => {};

describe('every page is accessible, in light and dark', () => {
  const today = { now: NOW, rehearsal: '#' };
  test.each([
    [
      'welcome',
      <Desk page="today">
        <DeskToday library={empty} welcome {...today} />
      </Desk>,
    ],
    [
      'today, empty',
      <Desk page="today">
        <DeskToday library={empty} welcome={false} {...today} />
      </Desk>,
    ],
    [
      'today, running',
      <Desk page="today">
        <DeskToday
          library={{ ...library, sessions: [session('c', 'x', false)] }}
          welcome={false}
          {...today}
        />
      </Desk>,
    ],
    [
      'notes',
      <Desk page="notes">
        <DeskNotes
          library={library}
          chosen={null}
          now={NOW}
          onExport={() => {}}
          onMove={() => {}}
        />
      </Desk>,
    ],
    [
      'notes, empty',
      <Desk page="notes">
        <DeskNotes library={empty} chosen={null} now={NOW} onExport={() => {}} onMove={() => {}} />
      </Desk>,
    ],
    [
      'notes, some unreadable',
      <Desk page="notes">
        <DeskNotes
          library={{
            ...library,
            sessions: library.sessions.map((s) => ({ ...s, unreadable: 2 })),
            unreadable: 1,
          }}
          chosen={null}
          now={NOW}
          onExport={() => {}}
          onMove={() => {}}
        />
      </Desk>,
    ],
    [
      'settings',
      <Desk page="settings">
        <DeskSettings
          standing={standing}
          onPersist={async () => false}
          onAccess={() => {}}
          onResetPositions={nothing}
        />
      </Desk>,
    ],
    [
      'popup',
      <Popup
        snapshot={null}
        now={NOW}
        onUnmask={() => {}}
        onDesk={() => {}}
        onRehearse={() => {}}
      />,
    ],
    [
      'popup, masked',
      <Popup
        snapshot={{ masked: true }}
        now={NOW}
        onUnmask={() => {}}
        onDesk={() => {}}
        onRehearse={() => {}}
      />,
    ],
    ['rehearsal', <Rehearsal />],
  ])('%s', async (_, what) => {
    await show(what, 'pages');
    await accessible();
  });
});

test('a search narrows the list, and says so when nothing is found', async () => {
  const onExport = vi.fn();
  await show(
    <DeskNotes library={library} chosen={null} now={NOW} onExport={onExport} onMove={() => {}} />,
    'pages',
  );
  const field = page.getByRole('searchbox', { name: 'Search notes' });
  await userEvent.fill(field, 'SISTER');
  await expect.element(page.getByText('1 session')).toBeInTheDocument();
  await userEvent.click(page.getByRole('button', { name: 'As Markdown', exact: true }));
  expect(onExport.mock.calls[0]?.[0].map(({ id }: OpenSession) => id)).toEqual(['a']);
  await userEvent.fill(field, 'nothing like this');
  await expect
    .element(page.getByText('No note contains "nothing like this"', { exact: false }))
    .toBeInTheDocument();
});

test('a browser that will not promise to keep the data is told of in words', async () => {
  await show(
    <DeskSettings
      standing={standing}
      onPersist={async () => false}
      onAccess={() => {}}
      onResetPositions={nothing}
    />,
    'pages',
  );
  await userEvent.click(page.getByRole('button', { name: 'Ask the browser to keep them' }));
  await expect
    .element(page.getByText('The browser did not agree', { exact: false }))
    .toBeInTheDocument();
});
