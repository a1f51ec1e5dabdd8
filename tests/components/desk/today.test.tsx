import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { REFLECT, sessionAddress } from '@/components/desk/address';
import { entryName, newEntry } from '@/components/desk/measures/entry';
import { addendumEditor } from '@/components/desk/session/editors';
import type { SaveSettings } from '@/components/desk/settings/save';
import { TodayPage } from '@/components/desk/today/TodayPage';
import { UnsavedProvider } from '@/components/desk/unsaved';
import type { CalendarRead, Library } from '@/lib/desk';
import { headOf } from '@/lib/library';
import { INSTRUMENT } from '@/lib/measures';
import { type Calendar, NO_MEASURES } from '@/lib/papers';
import { DEFAULT_SETTINGS, NO_SESSION, type Settings } from '@/lib/practice';
import { editorsHere } from '../../fixtures/editors.tsx';
import { NOW } from '../../fixtures/panel.tsx';
import { papersBy } from '../../fixtures/papers.ts';
import { madeUpPractice } from '../../fixtures/practice.ts';
import { booked, calendar } from '../calendar.ts';
import { empty, library, libraryOf, oneOfMany, session } from '../library.ts';
import { accessible, again, show } from '../show.tsx';

const MINUTE = 60_000;
const DAY = 86_400_000;
const onWhose = vi.fn();
const onRead = vi.fn<(name: string, content: string) => Promise<CalendarRead>>();
const onForget = vi.fn();
const onCall = vi.fn<() => Promise<boolean>>();
const save = vi.fn<SaveSettings>(async () => null);
beforeEach(() => {
  onWhose.mockReset();
  onForget.mockReset();
  save.mockClear();
  papers.clear();
  onCall.mockReset().mockResolvedValue(true);
  onRead.mockReset().mockResolvedValue({ problem: null, leftOut: 0 });
});

/** What is kept of clients, by kind and client. */
const papers = new Map<string, unknown>();
const readPapers = papersBy(async (kind, id) => (papers.get(`${kind} ${id}`) ?? null) as never);

const today = (of: Library) => (
  <TodayPage
    library={of}
    readPapers={readPapers}
    rehearsal="#rehearse"
    onCall={onCall}
    lastBackup={null}
    onCalendar={onRead}
    onForgetCalendar={onForget}
    onWhose={onWhose}
    save={save}
  />
);

describe('today', () => {
  test('without anything teaches the way to the first session, with a calendar to read', async () => {
    await page.viewport(1_200, 900);
    await show(today(empty), 'pages');
    await expect
      .element(page.getByRole('region', { name: 'The way to your first session' }))
      .toBeVisible();
    await expect.element(page.getByText('Perch fetches nothing', { exact: false })).toBeVisible();
    await expect.element(page.getByRole('figure', { name: 'Example' })).toBeVisible();
    const beside = page.getByRole('complementary', { name: 'Good to know' });
    await expect.element(page.getByRole('region', { name: 'Your day, if you like' })).toBeVisible();
    await expect
      .element(beside.getByText('Until your first session', { exact: false }))
      .toBeVisible();
    expect(beside.getByRole('region', { name: 'To finish' }).query()).toBeNull();
    await accessible();
    expect(page.getByText('(done)').elements()).toHaveLength(0);
    await show(today({ ...empty, clients: library.clients }), 'pages');
    await expect
      .element(page.getByRole('heading', { name: 'Add your first client (done)' }))
      .toBeVisible();
  });

  test('reads the first calendar without the focus being lost', async () => {
    await show(today(empty), 'pages');
    const paste = page.getByText('Paste a calendar instead');
    await userEvent.click(paste);
    await userEvent.fill(page.getByRole('textbox', { name: 'Calendar text' }), 'half');
    again(today({ ...library, calendar: calendar(booked('mara', 12)) }));
    await expect.element(page.getByText(/is next/).first()).toBeInTheDocument();
    const field = page.getByRole('textbox', { name: 'Calendar text' });
    await expect.element(field).toHaveFocus();
    await expect.element(field).toHaveValue('half');
  });

  test.each([
    [{ clients: [] }, 'Until your first session'],
    [{ clients: library.clients }, 'No backup yet.'],
  ])('says without a session how it stands with the backup: %#', async (of, says) => {
    await show(today({ ...empty, ...of }), 'pages');
    const backup = page.getByRole('region', { name: 'Backup' });
    await expect.element(backup.getByText(says, { exact: false })).toBeInTheDocument();
  });

  test('says that sessions are damaged, and not that there is none', async () => {
    await show(today({ ...empty, unreadable: 2 }), 'pages');
    const alert = page.getByRole('alert').getByText("sessions can't be opened", { exact: false });
    await expect.element(alert).toBeInTheDocument();
    expect(page.getByText('No sessions yet', { exact: false }).query()).toBeNull();
    expect(page.getByText('Until your first session', { exact: false }).query()).toBeNull();
  });

  test('shows who is next with what they left, the breaks, and what nobody knows', async () => {
    await page.viewport(1_200, 900);
    const made = madeUpPractice({ sessions: 60, clients: 30, now: NOW });
    const [first] = made.sessions();
    if (!first) throw new Error('the practice is empty');
    const head = { ...headOf(first), clientId: 'one' };
    const link = 'https://meet.google.com/abc-defg-hij';
    await show(
      today({
        ...library,
        heads: [head],
        calendar: calendar(
          booked('mara', 12, { link }),
          booked('Video call', 62),
          booked('Off', 130, { cancelled: true }),
        ),
      }),
      'pages',
    );
    await expect.element(page.getByText('M-17 is next, in 12 minutes.')).toBeVisible();
    await expect.element(page.getByText(head.takeaways[0] ?? '').first()).toBeVisible();
    await expect
      .element(page.getByRole('link', { name: 'Open the call' }))
      .toHaveAttribute('href', link);
    await expect.element(page.getByText('No break')).toBeVisible();
    await expect.element(page.getByText('cancelled')).toBeVisible();
    await accessible();
    await userEvent.selectOptions(
      page.getByRole('combobox', { name: 'Whose is it: Video call' }),
      'M-17',
    );
    expect(onWhose).toHaveBeenCalledExactlyOnceWith('Video call', 'one');
  });

  test('leaves alone what somebody says is no session, until they say it is one', async () => {
    const day = (whose: Calendar['whose']) =>
      today({ ...library, heads: [], calendar: { ...calendar(booked('Supervision', 30)), whose } });
    await show(day({}), 'pages');
    await userEvent.selectOptions(
      page.getByRole('combobox', { name: 'Whose is it: Supervision' }),
      'Not a session',
    );
    expect(onWhose).toHaveBeenCalledExactlyOnceWith('Supervision', NO_SESSION);
    await show(day({ Supervision: NO_SESSION }), 'pages');
    expect(page.getByRole('combobox', { name: /^Whose/ }).elements()).toEqual([]);
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'It is one Supervision' }));
    expect(onWhose).toHaveBeenLastCalledWith('Supervision', '');
  });

  test('has a line at the present, between what has begun and what is ahead', async () => {
    await page.viewport(1_200, 900);
    const day = (...all: Calendar['appointments']) =>
      today({ ...library, heads: [], calendar: calendar(...all) });
    await show(day(booked('over', -90), booked('ahead', 60)), 'pages');
    const rows = () =>
      [...document.querySelectorAll('.day-rows > li')].map((row) =>
        row.matches('.day-now') ? 'now' : row.matches('.day-break') ? 'break' : 'row',
      );
    expect(rows()).toEqual(['row', 'break', 'now', 'row']);
    await accessible();
    // While something goes on, the present is in it.
    await show(day(booked('begun', -20), booked('ahead', 60)), 'pages');
    expect(rows()).toEqual(['row', 'break', 'row']);
    await show(day(booked('ahead', 60)), 'pages');
    expect(rows()).toEqual(['row']);
    await show(day(booked('begun', -20)), 'pages');
    expect(rows()).toEqual(['row']);
  });

  test('takes a calendar from a file or as text, and says what is wrong with one', async () => {
    await show(today(library), 'pages');
    await userEvent.upload(
      page.getByLabelText('Read a calendar file'),
      new File(['BEGIN:VCALENDAR'], 'practice.ics'),
    );
    await expect.poll(() => onRead.mock.calls).toEqual([['practice.ics', 'BEGIN:VCALENDAR']]);
    onRead.mockResolvedValue({ problem: "That isn't a calendar file.", leftOut: 0 });
    await userEvent.click(page.getByText('Paste a calendar instead'));
    const field = page.getByRole('textbox', { name: 'Calendar text' });
    await userEvent.fill(field, 'Monday 9:00');
    await userEvent.click(page.getByRole('button', { name: 'Use it' }));
    await expect.element(page.getByRole('alert')).toHaveTextContent("That isn't a calendar file.");
    // What was pasted is still there, to be looked at.
    await expect.element(field).toHaveValue('Monday 9:00');
    onRead.mockResolvedValue({ problem: null, leftOut: 2 });
    await userEvent.click(page.getByRole('button', { name: 'Use it' }));
    await expect.element(field).toHaveValue('');
    const leftOut = page.getByRole('status').filter({ hasText: "Perch couldn't read 2 events" });
    again(today({ ...library, calendar: calendar(booked('x', 5)) }));
    await expect.element(leftOut).toBeVisible();
    await accessible();
    // Undone, it says nothing of a calendar that is there no more.
    again(today(library));
    expect(leftOut.elements()).toEqual([]);
  });

  test('says where the calendar is from, and forgets it', async () => {
    await show(today({ ...library, calendar: calendar(booked('x', 5)) }), 'pages');
    await expect.element(page.getByText('From practice.ics', { exact: false })).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Forget the calendar' }));
    expect(onForget).toHaveBeenCalledOnce();
  });

  test('lists what is to finish, newest first, and counts what is older', async () => {
    const drafts = Array.from({ length: 10 }, (_, index) => session(`s${index}`, 'x', true));
    await show(today(libraryOf(drafts)), 'pages');
    const list = page.getByRole('region', { name: 'To finish' });
    expect(list.getByRole('listitem').elements()).toHaveLength(4);
    await expect
      .element(list.getByRole('link', { name: 'And 6 more drafts.' }))
      .toHaveAttribute('href', '#/clients');
  });

  test('names an addendum that was begun and not saved, also of long ago', async () => {
    const { made, head } = oneOfMany();
    const final = { ...head, id: 's9', finalisedAt: NOW, startedAt: head.startedAt - 90 * DAY };
    const editors = editorsHere();
    const draw = () => (
      <UnsavedProvider editors={editors}>
        {today({ ...library, clients: [made], heads: [final] })}
      </UnsavedProvider>
    );
    const list = page.getByRole('region', { name: 'To finish' });
    await show(draw(), 'pages');
    await expect.element(list).toMatchTextContent(/Nothing is waiting/);
    const from = { id: 'a', text: '' };
    editors.put(addendumEditor('s9'), { of: 's9', value: { ...from, text: 'half' }, from });
    await show(draw(), 'pages');
    await expect.element(list).toMatchTextContent(/Addendum not saved/);
    await expect
      .element(list.getByRole('link', { name: new RegExp(made.code) }))
      .toHaveAttribute('href', '#/sessions/s9/record');
    await accessible();
  });

  test('lists measures that are due, where they are for this client, and what else is', async () => {
    const { made, head } = oneOfMany();
    const of = (profile: 'therapist' | 'coach'): Library => ({
      ...library,
      clients: [{ ...made, profile, engagement: { ...made.engagement, reviewEvery: 2 } }],
      heads: [head],
    });
    papers.set(`measures ${made.id}`, { ...NO_MEASURES, every: { phq9: 1, swls: 4 } });
    const due = page.getByRole('region', { name: 'Due' });
    await show(today(of('therapist')), 'pages');
    await expect.element(due).toMatchTextContent(/PHQ-9 and SWLS/);
    await expect.element(due).toMatchTextContent(/How you work together/);
    await expect
      .element(due.getByRole('link', { name: /PHQ-9/ }))
      .toHaveAttribute('href', `#/clients/${made.id}/measures`);
    await accessible();
    await show(today(of('coach')), 'pages');
    await expect.element(due).toMatchTextContent(/SWLS/);
    expect(due.element().textContent).not.toContain('PHQ');
  });

  test('leaves a breath after a session, and counts those without a break', async () => {
    const { made, head } = oneOfMany();
    const ended = (id: string, minutesAgo: number) => ({
      ...head,
      id,
      startedAt: NOW - (minutesAgo + 50) * MINUTE,
      endedAt: NOW - minutesAgo * MINUTE,
    });
    const of = (...heads: Library['heads']): Library => ({ ...library, clients: [made], heads });
    await show(today(of(ended('a', 5), ended('b', 57), ended('c', 110))), 'pages');
    const breath = page.getByRole('region', { name: 'A breath between two sessions' });
    await expect.element(breath).toBeVisible();
    await expect
      .element(breath.getByRole('link', { name: 'Look back at this session, for yourself' }))
      .toHaveAttribute('href', '#/sessions/a/private/reflect');
    await expect.element(page.getByText(/3 sessions in a row from/)).toBeVisible();
    await accessible();
    await show(today(of(ended('a', 40))), 'pages');
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(breath.elements()).toEqual([]);
  });

  test('says first where an answer that asks for a response was not saved', async () => {
    const { made, head } = oneOfMany();
    const editors = editorsHere();
    const entry = { ...newEntry('x', INSTRUMENT.phq9, NOW), answers: [0, 0, 0, 0, 0, 0, 0, 0, 1] };
    editors.put(entryName(made.id, 'phq9'), { of: made.id, value: entry, from: null });
    const engagement = { ...made.engagement, reviewEvery: 2 };
    await show(
      <UnsavedProvider editors={editors}>
        {today({ ...library, clients: [{ ...made, engagement }], heads: [head] })}
      </UnsavedProvider>,
      'pages',
    );
    const finish = page.getByRole('region', { name: 'To finish' });
    await expect
      .element(finish.getByRole('listitem').first())
      .toMatchTextContent(/PHQ-9 isn't saved, and an answer/);
    await expect
      .element(finish.getByRole('link').first())
      .toHaveAttribute('href', `#/clients/${made.id}/measures/phq9`);
    await accessible();
  });

  test('names a session whose reflection was half typed, and leads to it', async () => {
    const { made, head } = oneOfMany();
    const editors = editorsHere();
    editors.put(`${head.id} worked`, { of: head.id, value: 'a word', from: '' });
    await show(
      <UnsavedProvider editors={editors}>
        {today({ ...library, clients: [made], heads: [{ ...head, startedAt: NOW - 3_600_000 }] })}
      </UnsavedProvider>,
      'pages',
    );
    const row = page.getByRole('region', { name: 'To finish' }).getByRole('listitem').first();
    await expect.element(row).toMatchTextContent(/Something you were writing isn't saved/);
    await expect
      .element(row.getByRole('link'))
      .toHaveAttribute('href', sessionAddress(head.id, 'private', REFLECT));
  });

  test('says so on the first day, too, when nothing was held yet', async () => {
    const { made } = oneOfMany();
    const editors = editorsHere();
    const entry = { ...newEntry('x', INSTRUMENT.phq9, NOW), answers: [0, 0, 0, 0, 0, 0, 0, 0, 1] };
    editors.put(entryName(made.id, 'phq9'), { of: made.id, value: entry, from: null });
    await show(
      <UnsavedProvider editors={editors}>{today({ ...empty, clients: [made] })}</UnsavedProvider>,
      'pages',
    );
    await expect.element(page.getByText(/PHQ-9 isn't saved, and an answer/)).toBeVisible();
  });

  test('leaves no such answer out for many that wait less, and counts those', async () => {
    const { made, head } = oneOfMany();
    const engagement = { ...made.engagement, reviewEvery: 1 };
    const clients = Array.from({ length: 11 }, (_, n) => ({
      ...made,
      id: `many${n}`,
      code: `K-${n}`,
      engagement,
    }));
    const heads = clients.map(({ id }) => ({ ...head, id: `of ${id}`, clientId: id }));
    const editors = editorsHere();
    const entry = { ...newEntry('x', INSTRUMENT.phq9, NOW), answers: [0, 0, 0, 0, 0, 0, 0, 0, 1] };
    editors.put(entryName('many10', 'phq9'), { of: 'many10', value: entry, from: null });
    await show(
      <UnsavedProvider editors={editors}>{today({ ...library, clients, heads })}</UnsavedProvider>,
      'pages',
    );
    const first = page.getByRole('region', { name: 'To finish' }).getByRole('listitem').first();
    await expect.element(first).toMatchTextContent(/K-10 ?PHQ-9 isn't saved/);
    const links = page.getByRole('region', { name: 'Due' }).getByRole('link');
    expect(links.elements()).toHaveLength(9);
    await expect.element(links.last()).toMatchTextContent(/^3 more are due$/);
    await expect.element(links.last()).toHaveAttribute('href', '#/clients');
    await accessible();
  });

  test('lists first what is due with whoever comes next, and says when that is', async () => {
    const { made, head } = oneOfMany();
    const engagement = { ...made.engagement, reviewEvery: 1 };
    const clients = ['a', 'b', 'c'].map((id) => ({
      ...made,
      id,
      code: `K-${id}`,
      meetings: [],
      engagement,
    }));
    const heads = clients.map(({ id }) => ({ ...head, id: `of ${id}`, clientId: id }));
    const whose = { mara: 'b', ola: 'c' };
    const ahead = calendar(booked('mara', 6 * 24 * 60), booked('ola', 2 * 24 * 60));
    await show(today({ ...library, clients, heads, calendar: { ...ahead, whose } }), 'pages');
    const rows = page.getByRole('region', { name: 'Due' }).getByRole('listitem');
    await expect
      .element(rows.nth(0))
      .toMatchTextContent(/^K-c How you work together ?\d+ \w+ \d+$/);
    await expect.element(rows.nth(1)).toMatchTextContent(/^K-b How you work together ?\d/);
    await expect.element(rows.nth(2)).toMatchTextContent(/^K-a How you work together$/);
    await accessible();
  });

  test('says how far it has read while it still reads, and nothing of an empty practice', async () => {
    await show(today({ ...empty, reading: { done: 20, all: 90 } }), 'pages');
    await expect
      .element(page.getByText('Reading: 20 of 90 sessions. It goes on by itself.'))
      .toBeVisible();
    expect(document.body.textContent).not.toContain('Three steps');
  });
});

describe('a small beginning', () => {
  const region = () => page.getByRole('region', { name: 'Start small' });
  const held = (count: number, startSmall: Settings['startSmall'] = null) =>
    libraryOf(
      Array.from({ length: count }, (_, n) => session(`s${n}`, 'words', true)),
      { settings: { ...DEFAULT_SETTINGS, startSmall } },
    );
  const saved = () => save.mock.calls.map(([change]) => change(DEFAULT_SETTINGS).startSmall);

  test.each([
    ['before the first session', held(0), 'told'],
    ['after the first one', held(1), 'offered'],
    ['after the fifth one', held(5), 'offered'],
    ['for somebody who has found a way', held(6), 'gone'],
    ['once it was answered', held(2, 'over'), 'gone'],
    ['answered before the first session', held(0, 'over'), 'gone'],
  ])('is offered in the beginning: %s', async (_, of, state) => {
    await show(today(of), 'pages');
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(region().query() !== null).toBe(state !== 'gone');
    const yes = region().getByRole('button', { name: "I'll try it" });
    expect(yes.query() !== null).toBe(state === 'offered');
  });

  test('is taken on for a week, done, or declined', async () => {
    await show(today(held(2)), 'pages');
    await accessible();
    await userEvent.click(region().getByRole('button', { name: "I'll try it" }));
    await userEvent.click(region().getByRole('button', { name: 'No, thanks' }));
    expect(saved()).toEqual([NOW, 'over']);
    save.mockClear();
    await show(today(held(9, NOW - 86_400_000)), 'pages');
    await expect.element(region().getByText(/^Until 29 Nov 2026/)).toBeVisible();
    await userEvent.click(region().getByRole('button', { name: "It's done" }));
    expect(saved()).toEqual(['over']);
  });

  test('asks again once its week is over', async () => {
    await show(today(held(9, NOW - 8 * 86_400_000)), 'pages');
    await expect.element(region().getByText(/^Your week is over/)).toBeVisible();
    await userEvent.click(region().getByRole('button', { name: 'Another week' }));
    expect(saved()).toEqual([NOW]);
  });
});
