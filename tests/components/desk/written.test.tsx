import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { EnterPage, type EnterPageProps } from '@/components/desk/written/EnterPage';
import { SheetPage } from '@/components/desk/written/SheetPage';
import type { Head } from '@/lib/library';
import { newClient } from '@/lib/practice';
import { Editors } from '../../fixtures/editors.tsx';
import { oneOfMany, START } from '../library.ts';
import { accessible, again, focusAsDrawn, show } from '../show.tsx';

const onEnter = vi.fn<EnterPageProps['onEnter']>();
const onDone = vi.fn();
let ids = 0;
const forceMedia = (media: string) => cdp().send('Emulation.setEmulatedMedia', { media });
afterEach(() => forceMedia(''));
beforeEach(() => {
  ids = 0;
  onEnter.mockReset().mockResolvedValue(null);
  onDone.mockReset();
});
const enter = (heads: readonly Head[] = []) => (
  <EnterPage
    client={newClient('one', 'M-17', START)}
    heads={heads}
    usual={{ minutes: 50, mode: 'clientLed' }}
    newId={() => {
      ids += 1;
      return `id${ids}`;
    }}
    onEnter={onEnter}
    onDone={onDone}
  />
);
const kept = (shown: boolean) => <Editors>{shown && enter()}</Editors>;
const field = (name: string) => page.getByLabelText(name, { exact: true });
const save = () => userEvent.click(page.getByRole('button', { name: 'Keep the session' }));
const times = async () => {
  await userEvent.fill(field('Day'), '2026-11-20');
  await userEvent.fill(field('Began'), '09:00');
  await userEvent.fill(field('Ended'), '09:50');
  await userEvent.fill(field('Opening'), '09:00');
};

describe('a session from paper', () => {
  test('has the next line at once, so that no letter typed after Enter is lost', async () => {
    await show(kept(true), 'pages');
    const lines = page.getByLabelText(/^Line \d+$/);
    const last = lines.elements().length;
    const line = lines.last().element();
    const enterKey = new KeyboardEvent('keydown', {
      key: 'Enter',
      bubbles: true,
      cancelable: true,
    });
    const focused = await focusAsDrawn(() => line.dispatchEvent(enterKey));
    expect(focused).toBe(field(`Line ${last + 1}`).element());
  });

  test('goes on from words to words where no time is typed', async () => {
    await show(kept(true), 'pages');
    await userEvent.fill(field('Line 1'), 'one');
    await userEvent.keyboard('{Enter}');
    await expect.element(field('Line 2')).toHaveFocus();
    await userEvent.keyboard('two{Enter}three');
    await expect.element(field('Line 2')).toHaveValue('two');
    await expect.element(field('Line 3')).toHaveValue('three');
  });

  test('is typed line by line, and entered with its times', async () => {
    await show(kept(true), 'pages');
    await accessible();
    await times();
    await userEvent.fill(field('Time of line 1'), '09:12');
    await userEvent.fill(field('Line 1'), 'said no to her sister');
    await userEvent.keyboard('{Enter}');
    await expect.element(field('Time of line 2')).toHaveFocus();
    await userEvent.fill(field('Line 2'), 'mine alone');
    await userEvent.click(page.getByRole('checkbox', { name: 'Private' }).nth(1));
    await save();
    await expect.poll(() => onDone.mock.calls).toEqual([['id1']]);
    const [id, written, notes] = onEnter.mock.calls[0] ?? [];
    expect(id).toBe('id1');
    expect(written).toMatchObject({
      clientId: 'one',
      startedAt: new Date(2026, 10, 20, 9).getTime(),
      endedAt: new Date(2026, 10, 20, 9, 50).getTime(),
      legs: [{ leg: 'opening', at: new Date(2026, 10, 20, 9).getTime() }],
    });
    expect(notes).toMatchObject([
      { text: 'said no to her sister', leg: 'opening', compartment: 'record' },
      { text: 'mine alone', leg: 'opening', compartment: 'private' },
    ]);
  });

  test('can say that a leg was gone back to, and that it was not', async () => {
    await show(kept(true), 'pages');
    await times();
    await userEvent.click(page.getByRole('button', { name: 'Add a return to a leg' }));
    const leg = page.getByRole('combobox', { name: 'Went back to (1)' });
    await expect.element(leg).toHaveFocus();
    await userEvent.selectOptions(leg, 'opening');
    await userEvent.fill(field('Time of return 1'), '09:30');
    await userEvent.click(page.getByRole('button', { name: 'Add a return to a leg' }));
    // One without its time is no return, and nothing of it goes in silence.
    await save();
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Return 2 .* needs its time/);
    await expect.element(field('Time of return 2')).toHaveFocus();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Remove return 2' }));
    await save();
    await expect.poll(() => onEnter.mock.calls.length).toBe(1);
    expect(onEnter.mock.calls[0]?.[1].legs).toMatchObject([
      { leg: 'opening' },
      { leg: 'opening', at: new Date(2026, 10, 20, 9, 30).getTime() },
    ]);
  });

  test('says of a topic who raised it, and of a plan whether the client chose it', async () => {
    await show(kept(true), 'pages');
    await times();
    await userEvent.fill(field('Line 1'), 'the report');
    const kinds = page.getByRole('combobox', { name: 'Kind of note' });
    await userEvent.selectOptions(kinds.first(), 'topic');
    await userEvent.selectOptions(
      page.getByRole('combobox', { name: 'Who raised it: the report' }),
      'from the mandate',
    );
    await userEvent.fill(field('Line 2'), 'walk on Sunday');
    await userEvent.selectOptions(kinds.nth(1), 'plan');
    await userEvent.click(page.getByRole('checkbox', { name: 'chosen by the client' }));
    await accessible();
    await save();
    await expect.poll(() => onEnter.mock.calls.length).toBe(1);
    expect(onEnter.mock.calls[0]?.[2]).toMatchObject([
      { text: 'the report', raisedBy: 'mandate' },
      { text: 'walk on Sunday', plan: { chosen: true } },
    ]);
  });

  test('at the time of another one is kept only once that is said', async () => {
    const { head } = oneOfMany();
    const at = (hour: number) => new Date(2026, 10, 20, hour).getTime();
    const heads = [
      { ...head, id: 'before', startedAt: at(8), endedAt: at(9) },
      { ...head, id: 'same', startedAt: at(9) + 600_000, endedAt: at(10) },
    ];
    await show(<Editors>{enter(heads)}</Editors>, 'pages');
    await times();
    await save();
    await expect.element(page.getByRole('alert')).toMatchTextContent(/session with M-17 already/);
    expect(page.getByRole('link', { name: 'Look at it' }).element().getAttribute('href')).toContain(
      'same',
    );
    expect(onEnter).not.toHaveBeenCalled();
    await accessible();
    await userEvent.fill(field('Ended'), '09:10');
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    await userEvent.fill(field('Ended'), '09:50');
    await save();
    await userEvent.click(page.getByRole('button', { name: 'Keep both sessions' }));
    await expect.poll(() => onDone.mock.calls.length).toBe(1);
    // One that ends as the other begins is at another time, and what is sent again is itself.
    onDone.mockReset();
    ids = 0;
    const again = heads.map((one) => (one.id === 'same' ? { ...one, id: 'id1' } : one));
    await show(<Editors>{enter(again)}</Editors>, 'pages');
    await times();
    await save();
    await expect.poll(() => onDone.mock.calls.length).toBe(1);
  });

  test('that is private has no kind that only the record takes', async () => {
    await show(kept(true), 'pages');
    const kind = page.getByRole('combobox', { name: 'Kind of note' }).first();
    await userEvent.selectOptions(kind, 'risk');
    await userEvent.click(page.getByRole('checkbox', { name: 'Private' }).first());
    await expect.element(kind).toHaveValue('note');
    expect(kind.getByRole('option', { name: 'Risk' }).elements()).toEqual([]);
  });

  test('says what is missing or wrong, and loses nothing', async () => {
    await show(kept(true), 'pages');
    const said = (words: string) =>
      expect.element(page.getByRole('alert')).toHaveTextContent(words);
    await userEvent.fill(field('Line 1'), 'kept');
    await save();
    await said('Say on what day it was, when it began and when it ended.');
    await times();
    await userEvent.fill(page.getByLabelText('Time of line 1'), '23:59');
    await save();
    await said("Line 1 has a time after the session's end.");
    await expect.element(page.getByLabelText('Time of line 1')).toHaveFocus();
    await userEvent.fill(page.getByLabelText('Time of line 1'), '');
    onEnter.mockResolvedValueOnce('writtenNoLeg');
    await save();
    await said('Say when at least one leg began.');
    onEnter.mockResolvedValueOnce('writtenTooLong');
    await save();
    await said("That's more than 8 hours. Look at when it began and ended.");
    onEnter.mockResolvedValueOnce('lengthTooShort');
    await save();
    await expect.element(page.getByRole('alert')).toMatchTextContent(/5/);
    onEnter.mockResolvedValueOnce('storageFailed');
    await save();
    await expect.element(page.getByRole('alert')).toBeVisible();
    await accessible();
    expect(onDone).not.toHaveBeenCalled();
    await expect.element(field('Line 1')).toHaveValue('kept');
    await save();
    await expect.poll(() => onDone.mock.calls.length).toBe(1);
    // The same session each time, so that what was sent twice is there once.
    expect(new Set(onEnter.mock.calls.map(([id]) => id)).size).toBe(1);
  });

  test('begins with the length and the mode that sessions with the client have', async () => {
    const props = enter().props as EnterPageProps;
    await show(
      <Editors>
        <EnterPage {...props} usual={{ minutes: 90, mode: 'guided' }} />
      </Editors>,
      'pages',
    );
    await expect.element(page.getByRole('spinbutton')).toHaveValue(90);
    await expect.element(page.getByRole('radio', { name: 'Guided' })).toBeChecked();
  });

  test('that is half typed is kept while another page is open', async () => {
    await show(kept(true), 'pages');
    await userEvent.fill(field('Line 1'), 'half');
    again(kept(false));
    again(kept(true));
    await expect.element(field('Line 1')).toHaveValue('half');
  });
});

test('the sheet has the six legs with lines to write on, and nothing else', async () => {
  await show(<SheetPage client={null} />, 'pages');
  await accessible();
  const sheet = page.getByRole('article', { name: 'Six-leg sheet' });
  expect(
    sheet
      .getByRole('heading', { level: 2 })
      .elements()
      .map(({ textContent }) => textContent?.replace(/ from$/, '')),
  ).toEqual(['Opening', 'Client Agenda', 'Exploration', 'Integration', 'Planning', 'Closing']);
  // Exploration has the most minutes, and the most lines.
  const ruled = [...sheet.element().querySelectorAll('.paper-leg')].map(
    (leg) => leg.querySelectorAll('.paper-rule').length,
  );
  expect(ruled).toEqual([2, 3, 8, 3, 3, 2]);
});

test('a sheet for a client has their code, and the way back to them', async () => {
  await show(<SheetPage client={newClient('c', 'M-17', 1)} />, 'pages');
  const sheet = page.getByRole('article', { name: 'Six-leg sheet' });
  await expect.element(sheet.getByText('M-17')).toBeVisible();
  await expect
    .element(page.getByRole('link', { name: 'M-17' }))
    .toHaveAttribute('href', '#/clients/c/sessions');
  await accessible();
});

test('on paper, the sheet is by itself, on one page', async () => {
  const print = vi.spyOn(window, 'print').mockImplementation(() => {});
  await show(<SheetPage client={null} />, 'pages');
  const button = page.getByRole('button', { name: 'Print' });
  await userEvent.click(button);
  expect(print).toHaveBeenCalledOnce();
  print.mockRestore();
  await forceMedia('print');
  await expect.element(page.getByText('Print', { exact: true })).not.toBeVisible();
  const sheet = document.querySelector('.paper-sheet');
  expect(document.body.innerText.trim()).toBe((sheet as HTMLElement).innerText.trim());
  const lines = [...document.querySelectorAll('.paper-rule')].map(
    (rule) => getComputedStyle(rule).borderBlockEndWidth,
  );
  expect(new Set(lines).has('0px')).toBe(false);
  // A4 with its margins, in CSS pixels.
  expect(sheet?.getBoundingClientRect().height).toBeLessThan(1_000);
});
