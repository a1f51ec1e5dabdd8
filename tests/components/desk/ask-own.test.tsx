import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { LevelsPage } from '@/components/desk/clients/LevelsPage';
import { RatePage } from '@/components/desk/measures/RatePage';
import { UnsavedProvider } from '@/components/desk/unsaved';
import type { ReadPaper } from '@/components/desk/use-paper';
import type { UnsavedEditors } from '@/lib/desk';
import type { OwnMeasure } from '@/lib/measures';
import { NO_MEASURES } from '@/lib/papers';
import { editorsHere } from '../../fixtures/editors.tsx';
import { NOW } from '../../fixtures/panel.tsx';
import { accessible, button, show } from '../show.tsx';

const SLEEP: OwnMeasure = { id: 'm', name: 'How did you sleep?', from: 0, to: 10, better: 'more' };
const onLeave = vi.fn();
let editors: UnsavedEditors;
beforeEach(() => {
  onLeave.mockReset();
  editors = editorsHere();
});
const kept = (name: string) => editors.get(name)?.value;
const heading = (name: string) => page.getByRole('heading', { name });

const rate = (own: readonly OwnMeasure[], ownId = 'm') =>
  show(
    <UnsavedProvider editors={editors}>
      <RatePage
        clientId="one"
        ownId={ownId}
        readPaper={(async () => ({ ...NO_MEASURES, own: [...own] })) as ReadPaper}
        onLeave={onLeave}
      />
    </UnsavedProvider>,
    'pages',
  );

test('a number of a short range is one press, and is the client’s', async () => {
  editors.put('one value m', { of: 'one', value: '3', from: '' });
  await rate([SLEEP]);
  await expect.element(heading('How did you sleep?')).toBeVisible();
  expect(page.getByRole('button', { name: /^\d+$/ }).elements()).toHaveLength(11);
  // What was typed before is nothing to show.
  expect(page.getByRole('button', { pressed: true }).elements()).toEqual([]);
  await accessible();
  await userEvent.click(button('7'));
  await expect.element(heading('Thank you. That was the last question.')).toHaveFocus();
  expect([kept('one value m'), kept('one value m by')]).toEqual(['7', 'client']);
  await userEvent.click(button('Back'));
  await expect.element(button('7')).toHaveAttribute('aria-pressed', 'true');
  await userEvent.click(button('Close'));
  expect(onLeave).toHaveBeenCalledOnce();
});

test('a number of a long range is typed, and one that is out of it is told at its field', async () => {
  await rate([{ ...SLEEP, name: 'CORE-10', to: 40 }]);
  const field = page.getByRole('textbox');
  await userEvent.fill(field, '45');
  await userEvent.click(button("That's my number"));
  await expect.element(page.getByRole('alert')).toMatchTextContent(/0.*40/);
  await expect.element(field).toHaveFocus();
  await accessible();
  expect(kept('one value m')).toBeUndefined();
  await userEvent.fill(field, '32');
  await userEvent.keyboard('{Enter}');
  await expect.element(heading('Thank you. That was the last question.')).toHaveFocus();
  expect([kept('one value m'), kept('one value m by')]).toEqual(['32', 'client']);
});

test('a measure that is there no more asks nothing', async () => {
  await rate([SLEEP], 'gone');
  await expect.element(heading('There is nothing to answer here any more.')).toBeVisible();
  await accessible();
});

test('each open goal is asked for by itself, with the levels in the client’s words', async () => {
  const goal = (id: string, text: string, state: 'open' | 'reached' = 'open') => ({
    id,
    at: NOW,
    text,
    state,
    changedAt: NOW,
  });
  const papers = {
    goals: { goals: [goal('g', 'Say no'), goal('r', 'Done', 'reached'), goal('h', 'Sleep')] },
    scaling: { goals: { g: { weight: 1, levels: { '0': 'twice a week' } } }, reviews: [] },
  };
  await show(
    <UnsavedProvider editors={editors}>
      <LevelsPage
        clientId="one"
        readPaper={(async (kind: string) => papers[kind as 'goals']) as ReadPaper}
        onLeave={onLeave}
      />
    </UnsavedProvider>,
    'pages',
  );
  await expect.element(heading('Say no')).toBeVisible();
  await accessible();
  await userEvent.click(page.getByRole('button', { name: 'twice a week' }));
  await expect.element(heading('Sleep')).toHaveFocus();
  await userEvent.click(page.getByRole('button', { name: 'less than expected', exact: true }));
  await expect.element(heading('Thank you. That was the last question.')).toHaveFocus();
  expect(kept('one review')).toEqual({ g: 0, h: -1 });
});
