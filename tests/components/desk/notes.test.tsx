import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FileTroubles } from '@/components/desk/DeskBanners';
import { fieldDay } from '@/components/desk/field-day';
import { NotesPage, type NotesPageProps } from '@/components/desk/notes/NotesPage';
import { newNote } from '@/lib/notes';
import { newDocument } from '@/lib/papers';
import type { SessionRecord } from '@/lib/vault';
import { Editors } from '../../fixtures/editors.tsx';
import { library, libraryOf, onNotes, START, session } from '../library.ts';
import { accessible, show } from '../show.tsx';

const draw = (
  sessions: readonly SessionRecord[] | null = null,
  change: Partial<NotesPageProps> = {},
) =>
  show(
    <Editors>
      <NotesPage
        library={sessions ? libraryOf(sessions) : library}
        {...onNotes(sessions ?? undefined)}
        {...change}
      />
    </Editors>,
    'pages',
  );
const field = () => page.getByRole('searchbox', { name: 'Search notes' });
const hits = () => page.getByRole('list', { name: 'Found notes' }).getByRole('link');
const words = () =>
  hits()
    .elements()
    .map(({ textContent }) => textContent);
/** What is picked from a filter. */
const pick = (name: string, option: string) =>
  userEvent.selectOptions(page.getByRole('combobox', { name }), option);

const note = (id: string, text: string, more: Partial<Parameters<typeof newNote>[0]> = {}) =>
  newNote({ id, at: START, leg: 'opening', intoMs: 65_000, kind: 'note', text, ...more });
const ofClient = (id: string, ...notes: SessionRecord['notes']): SessionRecord => {
  const one = session(id, 'x', true);
  const chosen = { type: 'clientChosen', at: START, clientId: 'one', confirmed: true, room: null };
  const events = [...one.events.slice(0, 2), chosen, ...one.events.slice(2)];
  return { ...one, notes, events: events as SessionRecord['events'] };
};

test('without a session, the notes lead to the way there', async () => {
  await draw([]);
  await expect.element(page.getByText(/^No sessions yet/)).toBeVisible();
  await expect
    .element(page.getByRole('link', { name: 'The way to the first session' }))
    .toHaveAttribute('href', '#/today');
  await accessible();
});

describe('a search', () => {
  test('shows the notes that hold its words, marked, and says when there are none', async () => {
    await draw();
    await userEvent.fill(field(), 'SISTER');
    await expect.element(page.getByText('1 note', { exact: true })).toBeInTheDocument();
    await expect.element(page.getByText(/in 1 session of 0 clients/)).toBeInTheDocument();
    await expect.element(hits()).toMatchTextContent(/1:05.*Note.*boundary with sister/);
    expect(document.querySelector('mark')?.textContent).toBe('sister');
    expect(hits().element().getAttribute('href')).toBe('#/sessions/a/record/a-1');
    await accessible();
    await userEvent.fill(field(), 'nothing like this');
    await expect.element(page.getByText(/No note like this/)).toBeInTheDocument();
    expect(hits().elements()).toEqual([]);
  });

  test('is gone through by keyboard, and left again', async () => {
    await draw();
    await userEvent.fill(field(), 's');
    await expect.element(hits().first()).toBeInTheDocument();
    await userEvent.click(field());
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(hits().first()).toHaveFocus();
    await userEvent.keyboard('{End}');
    await expect.element(hits().last()).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    await expect.element(hits().first()).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{Escape}');
    await expect.element(field()).toHaveFocus();
  });

  test('counts private notes, and shows them once they are asked for', async () => {
    await draw([
      ofClient(
        's',
        note('r', 'guilt in the record'),
        note('p', 'guilt of mine', { compartment: 'private' }),
      ),
    ]);
    await userEvent.fill(field(), 'guilt');
    await expect.element(hits()).toMatchTextContent(/guilt in the record/);
    expect(document.body.textContent).not.toContain('of mine');
    await userEvent.click(page.getByRole('button', { name: '1 more in private notes' }));
    await expect.poll(words).toHaveLength(2);
    await expect.element(page.getByRole('radio', { name: 'With private' })).toBeChecked();
    await expect.element(hits().last()).toMatchTextContent(/Note, Private.*guilt of mine/);
    expect(hits().last().element().getAttribute('href')).toBe('#/sessions/s/private/p');
    await accessible();
  });

  test('that finds nothing is cleared in one press', async () => {
    await draw();
    await userEvent.fill(field(), 'nobody wrote this');
    await userEvent.click(page.getByRole('button', { name: 'Clear the search' }));
    await expect.element(field()).toHaveValue('');
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveFocus();
    expect(page.getByRole('button', { name: 'Clear the search' }).elements()).toEqual([]);
  });

  test('finds what is written in a document, which has no time and leads to the record', async () => {
    const one = {
      ...ofClient('s', note('n', 'slept well')),
      document: { ...newDocument('soap'), own: { soap: { assessment: 'steadier by now' } } },
    };
    await draw([one]);
    await userEvent.fill(field(), 'steadier');
    await expect.element(hits()).toMatchTextContent(/Own words.*steadier by now/);
    expect(words()[0]).not.toMatch(/\d:\d\d/);
    expect(hits().element().getAttribute('href')).toBe('#/sessions/s/record');
    await accessible();
  });

  test('goes by client, time, leg and kind', async () => {
    const old = { ...session('old', 'long ago', true), events: [] as SessionRecord['events'] };
    old.events = session('old', '', true).events.map((one) => ({
      ...one,
      at: one.at - 40 * 86_400_000,
    }));
    await draw([
      ofClient(
        's',
        note('a', 'a focus', { kind: 'focus' }),
        note('b', 'at the end', { leg: 'closing' }),
      ),
      old,
    ]);
    await pick('Client', 'M-17');
    await expect.poll(words).toHaveLength(2);
    await pick('Leg', 'Closing');
    await expect.element(hits()).toMatchTextContent(/at the end/);
    await pick('Leg', 'Any leg');
    await pick('Kind of note', 'Focus');
    await expect.element(hits()).toMatchTextContent(/a focus/);
    await pick('Kind of note', 'Any kind');
    await pick('Client', 'Any client');
    // Without words and filters there is nothing to find.
    await expect.poll(words).toHaveLength(0);
    await pick('Time', 'Last 3 months');
    await expect.poll(words).toHaveLength(3);
    await pick('Time', 'Last 4 weeks');
    await expect.poll(words).toHaveLength(2);
  });

  test('that finds much shows its beginning, and more by a press', async () => {
    const many = Array.from({ length: 90 }, (_, n) => session(`s${n}`, `guilt ${n}`, true));
    await draw(many);
    await userEvent.fill(field(), 'guilt');
    await expect.element(page.getByText('90 notes')).toBeInTheDocument();
    await expect.poll(words).toHaveLength(40);
    await userEvent.click(page.getByRole('button', { name: /40/ }));
    await expect.poll(words).toHaveLength(80);
    await userEvent.click(page.getByRole('button', { name: /10/ }));
    await expect.poll(words).toHaveLength(90);
  });

  test('that has stopped says so, and what to do', async () => {
    const nothing = { sessions: [], notes: 0, sessionCount: 0, clients: 0, morePrivate: 0 };
    await draw(null, {
      searched: 'stopped',
      search: async () => ({ ...nothing, complete: false }),
    });
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'Reload this page' }))
      .toBeInTheDocument();
    await userEvent.fill(field(), 'sister');
    await expect.element(page.getByText('0 notes', { exact: true }).last()).toBeInTheDocument();
    // What nobody goes on searching can't be called being searched, nor nowhere in the notes.
    await expect.element(page.getByText('still being searched')).not.toBeInTheDocument();
    await expect.element(page.getByText(/No note like this/)).not.toBeInTheDocument();
    await accessible();
  });
});

describe('before anything is typed', () => {
  test('there are lists that keep themselves, and one leads to supervision', async () => {
    const onExportFound = vi.fn();
    const asked = { kind: 'supervision', compartment: 'private' } as const;
    await draw(
      [ofClient('s', note('a', 'why I hurried', asked), note('b', 'x', { kind: 'risk' }))],
      {
        onExportFound,
      },
    );
    const lists = page.getByRole('region', { name: 'Lists that keep themselves' });
    await expect.element(lists).toMatchTextContent(/For supervision.*1 note.*Left open.*0 notes/);
    await accessible();
    await userEvent.click(lists.getByRole('button', { name: 'For supervision' }));
    await expect.element(hits()).toMatchTextContent(/why I hurried/);
    await userEvent.click(page.getByRole('button', { name: 'Export without codes' }));
    expect(onExportFound.mock.calls[0]?.[0]).toMatchObject({
      kind: 'supervision',
      among: 'both',
    });
  });

  test('stand beside what clients’ files hold, private ones on a press', async () => {
    const [client] = library.clients;
    if (!client) throw new Error('no client');
    const of = client.id;
    const papers = {
      goals: [
        [
          of,
          { goals: [{ id: 'g', at: START, text: 'Cross the river', state: 'open', changedAt: 1 }] },
        ],
      ],
      ahead: [[of, { lines: [{ id: 'a', at: START, text: 'the river again' }] }]],
    };
    await draw(null, {
      readPapers: async (kind) => (papers[kind as 'goals'] ?? []) as never,
    });
    await userEvent.fill(page.getByRole('searchbox'), 'river');
    const files = page.getByRole('list', { name: "In clients' files" });
    await expect.element(files).toMatchTextContent(/Goal.*Cross the river/);
    await expect
      .element(page.getByRole('status').filter({ hasText: '1 line in a file.' }))
      .toBeInTheDocument();
    expect(page.getByText(/No note like this/).elements()).toEqual([]);
    await expect.element(files).not.toMatchTextContent(/again/);
    expect(files.getByRole('link').first().element().getAttribute('href')).toBe(
      `#/clients/${of}/goals`,
    );
    await accessible();
    await userEvent.click(page.getByRole('button', { name: '1 private line' }));
    await expect.element(files).toMatchTextContent(/Might come up, Private.*the river again/);
    await accessible();
    await userEvent.click(page.getByRole('searchbox'));
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(() => document.activeElement?.className).toBe('hit');
  });

  test('are looked for between two days, and among private ones alone', async () => {
    const hour = 3_600_000;
    await draw([
      ofClient(
        'new',
        note('b', 'the river since'),
        note('p', 'a river of mine', { compartment: 'private' }),
      ),
    ]);
    await userEvent.fill(page.getByRole('searchbox'), 'river');
    await expect.element(hits()).toMatchTextContent(/the river since/);
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Time' }), 'Between two days');
    const [from, to] = [page.getByLabelText('From'), page.getByLabelText('Until')];
    const day = fieldDay(START + hour);
    await userEvent.fill(from, day);
    await userEvent.fill(to, day);
    await accessible();
    await expect.element(hits()).toMatchTextContent(/the river since/);
    await userEvent.fill(to, fieldDay(START - 48 * hour));
    await expect.element(page.getByText(/No note like this/)).toBeVisible();
    const turned = page.getByText('The first of these days comes after the last one.');
    await expect.element(turned).toBeVisible();
    await accessible();
    await userEvent.fill(to, '');
    await expect.element(to).toBeVisible();
    // A year comes digit by digit, and stays as it is typed.
    await userEvent.fill(from, '0002-03-04');
    await expect.element(from).toHaveValue('0002-03-04');
    await userEvent.fill(to, day);
    await expect.element(turned).not.toBeInTheDocument();
    await userEvent.click(page.getByRole('radio', { name: 'Private only' }));
    await expect.element(hits()).toMatchTextContent(/a river of mine/);
    await expect.element(hits()).not.toMatchTextContent(/since/);
  });

  test('every session is there, one that can not be shown too, and all can be exported', async () => {
    const [onExport, onTable] = [vi.fn(), vi.fn()];
    const chosen = { type: 'clientChosen', at: 1, clientId: 'one', confirmed: true, room: null };
    const odd = { ...session('odd', 'words', true), events: [chosen] as never };
    await draw([odd, session('a', 'boundary', true)], { onExport, onTable });
    const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('link');
    expect(sessions.elements().map((link) => link.getAttribute('href'))).toEqual([
      '#/sessions/a/record',
      '#/sessions/odd/record',
    ]);
    await expect.element(page.getByRole('link', { name: "Can't be shown" })).toBeInTheDocument();
    await expect.element(page.getByText(/50 minutes/)).toBeInTheDocument();
    const all = 'Export the record of all sessions';
    await userEvent.click(page.getByRole('button', { name: `${all}: As Markdown` }));
    await userEvent.click(page.getByRole('button', { name: `${all}: As JSON` }));
    expect(onExport.mock.calls.flat()).toEqual(['md', 'json']);
  });
});

test.each([
  [{ what: 'notMade' } as const, "couldn't make the file"],
  [{ what: 'incomplete', missing: 1 } as const, "1 session can't be opened"],
  [{ what: 'incomplete', missing: 3 } as const, "3 sessions can't be opened"],
])('a file that lacks something says so: %o', async (trouble, said) => {
  await show(<FileTroubles trouble={trouble} />, 'pages');
  await expect.element(page.getByRole('alert').filter({ hasText: said })).toBeInTheDocument();
});
