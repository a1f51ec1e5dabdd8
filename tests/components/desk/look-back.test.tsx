import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Absences } from '@/components/desk/clients/Absences';
import { EndsPlot } from '@/components/desk/plots/EndsPlot';
import { PracticePage } from '@/components/desk/practice/PracticePage';
import type { PracticeReport } from '@/lib/documents';
import { compareHeads, headOf } from '@/lib/library';
import { type ClientAbsences, NO_ABSENCES } from '@/lib/papers';
import type { Client } from '@/lib/practice';
import { NOW } from '../../fixtures/panel.tsx';
import { papersBy } from '../../fixtures/papers.ts';
import { madeUpPractice } from '../../fixtures/practice.ts';
import { libraryOf } from '../library.ts';
import { accessible, show } from '../show.tsx';

const made = madeUpPractice({ sessions: 60, clients: 12, now: NOW });
const sessions = [...made.sessions()];
const library = libraryOf([], {
  clients: made.clients,
  heads: sessions.map(headOf).sort(compareHeads),
});
const [first] = made.clients;
const onReport = vi.fn<(report: PracticeReport) => void>();
const onHours = vi.fn<(coachees: readonly Client[]) => void>();
beforeEach(() => {
  onHours.mockReset();
  onReport.mockReset();
});

const draw = (of = library, answers: readonly (number | null)[] = [7, 8, null, 9]) =>
  show(
    <PracticePage
      library={of}
      readPapers={papersBy(
        async (kind, id) =>
          ((id === first?.id
            ? {
                absences: { absences: [{ id: 'a', at: NOW - 86_400_000, kind: 'missed' }] },
                feedback: {
                  answers: answers.map((mattered, n) => ({
                    id: `f${n}`,
                    at: NOW - n * 86_400_000,
                    mattered,
                    lead: 6,
                    words: 'words of theirs',
                  })),
                },
              }[kind as 'absences']
            : null) ?? null) as never,
      )}
      onReport={onReport}
      onHours={onHours}
    />,
    'pages',
  );
const section = (name: string) => page.getByRole('region', { name });
const tableOf = (name: string) => section(name).getByRole('table');

test('each session that ended is a dot of its own, also beyond the edges', async () => {
  const minutes = [0, 0, 20, 30, 45, -11, -30];
  const endings = minutes.map((one) => ({ clientId: 'a', minutes: one, end: 'agreed' as const }));
  await show(<EndsPlot name="Ends" months={[endings]} labels={['Nov']} />, 'pages');
  const dots = [...document.querySelectorAll('circle')];
  const places = dots.map((dot) => `${dot.getAttribute('cx')} ${dot.getAttribute('cy')}`);
  expect(new Set(places).size).toBe(minutes.length);
});

describe('looking back', () => {
  test('goes over this year, or everything there is', async () => {
    const [oldest] = sessions;
    const from = oldest?.events[0]?.at ?? 0;
    const [then, now] = [new Date(from), new Date(NOW)];
    const all =
      (now.getFullYear() - then.getFullYear()) * 12 + now.getMonth() - then.getMonth() + 1;
    await draw();
    const span = page.getByRole('combobox', { name: 'Time' });
    const months = () => tableOf('Sessions by month').getByRole('row').elements().length - 1;
    await userEvent.click(section('Sessions by month').getByText('As a table'));
    // No month before the first session is shown.
    await expect.poll(months).toBe(Math.min(12, all));
    await userEvent.selectOptions(span, 'This year');
    await expect.poll(months).toBe(Math.min(new Date(NOW).getMonth() + 1, all));
    await userEvent.selectOptions(span, 'Up to ten years');
    await expect.poll(months).toBe(all);
    await expect.element(page.getByText(/^60 sessions with 12 clients/)).toBeVisible();
    await accessible();
  });

  test('has the hours with coachees for a coach, and for nobody else', async () => {
    const hours = page.getByRole('button', { name: 'Coaching hours (CSV)' });
    const [one, ...others] = made.clients.map((client) => ({
      ...client,
      profile: 'therapist' as const,
    }));
    if (!one) throw new Error('no client');
    await draw({ ...library, clients: [one, ...others] });
    await expect.element(section('Sessions by month')).toBeVisible();
    expect(hours.elements()).toEqual([]);
    await draw({ ...library, clients: [{ ...one, profile: 'coach' }, ...others] });
    await userEvent.click(hours);
    expect(onHours.mock.calls[0]?.[0].map(({ id }) => id)).toEqual([one.id]);
  });

  test('draws each question once, with a table for it, and no score', async () => {
    await draw();
    await expect.element(page.getByText(/^60 sessions with 12 clients/)).toBeVisible();
    for (const name of ['Sessions by month', 'Minutes in each leg', 'How sessions ended'])
      await expect.element(section(name).getByRole('img').first()).toBeVisible();
    await accessible();
    for (const name of ['Sessions by month', 'Minutes in each leg', 'How sessions ended']) {
      await userEvent.click(section(name).getByText('As a table'));
      await expect.element(tableOf(name)).toBeVisible();
    }
    await expect.element(tableOf('Sessions by month')).toMatchTextContent(/November 2026/);
    // The one that was missed is in the table as in the plot.
    const rows = tableOf('Sessions by month').getByRole('row').elements();
    const cells = [...(rows.at(-1)?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent);
    expect(cells[2]).toBe('1');
    const answers = section('What clients answered');
    await userEvent.click(answers.getByText('As a table'));
    await expect
      .element(answers.getByRole('table'))
      .toMatchTextContent(/November 20268 \(half from [\d.]+ to [\d.]+; \d+\)6 \(half/);
    expect(document.body.textContent).not.toContain('words of theirs');
    for (const name of ['Time between sessions', 'Sessions with one client'])
      expect(tableOf(name).getByRole('row').elements().length).toBeGreaterThan(4);
    expect(document.body.textContent).not.toMatch(/best|worst|rank|points/i);
    await accessible();
  });

  test('goes by client, span and profile', async () => {
    await draw();
    const pick = (name: string, option: string) =>
      userEvent.selectOptions(page.getByRole('combobox', { name }), option);
    await pick('Client', first?.code ?? '');
    await expect.element(page.getByText(/sessions with 1 client\./)).toBeVisible();
    await pick('Profile', 'Coach');
    await expect.element(page.getByText(/^0 sessions with 0 clients/)).toBeVisible();
    await expect.element(page.getByText('Too early.')).toBeVisible();
  });

  test('with three sessions says that it is too early, and shows them', async () => {
    await draw({ ...library, heads: library.heads.slice(0, 3) });
    await expect.element(page.getByText('Too early.')).toBeVisible();
    expect(page.getByRole('list', { name: 'Sessions' }).getByRole('link').elements()).toHaveLength(
      3,
    );
    expect(page.getByRole('button', { name: 'Export a report' }).elements()).toEqual([]);
    await accessible();
  });

  test('without any session leads to the way there', async () => {
    await draw({ ...library, heads: [] });
    await expect
      .element(page.getByRole('link', { name: 'The way to the first session' }))
      .toHaveAttribute('href', '#/today');
    await accessible();
  });

  test('with three answers says that it is too early, and has them in a table', async () => {
    await draw(library, [7, 8, 9]);
    const said = section('What clients answered');
    await expect.element(said.getByText('Too early.')).toBeVisible();
    await expect.element(said.getByRole('table')).toBeVisible();
    expect(said.getByRole('img').elements()).toEqual([]);
    await accessible();
    // Each question has its own ratings: three of four answers say whether it mattered.
    await draw(library, [7, 8, 9, null]);
    await expect.element(said.getByText('Too early.')).toBeVisible();
    expect(said.getByRole('img').elements()).toHaveLength(1);
    await draw(library, []);
    await expect.element(section('Sessions by month')).toBeVisible();
    expect(said.elements()).toEqual([]);
  });

  test('gives a report of what is shown', async () => {
    await draw();
    await userEvent.click(page.getByRole('button', { name: 'Export a report' }));
    const report = onReport.mock.calls[0]?.[0];
    // No month before the first session is in it.
    const from = new Date(sessions[0]?.events[0]?.at ?? 0);
    const now = new Date(NOW);
    expect(report?.attendance).toHaveLength(
      (now.getFullYear() - from.getFullYear()) * 12 + now.getMonth() - from.getMonth() + 1,
    );
    expect(report?.clients).toBe(12);
  });
});

describe('sessions that were not held', () => {
  let stored: ClientAbsences = NO_ABSENCES;
  beforeEach(() => {
    stored = NO_ABSENCES;
  });
  const list = (writes = 0) => (
    <Absences
      papers={{
        of: 'one',
        readPaper: async () => stored as never,
        writes,
        write: async (_, __, change) => {
          stored = (change(stored as never) as never) ?? stored;
          return null;
        },
        newId: () => `id${stored.absences.length}`,
        heads: [],
        addNotes: async () => null,
      }}
    />
  );

  test('are added by their day, once, and removed again', async () => {
    await show(list(), 'pages');
    await userEvent.click(page.getByText(/^Not held/));
    await userEvent.fill(page.getByLabelText('Day'), '2026-11-16');
    await userEvent.click(page.getByRole('radio', { name: 'cancelled' }));
    const add = page.getByRole('button', { name: 'Add a session that was not held' });
    await userEvent.click(add);
    await userEvent.click(add);
    expect(stored.absences).toEqual([
      { id: 'id0', at: new Date('2026-11-16T12:00').getTime(), kind: 'cancelled' },
    ]);
    await show(list(1), 'pages');
    await userEvent.click(page.getByText(/^Not held/));
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Remove: not held on 16 Nov 2026' }));
    expect(stored.absences).toEqual([]);
  });

  test('can be called off ahead of their day, and not missed, nor be of another age', async () => {
    await show(list(), 'pages');
    await userEvent.click(page.getByText(/^Not held/));
    const day = page.getByLabelText('Day');
    const add = page.getByRole('button', { name: 'Add a session that was not held' });
    await userEvent.fill(day, '2030-01-02');
    await userEvent.click(add);
    await expect.element(page.getByRole('alert')).toMatchTextContent(/still ahead/);
    await accessible();
    expect(stored.absences).toEqual([]);
    await userEvent.click(page.getByRole('radio', { name: 'cancelled' }));
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    await userEvent.click(add);
    expect(stored.absences).toMatchObject([{ kind: 'cancelled' }]);
    await userEvent.fill(day, '1950-01-02');
    await userEvent.click(add);
    await expect.element(page.getByRole('alert')).toHaveTextContent('Choose a day.');
    expect(stored.absences).toHaveLength(1);
  });

  test('need a day', async () => {
    await show(list(), 'pages');
    await userEvent.click(page.getByText(/^Not held/));
    await userEvent.clear(page.getByLabelText('Day'));
    await userEvent.click(page.getByRole('button', { name: 'Add a session that was not held' }));
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Choose a day/);
    expect(stored).toBe(NO_ABSENCES);
  });
});
