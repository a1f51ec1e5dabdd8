import { signal } from '@preact/signals';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { AutoBackupPart } from '@/components/desk/AutoBackup';
import { Desk } from '@/components/desk/Desk';
import { DeskBackup } from '@/components/desk/DeskBackup';
import { DeskClients } from '@/components/desk/DeskClients';
import { DeskFile } from '@/components/desk/DeskFile';
import { DeskKeeping } from '@/components/desk/DeskKeeping';
import { DeskKeys } from '@/components/desk/DeskKeys';
import { DeskLock } from '@/components/desk/DeskLock';
import { DeskNotes } from '@/components/desk/DeskNotes';
import { DeskPractice } from '@/components/desk/DeskPractice';
import { DeskPrompts } from '@/components/desk/DeskPrompts';
import { DeskScreen } from '@/components/desk/DeskScreen';
import { DeskSettings } from '@/components/desk/DeskSettings';
import { DeskSites } from '@/components/desk/DeskSites';
import { DeskToday } from '@/components/desk/DeskToday';
import { Popup } from '@/components/popup/Popup';
import { Rehearsal } from '@/components/rehearsal/Rehearsal';
import { ClockProvider } from '@/components/shared/clock';
import { Unlock } from '@/components/shared/controls/Unlock';
import { TextProvider } from '@/components/shared/text';
import type { AutoBackup, BackupActions } from '@/lib/desk';
import { newLine } from '@/lib/notes';
import { type Client, DEFAULT_SETTINGS, linked, newClient } from '@/lib/practice';
import { NO_CHANGES } from '@/lib/prompts';
import type { SiteState } from '@/lib/sites';
import { accessTo } from '@/lib/sites';
import type { SessionRecord } from '@/lib/vault';
import { begun, planAt } from '../fixtures/session.ts';
import { snapshotOf, viewOf } from '../fixtures/view.ts';
import { accessible, again, counting, NOW, show } from './show.tsx';

const START = NOW - 3_600_000;
const plan = planAt(START);

const session = (id: string, text: string, closed: boolean): SessionRecord => ({
  id,
  plan,
  meeting: null,
  unreadable: 0,
  locked: 0,
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
  unreadableClients: 0,
  clients: [newClient('one', 'M-17', START)],
  settings: DEFAULT_SETTINGS,
  log: [],
};
const empty = {
  sessions: [],
  unreadable: 0,
  unreadableClients: 0,
  clients: [],
  settings: DEFAULT_SETTINGS,
  log: [],
};
const storageState = {
  refused: 0,
  persisted: false,
  usedBytes: 3_100_000,
  freeBytes: 900_000_000,
  version: '1.2.3',
};
const nothing = async () => {};
const site = (address: string) => {
  const found = accessTo(address);
  if (!found) throw new Error(`${address} is of no site`);
  return found;
};
const MEET = site('https://meet.google.com/');
const DOXY = site('https://doxy.me/');
/** A popup that knows of nothing, and whose buttons do nothing. */
const POPUP = {
  snapshot: null,
  onUnlock: async () => ({ ok: true }) as const,
  onLock: () => {},
  onUnmask: () => {},
  onDesk: () => {},
  onRehearse: () => {},
  site: null,
  onUse: () => {},
  onStop: () => {},
  onSide: null,
};

describe('every page is accessible, in light and dark', () => {
  const today = { lock: null, rehearsal: '#' };
  test.each([
    [
      'welcome',
      <Desk page="today" onLock={null}>
        <DeskToday library={empty} welcome {...today} />
      </Desk>,
    ],
    [
      'today, empty',
      <Desk page="today" onLock={null}>
        <DeskToday library={empty} welcome={false} {...today} />
      </Desk>,
    ],
    [
      'today, running',
      <Desk page="today" onLock={null}>
        <DeskToday
          library={{ ...library, sessions: [session('c', 'x', false)] }}
          welcome={false}
          {...today}
        />
      </Desk>,
    ],
    [
      'notes',
      <Desk page="notes" onLock={null}>
        <DeskNotes library={library} chosen={null} onExport={() => {}} onMove={async () => null} />
      </Desk>,
    ],
    [
      'notes, empty',
      <Desk page="notes" onLock={null}>
        <DeskNotes library={empty} chosen={null} onExport={() => {}} onMove={async () => null} />
      </Desk>,
    ],
    [
      'notes, some unreadable',
      <Desk page="notes" onLock={null}>
        <DeskNotes
          library={{
            ...library,
            sessions: library.sessions.map((s) => ({ ...s, unreadable: 2 })),
            unreadable: 1,
          }}
          chosen={null}
          onExport={() => {}}
          onMove={async () => null}
        />
      </Desk>,
    ],
    [
      'settings',
      <Desk page="settings" onLock={null}>
        <DeskSettings
          hasPassphrase={false}
          storageState={storageState}
          onPersist={async () => false}
          onReset={null}
          onResetPositions={nothing}
        />
      </Desk>,
    ],
    ['popup', <Popup {...POPUP} />],
    ['popup, masked', <Popup {...POPUP} snapshot={{ masked: true }} />],
    [
      'popup on a call site that is not used yet',
      <Popup {...POPUP} site={{ ...DOXY, allowed: false }} onSide={() => {}} />,
    ],
    [
      'call sites and keys',
      <>
        <DeskSites
          sites={[
            { ...MEET, allowed: false },
            { ...DOXY, allowed: true },
          ]}
          everywhere
          accessTo={accessTo}
          onUse={async () => true}
          onStop={nothing}
        />
        <DeskKeys
          commands={[
            { what: 'Lock the notes', key: 'Alt+Shift+L' },
            { what: 'Next leg', key: '' },
          ]}
          onChange={() => {}}
        />
      </>,
    ],
    [
      'what a client could see',
      <DeskScreen settings={DEFAULT_SETTINGS} onChange={async () => null} />,
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
    <DeskNotes library={library} chosen={null} onExport={onExport} onMove={async () => null} />,
    'pages',
  );
  const field = page.getByRole('searchbox', { name: 'Search notes' });
  await userEvent.fill(field, 'SISTER');
  await expect.element(page.getByText('1 session')).toBeInTheDocument();
  await userEvent.click(page.getByRole('button', { name: 'Export the record: As Markdown' }));
  expect(onExport.mock.calls[0]?.[0].map(({ id }: SessionRecord) => id)).toEqual(['a']);
  await userEvent.fill(field, 'nothing like this');
  await expect
    .element(page.getByText('No note contains "nothing like this"', { exact: false }))
    .toBeInTheDocument();
});

test('a browser that will not promise to keep the data is told of in words', async () => {
  await show(
    <DeskSettings
      hasPassphrase={false}
      storageState={storageState}
      onPersist={async () => false}
      onReset={null}
      onResetPositions={nothing}
    />,
    'pages',
  );
  await userEvent.click(page.getByRole('button', { name: 'Ask the browser to keep them' }));
  await expect
    .element(page.getByText('The browser did not agree', { exact: false }))
    .toBeInTheDocument();
});

describe('call sites', () => {
  const onUse = vi.fn<Parameters<typeof DeskSites>[0]['onUse']>();
  const onStop = vi.fn<Parameters<typeof DeskSites>[0]['onStop']>();
  beforeEach(() => {
    onUse.mockReset().mockResolvedValue(true);
    onStop.mockReset().mockResolvedValue();
  });
  const draw = (doxyAllowed: boolean) =>
    show(
      <DeskSites
        sites={[
          { ...MEET, allowed: true },
          { ...DOXY, allowed: doxyAllowed },
        ]}
        everywhere={false}
        accessTo={accessTo}
        onUse={onUse}
        onStop={onStop}
      />,
      'pages',
    );
  const said = (words: string) => expect.element(page.getByRole('status')).toHaveTextContent(words);

  test('one that Perch comes with can not be stopped here, and another is used with one press', async () => {
    await draw(false);
    await expect
      .element(page.getByRole('button', { name: 'Stop on Google Meet' }))
      .not.toBeInTheDocument();
    await userEvent.click(page.getByText('More call sites'));
    await userEvent.click(page.getByRole('button', { name: 'Use Perch on Doxy.me' }));
    expect(onUse.mock.calls[0]?.[0].patterns).toEqual(DOXY.patterns);
    await said('Perch runs on Doxy.me now. Calls that are open show it too.');
  });
  test('one that was added is stopped with one press', async () => {
    await draw(true);
    await userEvent.click(page.getByRole('button', { name: 'Stop on Doxy.me' }));
    expect(onStop.mock.calls[0]?.[0].patterns).toEqual(DOXY.patterns);
    await said('Perch does not run on Doxy.me any more.');
  });
  test.each([
    ['rooms.example.org/today?x=1', 'rooms.example.org', 'https://rooms.example.org/*'],
    ['https://rooms.example.org:8443/', 'rooms.example.org', 'https://rooms.example.org/*'],
    ['https://clinic.doxy.me/dr', 'Doxy.me', 'https://doxy.me/*'],
  ])('%s is added as %s', async (address, name, pattern) => {
    await draw(false);
    await userEvent.fill(
      page.getByRole('textbox', { name: 'Address of another call site' }),
      address,
    );
    await userEvent.click(page.getByRole('button', { name: 'Add site' }));
    expect(onUse.mock.calls[0]?.[0]).toMatchObject({ name });
    expect(onUse.mock.calls[0]?.[0].patterns[0]).toBe(pattern);
    await expect.element(page.getByRole('textbox')).toHaveValue('');
  });
  test.each(['http://rooms.example.org', 'file:///etc', 'a b', ''])(
    '"%s" is refused with a reason, and stays in the field',
    async (address) => {
      await draw(false);
      const field = page.getByRole('textbox', { name: 'Address of another call site' });
      await userEvent.fill(field, address);
      await userEvent.click(page.getByRole('button', { name: 'Add site' }));
      expect(onUse).not.toHaveBeenCalled();
      await said(
        'That is not the address of a secure site, which begins with https and has a name such as rooms.example.org.',
      );
      await expect.element(field).toHaveValue(address);
    },
  );
  test('one that the browser was not allowed to give is said so', async () => {
    onUse.mockResolvedValue(false);
    await draw(false);
    await userEvent.fill(page.getByRole('textbox'), 'rooms.example.org');
    await userEvent.click(page.getByRole('button', { name: 'Add site' }));
    await said(
      'The browser was not allowed to let Perch run on rooms.example.org. Nothing has changed.',
    );
    await expect.element(page.getByRole('textbox')).toHaveValue('rooms.example.org');
  });
});

test('the popup offers the site in front of it, and takes it back', async () => {
  const onUse = vi.fn();
  const onStop = vi.fn();
  const popup = (site: SiteState) => <Popup {...POPUP} site={site} onUse={onUse} onStop={onStop} />;
  await show(popup({ ...DOXY, allowed: false }), 'pages');
  await userEvent.click(page.getByRole('button', { name: 'Use Perch on Doxy.me' }));
  expect(onUse).toHaveBeenCalledOnce();
  await again(popup({ ...DOXY, allowed: true }));
  await userEvent.click(page.getByRole('button', { name: 'Stop using Perch here' }));
  expect(onStop).toHaveBeenCalledOnce();
  await again(popup({ ...MEET, allowed: true }));
  await expect
    .element(page.getByRole('button', { name: 'Stop using Perch here' }))
    .not.toBeInTheDocument();
});

test('what is masked is chosen, and a choice that could not be written is said so', async () => {
  const onChange = vi.fn<Parameters<typeof DeskScreen>[0]['onChange']>(async () => null);
  await show(<DeskScreen settings={DEFAULT_SETTINGS} onChange={onChange} />, 'pages');
  await userEvent.click(page.getByRole('radio', { name: 'Unless it shares another tab' }));
  await userEvent.click(page.getByRole('checkbox', { name: /^Show text only/ }));
  await userEvent.click(page.getByRole('checkbox', { name: /^Take presses/ }));
  const after = onChange.mock.calls.map(([change]) => change(DEFAULT_SETTINGS));
  expect(after).toMatchObject([
    { shareGuard: 'thisTab', peek: false },
    { peek: true, pressCovered: false },
    { peek: false, pressCovered: true },
  ]);
  onChange.mockResolvedValue('storageFailed');
  await userEvent.click(page.getByRole('radio', { name: 'Only when I do' }));
  await expect.element(page.getByRole('alert')).toBeInTheDocument();
});

describe('clients', () => {
  const onAdd = vi.fn<Parameters<typeof DeskClients>[0]['onAdd']>();
  const onChange = vi.fn<Parameters<typeof DeskClients>[0]['onChange']>();
  const onExport = vi.fn<Parameters<typeof DeskClients>[0]['onExport']>();
  const onErase = vi.fn<Parameters<typeof DeskClients>[0]['onErase']>();
  beforeEach(() => {
    onAdd.mockReset().mockResolvedValue(null);
    onChange.mockReset().mockResolvedValue(null);
    onExport.mockReset();
    onErase.mockReset().mockResolvedValue(null);
  });
  const desk = (chosen: string | null, change: Partial<typeof library> = {}) => (
    <DeskClients
      library={{ ...library, ...change }}
      chosen={chosen}
      onAdd={onAdd}
      onChange={onChange}
      onExport={onExport}
      onErase={onErase}
    />
  );
  const changedBy = (index: number) => {
    const [, change] = onChange.mock.calls[index] ?? [];
    return change?.(newClient('one', 'M-17', START));
  };

  test('without any the page says how to begin', async () => {
    await show(desk(null, { clients: [], unreadableClients: 2 }), 'pages');
    await accessible();
    await expect
      .element(page.getByRole('alert').filter({ hasText: '2 clients cannot be read' }))
      .toBeInTheDocument();
    await expect.element(page.getByText(/No clients yet/)).toBeInTheDocument();
  });

  test('one is added by a code that nobody has', async () => {
    await show(desk(null), 'pages');
    await accessible();
    const code = page.getByRole('textbox', { name: "New client's code" });
    await expect.element(code).toHaveValue('C-1');
    await userEvent.fill(code, 'm-17');
    await userEvent.click(page.getByRole('button', { name: 'Add client' }));
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Another client has this code.');
    await userEvent.fill(code, 'R-5');
    await userEvent.click(page.getByRole('button', { name: 'Add client' }));
    expect(onAdd).toHaveBeenCalledExactlyOnceWith('R-5');
  });

  test('what is typed about one is kept at every stroke', async () => {
    await show(desk('one'), 'pages');
    await accessible();
    await userEvent.fill(page.getByRole('textbox', { name: 'Name' }), 'M');
    expect(changedBy(0)?.name).toBe('M');
    await userEvent.fill(page.getByRole('textbox', { name: 'Emergency contact' }), 'sister');
    expect(changedBy(1)?.card.contact).toBe('sister');
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Profile' }), 'Coach');
    expect(changedBy(2)?.profile).toBe('coach');
    await userEvent.click(page.getByRole('checkbox', { name: 'Confidentiality and its limits' }));
    expect(changedBy(3)?.firstSteps).toEqual({ limits: NOW });
    await userEvent.fill(page.getByRole('textbox', { name: 'Code' }), '');
    await expect.element(page.getByRole('alert')).toHaveTextContent('Type a code, such as M-17.');
    expect(onChange).toHaveBeenCalledTimes(4);
    await userEvent.fill(page.getByRole('textbox', { name: 'Code' }), 'M-18');
    expect(changedBy(4)?.code).toBe('M-18');
  });

  test('an address is unlinked, and sessions are listed', async () => {
    const place = { site: 'meet', room: 'abc-defg-hij' };
    const client = linked(newClient('one', 'M-17', START), place);
    const chosen = {
      type: 'clientChosen',
      at: NOW,
      clientId: 'one',
      confirmed: true,
      room: null,
    } as const;
    const mine = session('a', 'boundary', true);
    await show(
      desk('one', {
        clients: [client],
        sessions: [{ ...mine, events: [...mine.events, chosen] }, session('b', 'sleep', true)],
      }),
      'pages',
    );
    await accessible();
    expect(
      page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').elements(),
    ).toHaveLength(1);
    await userEvent.click(page.getByRole('button', { name: 'Unlink abc-defg-hij' }));
    const [, change] = onChange.mock.calls[0] ?? [];
    expect(change?.(client).places).toEqual([]);
  });
});

test('a session is moved to the right client once its summary is closed', async () => {
  const onMove = vi
    .fn<Parameters<typeof DeskNotes>[0]['onMove']>()
    .mockResolvedValue('storageFailed');
  const notes = (sessions: readonly SessionRecord[]) => (
    <DeskNotes
      library={{ ...library, sessions }}
      chosen={null}
      onExport={() => {}}
      onMove={onMove}
    />
  );
  await show(notes([session('a', 'x', true)]), 'pages');
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Client' }), 'M-17');
  expect(onMove.mock.calls[0]?.[1]).toBe('one');
  // It could not be written, and the page says so.
  await expect.element(page.getByRole('alert')).toBeInTheDocument();
  await show(notes([session('a', 'x', false)]), 'pages');
  await expect.element(page.getByRole('combobox', { name: 'Client' })).not.toBeInTheDocument();
});

describe('prompts', () => {
  let set = NO_CHANGES;
  const onImport = vi.fn<Parameters<typeof DeskPrompts>[0]['onImport']>();
  const onExport = vi.fn();
  const draw = () => (
    <DeskPrompts
      prompts={set}
      newId={() => '1'}
      onChange={async (change) => {
        set = change(set);
        again(draw());
        return null;
      }}
      onExport={onExport}
      onImport={onImport}
    />
  );
  beforeEach(async () => {
    set = NO_CHANGES;
    onImport.mockReset();
    await show(draw(), 'pages');
  });
  const press = (name: string, index = 0) =>
    userEvent.click(page.getByRole('button', { name, exact: true }).nth(index));
  const items = () => page.getByRole('list', { name: 'Prompts' }).getByRole('listitem');

  test('are listed by leg, with no brace among them', async () => {
    await accessible();
    for (const leg of ['Client Agenda', 'Exploration', 'Closing']) {
      await press(leg);
      expect(items().elements().length).toBeGreaterThan(5);
      expect(document.body.textContent).not.toMatch(/[{}]|\|\|/);
    }
  });

  test('are edited, hidden, favoured and brought back', async () => {
    await press('Edit');
    const field = page.getByRole('textbox', { name: 'Words to say' });
    await userEvent.fill(field, 'Are you well?');
    await expect.element(page.getByText(/answered by yes or no/)).toBeInTheDocument();
    await accessible();
    await press('Save prompt');
    expect(set.edited).toEqual({ opening_arriving: 'Are you well?' });
    expect(items().nth(0).element().textContent).toMatch(/Are you well\?own words/);
    await press('Restore the words');
    expect(set.edited).toEqual({});
    await press('Hide this prompt');
    expect(set.hidden).toEqual(['opening_arriving']);
    await accessible();
    await press('Show again');
    await press('Favourite');
    expect(set).toMatchObject({ hidden: [], favourites: ['opening_arriving'] });
  });

  test('are added, with a reason when one can not be', async () => {
    await press('Add a prompt');
    await press('Save prompt');
    await expect.element(page.getByRole('alert')).toHaveTextContent('Write what you would say.');
    await userEvent.fill(page.getByRole('textbox', { name: 'Words to say' }), 'And now?');
    await userEvent.click(page.getByRole('checkbox', { name: 'Opening' }));
    await press('Save prompt');
    await expect.element(page.getByRole('alert')).toHaveTextContent('Choose at least one leg.');
    await userEvent.click(page.getByRole('checkbox', { name: 'Opening' }));
    await userEvent.selectOptions(
      page.getByRole('combobox', { name: 'What is going on' }),
      'Silence',
    );
    await press('Save prompt');
    expect(set.added).toEqual([
      { id: 'own-1', text: 'And now?', legs: ['opening'], situation: 'silence' },
    ]);
    await press('Remove');
    expect(set.added).toEqual([]);
  });

  test('are taken in from a file, and a refused file says why', async () => {
    const file = new File(['{}'], 'prompts.json', { type: 'application/json' });
    onImport.mockResolvedValueOnce({ ok: false, said: 'This file holds no prompts.' });
    await userEvent.upload(page.getByLabelText('Import prompts'), file);
    await expect.element(page.getByRole('alert')).toHaveTextContent('This file holds no prompts.');
    await press('Export my prompts');
    expect(onExport).toHaveBeenCalledOnce();
  });
});

describe('how the practitioner works', () => {
  let settings = DEFAULT_SETTINGS;
  let allowed = true;
  const draw = () => (
    <main>
      <DeskPractice
        settings={settings}
        newId={() => 'own'}
        onChange={async (change) => {
          settings = change(settings);
          again(draw());
          return null;
        }}
        onNotify={async (on) => on && allowed}
      />
    </main>
  );
  beforeEach(async () => {
    settings = DEFAULT_SETTINGS;
    allowed = true;
    await show(draw(), 'pages');
  });

  test('is changed by one press each', async () => {
    await accessible();
    await userEvent.click(page.getByRole('radio', { name: 'Consultant' }));
    await userEvent.click(page.getByRole('radio', { name: 'Learning' }));
    await userEvent.click(page.getByRole('checkbox', { name: 'Quiet: no prompts' }));
    await userEvent.click(page.getByRole('checkbox', { name: '10 minutes left' }));
    expect(settings).toMatchObject({
      profile: 'consultant',
      guidance: 'learning',
      quiet: true,
      cuesOff: ['left10'],
    });
    await userEvent.click(page.getByRole('checkbox', { name: '10 minutes left' }));
    expect(settings.cuesOff).toEqual([]);
    await userEvent.fill(page.getByRole('textbox', { name: 'Client Agenda' }), 'What matters');
    await userEvent.tab();
    expect(settings.legNames).toEqual({ agenda: 'What matters' });
  });

  test('system notices are on only as far as the browser allows', async () => {
    const notices = page.getByRole('checkbox', { name: /neutral system notice/ });
    allowed = false;
    await userEvent.click(notices);
    await expect.element(page.getByText(/did not allow system notices/)).toBeInTheDocument();
    expect(settings.notify).toBe(false);
    allowed = true;
    again(draw());
    await userEvent.click(notices);
    await expect.poll(() => settings.notify).toBe(true);
  });

  test('own session types are made, refused with a reason, changed and removed', async () => {
    await userEvent.click(page.getByRole('button', { name: 'Add a session type' }));
    await accessible();
    const save = page.getByRole('button', { name: 'Save session type' });
    await userEvent.click(save);
    await expect.element(page.getByRole('alert')).toHaveTextContent('Give it a name.');
    await userEvent.fill(page.getByRole('textbox', { name: 'Name', exact: true }), 'Short one');
    await userEvent.fill(page.getByRole('spinbutton', { name: 'Minutes for Exploration' }), '30');
    await expect.element(page.getByText('58 of 50 minutes are given to legs.')).toBeInTheDocument();
    await userEvent.click(save);
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'have to add up' }))
      .toBeInTheDocument();
    await userEvent.fill(page.getByRole('spinbutton', { name: 'Minutes', exact: true }), '30');
    await userEvent.click(page.getByRole('button', { name: 'Move Planning down' }));
    await userEvent.click(save);
    expect(settings.presets).toMatchObject([{ id: 'own', name: 'Short one', minutes: 30 }]);
    expect(settings.presets[0]?.order.at(-1)).toBe('planning');
    await userEvent.click(page.getByRole('button', { name: 'Edit Short one' }));
    await userEvent.click(page.getByRole('radio', { name: 'Guided' }));
    await userEvent.click(save);
    expect(settings.presets).toMatchObject([{ mode: 'guided' }]);
    await userEvent.click(page.getByRole('button', { name: 'Remove Short one' }));
    expect(settings.presets).toEqual([]);
  });
});

describe('the lock', () => {
  const ok = async () => ({ ok: true }) as const;
  const actions = {
    set: vi.fn(ok),
    change: vi.fn(ok),
    verify: vi.fn(ok),
    remove: vi.fn(ok),
    lock: vi.fn(),
    strength: async () => 'days' as const,
    addPasskey: ok,
    removePasskey: vi.fn(async () => {}),
  };
  const section = (state: 'none' | 'open') => (
    <DeskLock
      state={state}
      settings={DEFAULT_SETTINGS}
      passkeys={state === 'open' ? [{ id: 'k', credentialId: 'aa', salt: 'bb' }] : []}
      actions={actions}
      onSettings={() => {}}
    />
  );
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });

  test('says how strong a new passphrase is, asks for it twice, and takes it', async () => {
    await show(section('none'), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Choose a passphrase' }));
    await userEvent.fill(field('New passphrase'), 'some words');
    await expect.element(page.getByText('Weak:', { exact: false })).toBeInTheDocument();
    await userEvent.fill(field('New passphrase again'), 'other words');
    await userEvent.click(page.getByRole('button', { name: 'Set passphrase' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'not the same' }))
      .toBeInTheDocument();
    await accessible();
    expect(actions.set).not.toHaveBeenCalled();
    await userEvent.fill(field('New passphrase again'), 'some words');
    await userEvent.click(page.getByRole('button', { name: 'Set passphrase' }));
    expect(actions.set).toHaveBeenCalledExactlyOnceWith('some words');
    await expect.element(page.getByText('The passphrase is set.')).toBeInTheDocument();
  });
  test('can be shown while it is typed', async () => {
    await show(section('none'), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Choose a passphrase' }));
    expect(field('New passphrase').element().getAttribute('type')).toBe('password');
    await userEvent.click(page.getByRole('button', { name: 'Show: New passphrase', exact: true }));
    expect(field('New passphrase').element().getAttribute('type')).toBe('text');
    await accessible();
  });
  test('is accessible when there is one, and says why a removal is refused', async () => {
    actions.verify.mockResolvedValueOnce({ ok: false, problem: 'wrongPassphrase' } as never);
    await show(section('open'), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Remove passphrase' }));
    await userEvent.fill(field('Present passphrase'), 'x');
    await userEvent.click(page.getByRole('button', { name: 'Remove it' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'not the passphrase' }))
      .toBeInTheDocument();
    await accessible();
    expect(actions.remove).not.toHaveBeenCalled();
  });
  test('waits a moment with the removal, which can be called off', async () => {
    await show(section('open'), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Remove passphrase' }));
    await userEvent.fill(field('Present passphrase'), 'five words');
    await userEvent.click(page.getByRole('button', { name: 'Remove it' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'in a few seconds' }))
      .toBeInTheDocument();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    await expect.element(field('Present passphrase')).toHaveValue('');
    expect(actions.remove).not.toHaveBeenCalled();
  });
  test('asks for the passphrase, and makes the next try wait when it has to', async () => {
    const onUnlock = vi.fn(
      async () => ({ ok: false, problem: 'wrongPassphrase', waitMs: 5_000 }) as const,
    );
    const second = signal(NOW);
    await show(
      <ClockProvider value={{ second, now: () => NOW }}>
        <main>
          <Unlock onUnlock={onUnlock} onPasskey={ok} />
        </main>
      </ClockProvider>,
      'pages',
    );
    const unlock = page.getByRole('button', { name: 'Unlock', exact: true });
    await expect.element(unlock).toBeDisabled();
    await userEvent.fill(field('Passphrase'), 'wrong');
    await userEvent.keyboard('{Enter}');
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'Try again in 5 seconds' }))
      .toBeInTheDocument();
    await expect.element(unlock).toBeDisabled();
    await accessible();
    second.value = NOW + 4_000;
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'Try again in 1 second' }))
      .toBeInTheDocument();
    second.value = NOW + 5_000;
    await expect.element(unlock).toBeEnabled();
    await userEvent.click(unlock);
    expect(onUnlock).toHaveBeenCalledTimes(2);
  });
});

describe('backups by themselves', () => {
  const actions = {
    choose: vi.fn(async (): Promise<string | null> => null),
    now: vi.fn(async () => {}),
    stop: vi.fn(async () => () => {}),
  };
  const part = (state: AutoBackup['state'] | null, lock: 'none' | 'open' = 'open') => (
    <AutoBackupPart
      auto={state && { file: 'perch.age', at: state === 'failed' ? 0 : NOW, state }}
      lock={lock}
      actions={actions}
    />
  );

  test('ask for a passphrase twice where there is none yet, and say why a file was not taken', async () => {
    actions.choose.mockResolvedValueOnce('No file was chosen.');
    await show(part(null, 'none'), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Choose a file' }));
    await userEvent.fill(
      page.getByRole('textbox', { name: 'Passphrase for these backups', exact: true }),
      'some words',
    );
    await userEvent.click(page.getByRole('button', { name: 'Choose the file' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'not the same' }))
      .toBeInTheDocument();
    expect(actions.choose).not.toHaveBeenCalled();
    await userEvent.fill(
      page.getByRole('textbox', { name: 'Passphrase for these backups again' }),
      'some words',
    );
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Choose the file' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'No file was chosen' }))
      .toBeInTheDocument();
    await userEvent.click(page.getByRole('button', { name: 'Choose the file' }));
    expect(actions.choose).toHaveBeenLastCalledWith('some words');
  });
  test.each([
    ['well', 'Back up to it now', 'Last written on'],
    ['asks', 'Allow and back up', 'The browser asks again'],
    ['failed', 'Back up to it now', 'could not be written to perch.age'],
  ] as const)('say how they stand: %s', async (state, button, words) => {
    await show(part(state), 'pages');
    await expect.element(page.getByText(words, { exact: false })).toBeInTheDocument();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: button }));
    expect(actions.now).toHaveBeenCalled();
  });
  test('wait for the one that is being written, and can be stopped and taken up again', async () => {
    const back = vi.fn();
    actions.stop.mockResolvedValueOnce(back);
    await show(part('working'), 'pages');
    await expect.element(page.getByRole('button', { name: 'Back up to it now' })).toBeDisabled();
    await userEvent.click(page.getByRole('button', { name: 'Stop' }));
    again(part(null));
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    expect(back).toHaveBeenCalledOnce();
    await accessible();
  });
});

describe('backup', () => {
  const plan = {
    added: { settings: 0, client: 1, session: 2, line: 3, card: 0 },
    same: { settings: 1, client: 0, session: 0, line: 40, card: 0 },
    kept: { settings: 0, client: 0, session: 0, line: 0, card: 0 },
  };
  const actions = {
    backup: vi.fn<BackupActions['backup']>(),
    look: vi.fn<BackupActions['look']>(),
    restore: vi.fn<BackupActions['restore']>(),
    forget: vi.fn(),
  };
  const section = () => (
    <DeskBackup
      lock="open"
      settings={DEFAULT_SETTINGS}
      lastAt={null}
      actions={actions}
      onSettings={() => {}}
    />
  );

  test('shows how far it is, can be cancelled, and says what came of it', async () => {
    actions.backup.mockImplementation(
      (_, onProgress, signal) =>
        new Promise((resolve) => {
          onProgress(150, 300);
          signal.addEventListener('abort', () =>
            resolve({ ok: false, said: 'No backup was made.' }),
          );
        }),
    );
    await show(section(), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Make a backup' }));
    await userEvent.fill(page.getByRole('textbox', { name: 'Present passphrase' }), 'words');
    await userEvent.click(page.getByRole('button', { name: 'Save the backup' }));
    await expect.element(page.getByRole('progressbar')).toBeInTheDocument();
    await expect.element(page.getByText('150 records')).toBeInTheDocument();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'No backup was made' }))
      .toBeInTheDocument();
    actions.backup.mockResolvedValue({ ok: true, name: 'perch.age', left: 2 });
    await userEvent.click(page.getByRole('button', { name: 'Save the backup' }));
    await expect
      .element(page.getByText('2 records could not be opened', { exact: false }))
      .toBeInTheDocument();
    await accessible();
  });
  test('is restored only after a look at what that does', async () => {
    actions.look.mockResolvedValue({ ok: true, plan });
    actions.restore.mockResolvedValue({ ok: true });
    await show(section(), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Restore a backup' }));
    const look = page.getByRole('button', { name: 'Look what is in it' });
    await userEvent.fill(page.getByRole('textbox', { name: 'Passphrase of the backup' }), 'words');
    await userEvent.click(look);
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'Choose a backup file' }))
      .toBeInTheDocument();
    await userEvent.upload(page.getByLabelText('Backup file'), new File(['x'], 'b.age'));
    await userEvent.click(look);
    await expect.element(page.getByText('2 sessions, 3 notes, 1 client')).toBeInTheDocument();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
    expect(actions.forget).toHaveBeenCalled();
    expect(actions.restore).not.toHaveBeenCalled();
    await userEvent.click(look);
    await userEvent.click(page.getByRole('button', { name: 'Restore', exact: true }));
    await expect.element(page.getByText('Restored.')).toBeInTheDocument();
  });
});

describe('a client\u2019s file', () => {
  const erase = vi.fn(async () => null);
  const file = (change: Partial<Client> = {}) => (
    <DeskFile
      client={{ ...newClient('one', 'M-17', START), ...change }}
      lastAt={START}
      sessions={2}
      notes={5}
      practiceYears={7}
      actions={{ exportAll: () => {}, erase }}
      onChange={() => {}}
    />
  );
  test('is erased after the rule in force was named, and after a moment to take it back', async () => {
    await show(file(), 'pages');
    await expect
      .element(page.getByText('7 years after the last session', { exact: false }))
      .toBeInTheDocument();
    await userEvent.click(page.getByRole('button', { name: 'Erase this client' }));
    const alert = page.getByRole('alert').filter({ hasText: '2 sessions and 5 notes' });
    await expect.element(alert.filter({ hasText: '7 years' })).toBeInTheDocument();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Erase M-17' }));
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    await expect
      .element(page.getByRole('button', { name: 'Erase this client' }))
      .toBeInTheDocument();
    expect(erase).not.toHaveBeenCalled();
  });
  test('is not erased while there is a legal hold', async () => {
    await show(file({ legalHold: 'a claim' }), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Erase this client' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'a claim' }))
      .toBeInTheDocument();
    expect(page.getByRole('button', { name: 'Erase M-17' }).elements()).toEqual([]);
  });
  test('that is due is listed, and what was done with files is said without names', async () => {
    const old = { ...newClient('old', 'K-2', START - 8 * 365 * 86_400_000) };
    await show(
      <main>
        <DeskKeeping
          library={{
            ...empty,
            clients: [old, newClient('one', 'M-17', START)],
            settings: { ...DEFAULT_SETTINGS, retentionYears: 7 },
            log: [{ what: 'erased', at: START, sessions: 2, notes: 9 }],
          }}
          onSettings={() => {}}
        />
      </main>,
      'pages',
    );
    await expect
      .element(page.getByRole('link', { name: 'K-2, due since', exact: false }))
      .toBeInTheDocument();
    expect(page.getByText('M-17', { exact: false }).elements()).toEqual([]);
    await expect
      .element(page.getByText('Client erased, 2 sessions, 9 notes', { exact: false }))
      .toBeInTheDocument();
    await accessible();
  });
});

describe('in a minute, only the time remaining is drawn sixty times', () => {
  const running = { plan: planAt(NOW), events: begun(NOW) };
  test.each([
    [
      'in the desk',
      'today_rehearseWhy',
      <DeskToday
        key="desk"
        library={{ ...library, sessions: [{ ...session('c', 'x', false), ...running }] }}
        welcome={false}
        lock={null}
        rehearsal="#"
      />,
    ],
    [
      'in the popup',
      'popup_desk',
      <Popup {...POPUP} key="popup" snapshot={snapshotOf(viewOf(running))} />,
    ],
  ] as const)('%s', async (_, rarely, children) => {
    const { asked, text } = counting('time_remaining', rarely);
    const second = signal(NOW);
    await show(
      <TextProvider value={text}>
        <ClockProvider value={{ second, now: () => second.value }}>{children}</ClockProvider>
      </TextProvider>,
      'pages',
    );
    const before = { ...asked };
    expect(before[rarely]).toBeGreaterThanOrEqual(1);
    for (let times = 0; times < 60; times += 1) {
      second.value += 1_000;
      await new Promise(requestAnimationFrame);
    }
    expect(asked.time_remaining - before.time_remaining).toBe(60);
    expect(asked[rarely] - before[rarely]).toBeLessThanOrEqual(6);
  });
});
