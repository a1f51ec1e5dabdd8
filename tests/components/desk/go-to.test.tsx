import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { GoTo } from '@/components/desk/GoTo';
import type { Library } from '@/lib/desk';
import { newClient } from '@/lib/practice';
import { library } from '../library.ts';
import { accessible, show } from '../show.tsx';

describe('the box that goes anywhere', () => {
  const onGo = vi.fn();
  const onClose = vi.fn();
  const onLock = vi.fn();
  beforeEach(() => {
    for (const spy of [onGo, onClose, onLock]) spy.mockReset();
  });
  const box = (change: Partial<Library> = {}) => (
    <GoTo
      library={{
        ...library,
        clients: [newClient('one', 'M-17', 1), newClient('two', 'R-2', 1)],
        ...change,
      }}
      onGo={onGo}
      onLock={onLock}
      onClose={onClose}
    />
  );
  const options = () =>
    page
      .getByRole('option')
      .elements()
      .map(({ textContent }) => textContent);

  test('offers pages at first, and clients as they are typed', async () => {
    await show(<main>{box()}</main>, 'pages');
    await expect
      .poll(options)
      .toEqual([
        'TodayPage',
        'ClientsPage',
        'NotesPage',
        'PracticePage',
        'SettingsPage',
        'LockAction',
      ]);
    await accessible();
    await userEvent.fill(page.getByRole('combobox', { name: 'Go to' }), 'promp');
    await expect.poll(options).toEqual(['PromptsSettings']);
    const field = page.getByRole('combobox', { name: 'Go to' });
    await userEvent.fill(field, 'new cl');
    await expect.poll(options).toEqual(['New clientPage']);
    await userEvent.fill(field, 'sheet');
    await expect.poll(options).toEqual(['Six-leg sheetAction']);
    await userEvent.fill(field, 'm-1');
    await expect.poll(options).toEqual(['M-17Client']);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => onGo.mock.calls).toEqual([['#/clients/one/prepare']]);
    await expect.poll(() => onClose.mock.calls.length).toBe(1);
  });

  test('finds sessions by their day', async () => {
    const [one] = library.heads;
    if (!one) throw new Error('no session');
    await show(<main>{box()}</main>, 'pages');
    const day = new Date(one.startedAt).getDate();
    const month = new Intl.DateTimeFormat('en', { month: 'long' }).format(one.startedAt);
    await userEvent.fill(page.getByRole('combobox', { name: 'Go to' }), `${day} ${month}`);
    await expect.poll(() => options().length).toBeGreaterThan(0);
    for (const option of options()) expect(option).toMatch(new RegExp(`${day} ${month}.*Session$`));
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => onGo.mock.calls[0]?.[0]).toMatch(/^#\/sessions\//);
  });

  test('finds a session of years ago among hundreds', async () => {
    const [one] = library.heads;
    if (!one) throw new Error('no session');
    const heads = Array.from({ length: 900 }, (_, n) => ({
      ...one,
      id: `s${n}`,
      startedAt: Date.UTC(2026, 10, 23, 9) - n * 86_400_000,
      utcOffset: 0,
    }));
    await show(<main>{box({ heads })}</main>, 'pages');
    await userEvent.fill(page.getByRole('combobox', { name: 'Go to' }), '23 november 2024');
    await expect
      .poll(options)
      .toEqual([expect.stringMatching(/(23 November|November 23,) 2024Session$/)]);
  });

  test('is walked with the arrows, round its ends, and carries out what is chosen', async () => {
    await show(<main>{box()}</main>, 'pages');
    await userEvent.click(page.getByRole('combobox', { name: 'Go to' }));
    await userEvent.keyboard('{ArrowUp}{Enter}');
    await expect.poll(() => onLock.mock.calls.length).toBe(1);
    await expect.poll(() => onClose.mock.calls.length).toBe(1);
    await show(<main>{box()}</main>, 'pages');
    await userEvent.click(page.getByRole('option', { name: 'Notes Page' }));
    expect(onGo).toHaveBeenLastCalledWith('#/notes');
  });

  test('says when nothing is called that', async () => {
    await show(<main>{box()}</main>, 'pages');
    await userEvent.fill(page.getByRole('combobox', { name: 'Go to' }), 'zzz');
    await expect.element(page.getByText('Nothing is called that.')).toBeInTheDocument();
  });
});
