import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { AddLine } from '@/components/desk/clients/AddLine';
import { Editors } from '../../fixtures/editors.tsx';
import { accessible, again, show } from '../show.tsx';

const field = () => page.getByRole('textbox', { name: 'A new goal' });
const draw = (onAdd: (words: string) => Promise<boolean>, open = true) => (
  <Editors>
    {open && <AddLine of="c1" name="c1 goals" label="A new goal" button="Add" onAdd={onAdd} />}
  </Editors>
);

test('a line is added once, however often it is sent, and an empty one never', async () => {
  let kept = (_: boolean) => {};
  const onAdd = vi.fn((_: string) => new Promise<boolean>((resolve) => (kept = resolve)));
  await show(draw(onAdd), 'pages');
  await userEvent.fill(field(), '  ');
  await userEvent.keyboard('{Enter}');
  expect(onAdd).not.toHaveBeenCalled();
  await expect.element(page.getByRole('alert')).toHaveTextContent('Type the words first.');
  await accessible();
  await userEvent.fill(field(), ' to sleep ');
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  await userEvent.keyboard('{Enter}{Enter}');
  expect(onAdd.mock.calls).toEqual([['to sleep']]);
  kept(true);
  await expect.element(field()).toHaveValue('');
  await accessible();
});

test('what could not be saved stays, also while another page is open', async () => {
  const onAdd = async () => false;
  await show(draw(onAdd), 'pages');
  await userEvent.fill(field(), 'to sleep');
  await userEvent.keyboard('{Enter}');
  await expect.element(field()).toHaveValue('to sleep');
  again(draw(onAdd, false));
  await expect.element(field()).not.toBeInTheDocument();
  again(draw(onAdd));
  await expect.element(field()).toHaveValue('to sleep');
});
