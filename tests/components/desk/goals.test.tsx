import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ChangePaper, ClientPapers } from '@/components/desk/clients/ClientPage';
import { FitCheck } from '@/components/desk/clients/FitCheck';
import { Goals } from '@/components/desk/clients/Goals';
import type { ClientGoals, ClientScaling } from '@/lib/papers';
import { USUAL_ENGAGEMENT } from '@/lib/practice';
import { Editors } from '../../fixtures/editors.tsx';
import { NOW } from '../../fixtures/panel.tsx';
import { libraryOf, session } from '../library.ts';
import { accessible, show } from '../show.tsx';

const DAY = 86_400_000;
const goal = (id: string, text: string, state: 'open' | 'reached' = 'open') => ({
  id,
  at: NOW,
  text,
  state,
  changedAt: NOW,
});
let goals: ClientGoals;
let scaling: ClientScaling | null;
beforeEach(() => {
  goals = { goals: [goal('g', 'Say no'), goal('h', 'Sleep'), goal('r', 'Done', 'reached')] };
  scaling = null;
  addNotes.mockReset().mockResolvedValue(null);
});
let writes = 0;
let ids = 0;
const addNotes = vi.fn<ClientPapers['addNotes']>();
const write: ChangePaper = async (kind, _, change) => {
  if (kind === 'scaling') scaling = (change(scaling as never) as never) ?? scaling;
  return null;
};
const draw = () => {
  writes += 1;
  return show(
    <Editors>
      <Goals
        papers={{
          of: 'one',
          readPaper: async (kind) =>
            ((kind === 'goals' ? goals : kind === 'scaling' ? scaling : null) ?? null) as never,
          writes,
          write,
          heads: libraryOf([session('a', 'boundary', true)]).heads,
          addNotes,
          newId: () => {
            ids += 1;
            return `id${ids}`;
          },
        }}
      />
    </Editors>,
    'pages',
  );
};
const reviews = () => page.getByRole('region', { name: 'Goal reviews' });
const level = (of: string, name: string) =>
  reviews()
    .getByRole('radiogroup', { name: `Level: ${of}` })
    .getByRole('radio', { name });

test('the levels of a goal are kept in the client’s words, with a weight', async () => {
  await draw();
  await userEvent.click(page.getByText('Levels and weight').first());
  await accessible();
  await userEvent.fill(page.getByLabelText('0 as expected').first(), 'twice a week');
  await userEvent.fill(page.getByLabelText('Weight (1 to 5)').first(), '3');
  expect(scaling?.goals).toEqual({ g: { weight: 3, levels: { '0': 'twice a week' } } });
  await draw();
  await userEvent.click(page.getByText('Levels and weight').first());
  await userEvent.fill(page.getByLabelText('0 as expected').first(), '');
  await expect.poll(() => scaling?.goals.g?.levels).toEqual({});
});

test('a review asks for open goals alone, shows what a level means, and needs one', async () => {
  scaling = { goals: { g: { weight: 2, levels: { '1': 'every day' } } }, reviews: [] };
  await draw();
  await expect.element(level('Say no', '+1')).toBeVisible();
  expect(reviews().getByRole('radiogroup').elements()).toHaveLength(2);
  await userEvent.click(page.getByRole('button', { name: 'Save review' }));
  await expect.element(page.getByRole('alert')).toMatchTextContent(/at least one goal/);
  expect(scaling?.reviews).toEqual([]);
  await userEvent.click(level('Say no', '+1'));
  await expect.element(reviews().getByText('every day')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Save review' }));
  expect(scaling?.reviews).toMatchObject([{ at: NOW, levels: { g: 1 }, partial: true }]);
  await draw();
  // There is no score before every open goal has been looked at.
  const table = reviews().getByRole('table');
  await expect.element(table).toMatchTextContent(/Say no: \+1none: not every goal/);
  await expect.element(reviews().getByText('Too early.')).not.toBeInTheDocument();
  await userEvent.click(level('Say no', '+1'));
  await userEvent.click(level('Sleep', '0'));
  addNotes.mockClear();
  await expect.element(reviews().getByRole('combobox')).toHaveValue('a');
  await userEvent.click(page.getByRole('button', { name: 'Save review' }));
  await expect.poll(() => addNotes.mock.calls.length).toBe(1);
  expect(scaling?.reviews.at(-1)).toMatchObject({ sessionId: 'a', levels: { g: 1, h: 0 } });
  const [sessionId, notes] = addNotes.mock.calls[0] ?? [];
  expect(sessionId).toBe('a');
  expect(notes).toMatchObject([
    { kind: 'measure', text: expect.stringMatching(/^Say no: \+1; Sleep: 0; T score \d\d$/) },
  ]);
  await draw();
  await expect.element(table).toMatchTextContent(/Say no: \+1; Sleep: 0\d\d/);
  await expect.element(reviews().getByText('Too early.')).toBeVisible();
  await accessible();
});

test('a review that is sent again is kept once', async () => {
  addNotes.mockResolvedValueOnce('documentFinal');
  await draw();
  await userEvent.click(level('Sleep', '0'));
  const save = () => userEvent.click(page.getByRole('button', { name: 'Save review' }));
  await save();
  await expect.poll(() => addNotes.mock.calls.length).toBe(1);
  await expect.element(level('Sleep', '0')).toBeChecked();
  await save();
  await expect.poll(() => addNotes.mock.calls.length).toBe(2);
  expect(scaling?.reviews).toHaveLength(1);
});

test('a review that goes to no session stays in the client’s file alone', async () => {
  await draw();
  await userEvent.click(level('Sleep', '0'));
  await userEvent.selectOptions(reviews().getByRole('combobox'), '');
  await userEvent.click(page.getByRole('button', { name: 'Save review' }));
  await expect.poll(() => scaling?.reviews.length).toBe(1);
  expect(scaling?.reviews[0]).toMatchObject({ sessionId: null, levels: { h: 0 } });
  expect(addNotes).not.toHaveBeenCalled();
});

test('reviews are drawn from four on, and the last can be removed', async () => {
  scaling = {
    goals: {},
    reviews: [0, -1, 1, 2].map((reached, n) => ({
      id: `v${n}`,
      at: NOW - (10 - n) * DAY,
      levels: { g: reached as 0 },
    })),
  };
  await draw();
  await expect
    .element(reviews().getByRole('img', { name: 'Goal attainment over time' }))
    .toBeVisible();
  // Each goal that was looked at four times has its levels drawn, too.
  await expect.element(reviews().getByRole('img', { name: 'Say no over time' })).toBeVisible();
  expect(reviews().getByRole('img', { name: 'Sleep over time' }).elements()).toEqual([]);
  await accessible();
  await userEvent.click(page.getByText('Remove reviews'));
  await userEvent.click(page.getByRole('button', { name: /^Remove the review of/ }).first());
  expect(scaling?.reviews.map(({ id }) => id)).toEqual(['v0', 'v1', 'v2']);
});

test('five questions suggest who leads, filled in from the file, and sessions begin so once pressed', async () => {
  const onMode = vi.fn();
  const draw = (change: Partial<typeof USUAL_ENGAGEMENT> = {}) =>
    show(
      <FitCheck
        client={{ engagement: { ...USUAL_ENGAGEMENT, ...change } }}
        isFirst={false}
        onMode={onMode}
      />,
      'pages',
    );
  await draw();
  await userEvent.click(page.getByText(/Does client-led fit/));
  const pick = (name: string) => userEvent.click(page.getByRole('radio', { name }));
  await expect.element(page.getByRole('radio', { name: 'Not asked yet' })).toBeChecked();
  const use = page.getByRole('button', { name: 'Begin sessions this way' });
  expect(use.elements()).toEqual([]);
  for (const question of page.getByRole('radiogroup').elements().slice(0, 4))
    question.querySelector('input')?.click();
  await expect.element(page.getByRole('status')).toMatchTextContent(/^Client-led\. Nothing speaks/);
  await pick('They want guidance');
  await expect
    .element(page.getByRole('status'))
    .toMatchTextContent(/^Not client-led today: guide\. They asked/);
  await accessible();
  await userEvent.click(use);
  expect(onMode).toHaveBeenLastCalledWith('guided');
  await pick('A crisis');
  await expect
    .element(page.getByRole('status'))
    .toMatchTextContent(/^Not client-led today: you lead\. A crisis/);
  await expect.element(page.getByRole('status')).toMatchTextContent(/the mode stands beside/);
  // A crisis is of one session, and says nothing of those after it.
  expect(use.elements()).toEqual([]);
  await draw({ mode: 'guided' });
  await userEvent.click(page.getByText(/Does client-led fit/));
  for (const question of page.getByRole('radiogroup').elements())
    question.querySelector('input')?.click();
  await pick('They want guidance');
  await expect.element(page.getByRole('status')).toMatchTextContent(/begin this way now/);
  expect(use.elements()).toEqual([]);
});
