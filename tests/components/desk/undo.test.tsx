import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Undo } from '@/components/desk/Undo';
import type { Removed } from '@/lib/desk';
import { accessible, again, show } from '../show.tsx';

const offer = (undo: Removed['undo']): Removed => ({
  what: 'removed',
  of: 'goals',
  whose: 'c',
  undo,
});
const button = () => page.getByRole('button', { name: 'Undo' });

test('what was removed can be had back', async () => {
  const undo = vi.fn(async () => null);
  await show(<Undo removed={offer(undo)} />, 'pages');
  await expect.element(page.getByRole('status')).toMatchTextContent(/^Removed from: goals\. Undo/);
  await accessible();
  await userEvent.click(button());
  expect(undo).toHaveBeenCalledOnce();
  again(<Undo removed={null} />);
  await expect.element(page.getByRole('status')).not.toBeInTheDocument();
});

test('what was changed says whose it is, since another page may be open by then', async () => {
  await show(
    <Undo removed={offer(async () => null)} nameOf={(id) => (id === 'c' ? 'SM-1' : '')} />,
    'pages',
  );
  await expect
    .element(page.getByRole('status'))
    .toMatchTextContent(/^Removed from: goals \(SM-1\)\. Undo/);
});

test('the focus goes to the page’s heading, as the button goes with what it offered', async () => {
  await show(
    <main>
      <h1>Today</h1>
      <Undo removed={offer(async () => null)} />
    </main>,
    'pages',
  );
  (button().element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('heading')).toHaveFocus();
});

test.each([
  ['is refused', async () => 'documentFinal' as const],
  ['fails', () => Promise.reject(new Error('the storage is gone'))],
])('an undoing that %s says so, until something else can be undone', async (_, undo) => {
  const first = offer(undo);
  await show(<Undo removed={first} />, 'pages');
  await userEvent.click(button());
  const said = page.getByText("That couldn't be undone", { exact: false });
  await expect.element(said).toBeVisible();
  // Also where a refusal takes the offer away.
  again(<Undo removed={null} />);
  await expect.element(said).toBeVisible();
  expect(button().elements()).toEqual([]);
  again(<Undo removed={offer(async () => null)} />);
  await expect.element(page.getByText('Removed from: goals.', { exact: false })).toBeVisible();
});

test('can be put away, and comes back with what is changed next', async () => {
  const first = offer(async () => null);
  const draw = (removed: Removed | null) => (
    <main>
      <h1>Today</h1>
      <Undo removed={removed} />
    </main>
  );
  await show(draw(first), 'pages');
  (page.getByRole('button', { name: 'Hide this message' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('status')).not.toBeInTheDocument();
  await expect.element(page.getByRole('heading')).toHaveFocus();
  again(draw(offer(async () => null)));
  await expect.element(button()).toBeVisible();
});
