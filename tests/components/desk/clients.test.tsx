import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ClientFile } from '@/components/desk/ClientFile';
import { DeskClients } from '@/components/desk/DeskClients';
import { DeskKeeping } from '@/components/desk/DeskKeeping';
import { type Client, DEFAULT_SETTINGS, linked, newClient } from '@/lib/practice';
import { NOW } from '../../fixtures/panel.tsx';
import { empty, library, libraryOf, START, session } from '../library.ts';
import { accessible, show } from '../show.tsx';

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
      .element(page.getByRole('alert').filter({ hasText: "2 clients can't be read" }))
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
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Guidance' }), 'Minimal');
    expect(changedBy(3)?.guidance).toBe('minimal');
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Session type' }), 'Intake');
    expect(changedBy(4)?.preset).toBe('intake');
    await userEvent.click(page.getByRole('checkbox', { name: 'Confidentiality and its limits' }));
    expect(changedBy(5)?.firstSteps).toEqual({ limits: NOW });
    await userEvent.fill(page.getByRole('textbox', { name: 'Code' }), '');
    await expect.element(page.getByRole('alert')).toHaveTextContent('Type a code, such as M-17.');
    expect(onChange).toHaveBeenCalledTimes(6);
    await userEvent.fill(page.getByRole('textbox', { name: 'Code' }), 'M-18');
    expect(changedBy(6)?.code).toBe('M-18');
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
        heads: libraryOf([
          { ...mine, events: [...mine.events, chosen] },
          session('b', 'sleep', true),
        ]).heads,
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

describe('a client\u2019s file', () => {
  const erase = vi.fn(async () => null);
  const file = (change: Partial<Client> = {}) => (
    <ClientFile
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
