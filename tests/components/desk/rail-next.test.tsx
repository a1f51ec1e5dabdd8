import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { RailNext } from '@/components/desk/RailNext';
import type { Library } from '@/lib/desk';
import { headOf } from '@/lib/library';
import { booked, calendar } from '../calendar.ts';
import { library, session } from '../library.ts';
import { accessible, show } from '../show.tsx';

const onCall = vi.fn<() => Promise<boolean>>();
beforeEach(() => {
  onCall.mockReset().mockResolvedValue(true);
});

describe('what comes next, beside the other pages', () => {
  const rail = (change: Partial<Library>) =>
    show(
      <RailNext library={{ ...library, calendar: calendar(), ...change }} onCall={onCall} />,
      'pages',
    );

  test('is the next appointment with its client, or that nobody knows whose it is', async () => {
    await rail({ calendar: calendar(booked('mara', 12)) });
    await expect.element(page.getByText('Next, in 12 minutes')).toBeVisible();
    await expect
      .element(page.getByRole('link', { name: 'M-17' }))
      .toHaveAttribute('href', '#/clients/one/prepare');
    await accessible();
    await rail({ calendar: calendar(booked('somebody', -5)) });
    await expect.element(page.getByText('Now', { exact: true })).toBeVisible();
    expect(page.getByRole('link').elements()).toEqual([]);
  });

  test('is the session that runs, with its time', async () => {
    const running = session('r', 'x', false);
    await rail({ heads: [headOf(running)], running, calendar: calendar(booked('mara', 12)) });
    await expect.element(page.getByText(/^Running, until/)).toBeVisible();
    await expect.element(page.getByRole('timer', { name: 'Time remaining' })).toBeVisible();
    expect(page.getByText(/^Next/).elements()).toEqual([]);
    await accessible();
    onCall.mockResolvedValue(false);
    await userEvent.click(page.getByRole('button', { name: 'Go to the call' }));
    expect(onCall).toHaveBeenCalledOnce();
    await expect
      .element(page.getByRole('alert'))
      .toMatchTextContent(/tab of this session is closed/);
  });

  test('is nothing when nothing is booked any more', async () => {
    await rail({ calendar: calendar(booked('mara', 12, { cancelled: true })) });
    expect(page.getByText(/Next|Now|Running/).elements()).toEqual([]);
  });
});
