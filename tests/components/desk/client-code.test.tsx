import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { About } from '@/components/desk/clients/About';
import { type Client, newClient } from '@/lib/practice';
import { Editors } from '../../fixtures/editors.tsx';
import { library, START } from '../library.ts';
import { accessible, again, show } from '../show.tsx';

const save = vi.fn<(change: (stored: Client) => Client) => Promise<null>>();
beforeEach(() => {
  save.mockReset().mockResolvedValue(null);
});

const mine = newClient('one', 'K-2', START);
const clients = [mine, newClient('two', 'C-1', START)];
const about = (isShown = true) => (
  <Editors>
    {isShown && <About client={mine} library={{ ...library, clients }} save={save} />}
  </Editors>
);
const code = () => page.getByRole('textbox', { name: 'Code' });
/** The code that each change has given the client. */
const codes = () => save.mock.calls.map(([change]) => change(mine).code);

describe("a client's code", () => {
  test('is kept once it is whole, and no code that is typed on the way to it', async () => {
    await show(about(), 'pages');
    await userEvent.fill(code(), 'C-1');
    expect(codes()).toEqual([]);
    await userEvent.fill(code(), 'C-17 ');
    await userEvent.tab();
    expect(codes()).toEqual(['C-17']);
    await userEvent.fill(code(), 'C-18');
    await userEvent.keyboard('{Enter}');
    expect(codes()).toEqual(['C-17', 'C-18']);
  });

  test.each([
    ['C-1', 'Another client has this code.'],
    ['c-1', 'Another client has this code.'],
    ['', 'Type a code, such as M-17.'],
  ])('that can not be theirs stays in the field with the reason: "%s"', async (typed, reason) => {
    await show(about(), 'pages');
    await userEvent.fill(code(), typed);
    await userEvent.tab();
    await expect.element(page.getByRole('alert')).toMatchTextContent(reason);
    await accessible();
    // What is saved elsewhere takes neither away.
    await userEvent.fill(page.getByRole('textbox', { name: 'Name' }), 'M');
    await expect.element(page.getByRole('alert')).toMatchTextContent(reason);
    await expect.element(code()).toHaveValue(typed);
    expect(new Set(codes())).toEqual(new Set(['K-2']));
    await userEvent.fill(code(), 'K-2');
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  });

  test('that is half typed is there again after another page', async () => {
    await show(about(), 'pages');
    await userEvent.fill(code(), 'M-1');
    again(about(false));
    again(about());
    await expect.element(code()).toHaveValue('M-1');
  });
});
