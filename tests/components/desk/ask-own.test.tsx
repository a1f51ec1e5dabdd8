import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ReviewEntry } from '@/components/desk/clients/goal-levels';
import { LevelsPage } from '@/components/desk/clients/LevelsPage';
import { AskPage } from '@/components/desk/measures/AskPage';
import { entryName, newEntry } from '@/components/desk/measures/entry';
import { newOwnEntry, type OwnEntry } from '@/components/desk/measures/own-value';
import { RatePage } from '@/components/desk/measures/RatePage';
import { UnsavedProvider } from '@/components/desk/unsaved';
import type { ReadPaper } from '@/components/desk/use-paper';
import type { UnsavedEditors } from '@/lib/desk';
import { INSTRUMENT, type OwnMeasure } from '@/lib/measures';
import { type MeasureResult, NO_MEASURES } from '@/lib/papers';
import { editorsHere } from '../../fixtures/editors.tsx';
import { NOW } from '../../fixtures/panel.tsx';
import { accessible, button, show } from '../show.tsx';

const DAY = 86_400_000;
const SLEEP: OwnMeasure = { id: 'm', name: 'How did you sleep?', from: 0, to: 10, better: 'more' };
const onLeave = vi.fn();
let editors: UnsavedEditors;
let ids = 0;
beforeEach(() => {
  onLeave.mockReset();
  editors = editorsHere();
  ids = 0;
});
const newId = () => {
  ids += 1;
  return `id${ids}`;
};
const kept = <T,>(name: string) => editors.get(name)?.value as T | undefined;
const value = () => kept<OwnEntry>('one value m');
const heading = (name: string) => page.getByRole('heading', { name });
const thanks = () => heading('Thank you. That was the last question.');
const first = () => heading('There is something to finish first.');

const rate = ({
  own = SLEEP,
  ownId = 'm',
  speakers = [],
  results = [],
}: {
  own?: OwnMeasure;
  ownId?: string;
  speakers?: readonly string[];
  results?: readonly MeasureResult[];
} = {}) =>
  show(
    <UnsavedProvider editors={editors}>
      <RatePage
        clientId="one"
        ownId={ownId}
        speakers={speakers}
        readPaper={(async () => ({ ...NO_MEASURES, own: [own], results })) as ReadPaper}
        writes={0}
        newId={newId}
        onLeave={onLeave}
      />
    </UnsavedProvider>,
    'pages',
  );
const begun = (part: Partial<OwnEntry>, beganAt = NOW) =>
  editors.put('one value m', {
    of: 'one',
    value: { ...newOwnEntry('before', beganAt), ...part },
    from: null,
  });

describe('a number, asked of a client', () => {
  test('of a short range is one press', async () => {
    begun({ typed: '3' });
    await rate();
    await expect.element(heading('How did you sleep?')).toHaveFocus();
    expect(page.getByRole('button', { name: /^\d+$/ }).elements()).toHaveLength(11);
    // What was typed before is nothing to show.
    expect(page.getByRole('button', { pressed: true }).elements()).toEqual([]);
    await accessible();
    await userEvent.click(button('7'));
    await expect.element(thanks()).toHaveFocus();
    // It is the one that was begun, so that saving it again after a failure keeps one.
    expect(value()).toMatchObject({ id: 'before', typed: '7', by: 'client' });
    await userEvent.click(button('Back'));
    await expect.element(button('7')).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(button('Close'));
    expect(onLeave).toHaveBeenCalledOnce();
  });

  test('is never taken from the first digit of a longer one', async () => {
    await rate();
    await expect.element(heading('How did you sleep?')).toHaveFocus();
    await userEvent.keyboard('10');
    await expect.element(heading('How did you sleep?')).toBeVisible();
    expect(value()).toBeUndefined();
  });

  test('of one digit is answered with by its key', async () => {
    await rate({ own: { ...SLEEP, to: 5 } });
    await expect.element(heading('How did you sleep?')).toHaveFocus();
    await userEvent.keyboard('4');
    await expect.element(thanks()).toHaveFocus();
    expect(value()).toMatchObject({ id: 'id1', typed: '4', by: 'client', beganAt: NOW });
  });

  test('below zero is one press, and no key', async () => {
    await rate({ own: { ...SLEEP, from: -3, to: 3 } });
    await expect.element(heading('How did you sleep?')).toHaveFocus();
    await userEvent.keyboard('3');
    expect(value()).toBeUndefined();
    await userEvent.click(button('-3'));
    expect(value()).toMatchObject({ typed: '-3' });
  });

  test('of a long range is typed, and one that is out of it is told at its field', async () => {
    await rate({ own: { ...SLEEP, name: 'CORE-10', to: 4_000 } });
    await expect.element(heading('CORE-10')).toHaveFocus();
    const field = page.getByRole('textbox', { name: 'Value (0 to 4000)' });
    for (const wrong of ['4500', '4,000', 'many', '']) {
      await userEvent.fill(field, wrong);
      await userEvent.click(button("That's my number"));
      await expect.element(page.getByRole('alert')).toMatchTextContent(/0.*4000/);
      await expect.element(field).toHaveFocus();
    }
    await accessible();
    expect(value()).toBeUndefined();
    await userEvent.fill(field, '23');
    expect(page.getByRole('alert').elements()).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await expect.element(thanks()).toHaveFocus();
    await expect.element(page.getByText('Your number: 23')).toBeVisible();
    await userEvent.click(button('Back'));
    await userEvent.fill(field, '32');
    await userEvent.keyboard('{Enter}');
    await expect.element(thanks()).toHaveFocus();
    expect(value()).toMatchObject({ typed: '32', by: 'client' });
  });

  test('is typed where a fraction was given before', async () => {
    const result = { ...newOwnEntry('r', 1), sessionId: null, measure: 'm', version: '' };
    const { typed: _, beganAt: at, ...rest } = result;
    const before = { ...rest, at, answers: [6.5], unscored: null, assessed: '', agreed: '' };
    await rate({ results: [{ ...before, person: '' }] });
    await expect.element(page.getByRole('textbox')).toBeVisible();
  });

  test.each([
    ['that is there no more', { ownId: 'gone' }],
    ['whose range is the wrong way round', { own: { ...SLEEP, from: 10, to: 0 } }],
  ])('of a measure %s is asked for no more', async (_, how) => {
    await rate(how);
    await expect.element(heading('There is nothing to answer here any more.')).toHaveFocus();
    await accessible();
    await userEvent.click(button('Close'));
    expect(onLeave).toHaveBeenCalledOnce();
  });

  test('is of today where a choice alone was made before', async () => {
    begun({ person: 'A' }, NOW - 3_600_000);
    await rate();
    await userEvent.click(button('7'));
    expect(value()).toMatchObject({ id: 'before', typed: '7', beganAt: NOW, asked: true });
  });

  test('waits for what was answered on another day', async () => {
    begun({ typed: '3', by: 'client' }, NOW - DAY);
    await rate();
    await expect.element(first()).toHaveFocus();
    await accessible();
    expect(value()).toMatchObject({ typed: '3' });
  });

  test('of two says whose it is, and waits for what the other one has answered', async () => {
    await rate({ speakers: ['A', 'B'] });
    await expect.element(heading('Who is answering?')).toHaveFocus();
    await accessible();
    await userEvent.click(button('A'));
    await userEvent.click(button('7'));
    expect(value()).toMatchObject({ typed: '7', person: 'A' });
    await rate({ speakers: ['A', 'B'] });
    await userEvent.click(button('B'));
    await expect.element(first()).toHaveFocus();
    expect(value()).toMatchObject({ typed: '7', person: 'A' });
    await rate({ speakers: ['A', 'B'] });
    await userEvent.click(button('A'));
    await expect.element(heading('How did you sleep?')).toHaveFocus();
  });
});

test('questions of an instrument are one person’s of two, and never both their answers', async () => {
  const ask = () =>
    show(
      <UnsavedProvider editors={editors}>
        <AskPage
          clientId="one"
          instrument={INSTRUMENT.gad7}
          speakers={['A', 'B']}
          newId={newId}
          onLeave={onLeave}
        />
      </UnsavedProvider>,
      'pages',
    );
  await ask();
  await userEvent.click(button('B'));
  await userEvent.keyboard('2');
  const name = entryName('one', 'gad7');
  expect(kept(name)).toMatchObject({
    person: 'B',
    answers: [2, null, null, null, null, null, null],
  });
  await ask();
  await userEvent.click(button('A'));
  await expect.element(first()).toHaveFocus();
  // A choice without an answer is nothing to finish.
  const chosen = { ...newEntry('x', INSTRUMENT.gad7, NOW - DAY / 2), person: 'B' };
  editors.put(name, { of: 'one', value: chosen, from: null });
  await ask();
  await userEvent.click(button('A'));
  await userEvent.keyboard('1');
  expect(kept(name)).toMatchObject({ person: 'A', beganAt: NOW });
  // Once it is saved in another window, what comes next is another result.
  const { id } = kept<{ id: string }>(name) ?? { id: '' };
  editors.put(name, null);
  await userEvent.keyboard('3');
  expect(kept<{ id: string }>(name)?.id).not.toBe(id);
});

describe('levels of goals, asked of a client', () => {
  const goal = (id: string, text: string, state: 'open' | 'reached' = 'open') => ({
    id,
    at: NOW,
    text,
    state,
    changedAt: NOW,
  });
  const GOALS = [goal('g', 'Say no'), goal('r', 'Done', 'reached'), goal('h', 'Sleep')];
  const levels = (goals = GOALS) => {
    const papers = {
      goals: { goals },
      scaling: { goals: { g: { weight: 1, levels: { '0': 'twice a week' } } }, reviews: [] },
    };
    return show(
      <UnsavedProvider editors={editors}>
        <LevelsPage
          clientId="one"
          readPaper={(async (kind: string) => papers[kind as 'goals']) as ReadPaper}
          newId={newId}
          onLeave={onLeave}
        />
      </UnsavedProvider>,
      'pages',
    );
  };
  const review = () => kept<ReviewEntry>('one review');

  test('are one goal after the other, in the client’s words', async () => {
    await levels();
    await expect.element(heading('Say no')).toHaveFocus();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: '0 twice a week' }));
    await expect.element(heading('Sleep')).toHaveFocus();
    // A key is no answer: most levels have none.
    await userEvent.keyboard('0');
    await userEvent.click(page.getByRole('button', { name: '\u22121 less than expected' }));
    await expect.element(thanks()).toHaveFocus();
    expect(review()).toEqual({ id: 'id1', levels: { g: 0, h: -1 }, beganAt: NOW });
  });

  test('can be passed over, closed midway, and gone on with', async () => {
    await levels();
    await userEvent.click(button('Skip this one'));
    await expect.element(heading('Sleep')).toHaveFocus();
    await userEvent.click(button('Back'));
    await expect.element(heading('Say no')).toHaveFocus();
    await userEvent.click(page.getByRole('button', { name: '0 twice a week' }));
    await userEvent.click(button('Close'));
    expect(review()?.levels).toEqual({ g: 0 });
    await levels();
    await expect.element(heading('Sleep')).toHaveFocus();
    await userEvent.click(button('Skip this one'));
    await expect.element(thanks()).toHaveFocus();
    expect(review()?.levels).toEqual({ g: 0 });
  });

  test('wait for those that were given on another day', async () => {
    const value: ReviewEntry = { id: 'r', levels: { g: 0 }, beganAt: NOW - DAY };
    editors.put('one review', { of: 'one', value, from: null });
    await levels();
    await expect.element(first()).toHaveFocus();
    expect(review()).toBe(value);
  });

  test('of a goal that is open no more are in nobody’s way', async () => {
    const value: ReviewEntry = { id: 'r', levels: { r: 2 }, beganAt: NOW - DAY };
    editors.put('one review', { of: 'one', value, from: null });
    await levels();
    await userEvent.click(page.getByRole('button', { name: '0 twice a week' }));
    expect(review()).toEqual({ id: 'id1', levels: { g: 0 }, beganAt: NOW });
  });

  test('are nothing where no goal is open', async () => {
    await levels([goal('r', 'Done', 'reached')]);
    await expect.element(heading('There is nothing to answer here any more.')).toHaveFocus();
  });
});
