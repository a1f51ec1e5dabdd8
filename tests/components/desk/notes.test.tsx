import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FileTroubles } from '@/components/desk/DeskBanners';
import { DeskNotes } from '@/components/desk/DeskNotes';
import { newNote } from '@/lib/notes';
import type { Client, Region } from '@/lib/practice';
import type { SessionRecord } from '@/lib/vault';
import { library, libraryOf, onNotes, START, session } from '../library.ts';
import { accessible, show } from '../show.tsx';

test('a search narrows the list, and says so when nothing is found', async () => {
  const onExport = vi.fn();
  await show(
    <DeskNotes library={library} chosen={null} {...onNotes()} onExport={onExport} />,
    'pages',
  );
  const field = page.getByRole('searchbox', { name: 'Search notes' });
  await userEvent.fill(field, 'SISTER');
  await expect.element(page.getByText('1 session')).toBeInTheDocument();
  await userEvent.click(page.getByRole('button', { name: 'Export the record: As Markdown' }));
  expect(onExport.mock.calls[0]?.[0]).toEqual(['a']);
  await userEvent.fill(field, 'nothing like this');
  await expect
    .element(page.getByText('No note contains "nothing like this"', { exact: false }))
    .toBeInTheDocument();
});

test('a search that has stopped says so, and what to do', async () => {
  const stopped = {
    ...onNotes(),
    searched: 'stopped' as const,
    search: async () => ({ ids: [], complete: false }),
  };
  await show(<DeskNotes {...stopped} library={library} chosen={null} />, 'pages');
  await expect
    .element(page.getByRole('alert').filter({ hasText: 'Reload this page' }))
    .toBeInTheDocument();
  await userEvent.fill(page.getByRole('searchbox', { name: 'Search notes' }), 'sister');
  await expect.element(page.getByText('0 sessions')).toBeInTheDocument();
  // What nobody goes on searching can't be called being searched, nor nowhere in the notes.
  await expect.element(page.getByText('still being searched')).not.toBeInTheDocument();
  await expect
    .element(page.getByText('No note contains', { exact: false }))
    .not.toBeInTheDocument();
  await accessible();
});

test.each([
  [{ what: 'notMade' } as const, "couldn't make the file"],
  [{ what: 'incomplete', missing: 1 } as const, "1 session can't be opened"],
  [{ what: 'incomplete', missing: 3 } as const, "3 sessions can't be opened"],
])('a file that lacks something says so: %o', async (trouble, words) => {
  await show(<FileTroubles trouble={trouble} />, 'pages');
  await expect.element(page.getByRole('alert').filter({ hasText: words })).toBeInTheDocument();
});

test('a session is moved to the right client once its summary is closed', async () => {
  const onMove = vi
    .fn<Parameters<typeof DeskNotes>[0]['onMove']>()
    .mockResolvedValue('storageFailed');
  const notes = (sessions: readonly SessionRecord[]) => (
    <DeskNotes library={libraryOf(sessions)} chosen={null} {...onNotes(sessions)} onMove={onMove} />
  );
  await show(notes([session('a', 'x', true)]), 'pages');
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Client' }), 'M-17');
  expect(onMove.mock.calls[0]?.[1]).toBe('one');
  // The change could not be written, and the page says so.
  await expect.element(page.getByRole('alert')).toBeInTheDocument();
  await show(notes([session('a', 'x', false)]), 'pages');
  await expect.element(page.getByRole('combobox', { name: 'Client' })).not.toBeInTheDocument();
});

describe('erasing a session', () => {
  const erase = vi.fn(async () => 'storageFailed' as const);
  const notes = (sessions: readonly SessionRecord[], client: Partial<Client> = {}) => (
    <DeskNotes
      {...onNotes(sessions)}
      library={libraryOf(sessions, {
        clients: library.clients.map((one) => ({ ...one, ...client })),
      })}
      chosen={null}
      onErase={erase}
    />
  );
  test('says what goes and which rule is in force, and can be called off', async () => {
    await show(notes([session('a', 'x', true)]), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Erase this session' }));
    const alert = page.getByRole('alert').filter({ hasText: 'with 1 note, for good' });
    await expect
      .element(alert.filter({ hasText: 'No rule says how long this file is kept' }))
      .toBeInTheDocument();
    await accessible();
    await userEvent.click(alert.getByRole('button', { name: 'Erase session of', exact: false }));
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    await expect
      .element(page.getByRole('button', { name: 'Erase this session' }))
      .toBeInTheDocument();
    expect(erase).not.toHaveBeenCalled();
  });
  test('is refused while the client has a legal hold, and not offered while the session is open', async () => {
    const theirs = session('a', 'x', true);
    const chosen = { type: 'clientChosen', at: 1, clientId: 'one', confirmed: true, room: null };
    const events = [...theirs.events.slice(0, 1), chosen, ...theirs.events.slice(1)];
    await show(
      notes([{ ...theirs, events: events as SessionRecord['events'] }], { legalHold: 'a claim' }),
      'pages',
    );
    await userEvent.click(page.getByRole('button', { name: 'Erase this session' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'a claim' }))
      .toBeInTheDocument();
    await show(notes([session('a', 'x', false)]), 'pages');
    await expect
      .element(page.getByRole('button', { name: 'Erase this session' }))
      .not.toBeInTheDocument();
  });
});

test('a session that can not be shown is offered as words and for erasing, and the others are shown', async () => {
  const onExportWords = vi.fn();
  const chosen = { type: 'clientChosen', at: 1, clientId: 'one', confirmed: true, room: null };
  const events = [chosen] as unknown as SessionRecord['events'];
  const odd = { ...session('odd', 'words of it', true), events };
  const fine = session('a', 'boundary', true);
  await show(
    <DeskNotes
      {...onNotes([odd, fine])}
      library={libraryOf([odd, fine])}
      chosen="odd"
      onExportWords={onExportWords}
    />,
    'pages',
  );
  await expect.element(page.getByRole('link', { name: "Can't be shown" })).toBeInTheDocument();
  await expect.element(page.getByText('50 minutes', { exact: false }).first()).toBeInTheDocument();
  await userEvent.click(page.getByRole('button', { name: 'Save its words' }));
  expect(onExportWords.mock.calls[0]?.[0].id).toBe('odd');
  await accessible();
  await userEvent.click(page.getByRole('button', { name: 'Erase this session' }));
  await expect
    .element(page.getByRole('button', { name: "Erase the session that can't be shown" }))
    .toBeInTheDocument();
  await show(
    <DeskNotes
      {...onNotes([odd])}
      library={libraryOf([odd], {
        clients: library.clients.map((one) => ({ ...one, legalHold: 'a claim' })),
      })}
      chosen="odd"
    />,
    'pages',
  );
  await userEvent.click(page.getByRole('button', { name: 'Erase this session' }));
  await expect.element(page.getByRole('alert').filter({ hasText: 'a claim' })).toBeInTheDocument();
});

test('what private notes are is said with the rules of a region once one is chosen', async () => {
  const kept = { at: START, leg: 'opening', intoMs: 1_000, kind: 'note', text: 'mine' } as const;
  const notes = [newNote({ id: 'p', ...kept, compartment: 'private' })];
  const one = { ...session('a', 'x', true), notes };
  const desk = (region: Region) => (
    <DeskNotes
      {...onNotes([one])}
      library={libraryOf([one], { settings: { ...library.settings, region } })}
      chosen={one.id}
    />
  );
  await show(desk('other'), 'pages');
  await expect
    .element(page.getByText('Kept apart from the record', { exact: false }))
    .toBeVisible();
  for (const law of ['psychotherapy notes', 'may ask to see them'])
    expect(document.body.textContent).not.toContain(law);
  await show(desk('ukEu'), 'pages');
  await expect.element(page.getByText('may ask to see them', { exact: false })).toBeVisible();
  await show(desk('us'), 'pages');
  await expect.element(page.getByText('psychotherapy notes', { exact: false })).toBeVisible();
});
