import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FirstRun, type FirstRunProps } from '@/components/desk/first/FirstRun';
import type { FirstStep } from '@/components/desk/first/steps';
import { DEFAULT_SETTINGS } from '@/lib/practice';
import { accessible, again, show } from '../show.tsx';

let settings = DEFAULT_SETTINGS;
const onGo = vi.fn();
const set = vi.fn(async () => ({ ok: true }) as const);
beforeEach(() => {
  settings = DEFAULT_SETTINGS;
  onGo.mockReset();
  set.mockClear();
});
const screen = (step: FirstStep, change: Partial<FirstRunProps> = {}) => (
  <FirstRun
    step={step}
    settings={settings}
    save={async (next) => {
      settings = next(settings);
      again(screen(step, change));
      return null;
    }}
    lock={{ set, strength: async () => 'years' }}
    rehearsal="#rehearse"
    sites={null}
    onGo={onGo}
    {...change}
  />
);
const link = (name: string) => page.getByRole('link', { name, exact: true });

describe('the first run', () => {
  test('asks how somebody works, keeps it at once, and its picture follows', async () => {
    await show(screen('work'), 'pages');
    await accessible();
    await expect.element(page.getByRole('radio', { name: 'Therapist' })).toBeChecked();
    await userEvent.click(page.getByRole('radio', { name: 'Coach', exact: true }));
    await userEvent.click(page.getByRole('radio', { name: 'UK or EU' }));
    expect(settings).toMatchObject({ profile: 'coach', region: 'ukEu' });
    await expect.element(page.getByText('call the buyer on Monday')).toBeVisible();
    await expect.element(link('Go on')).toHaveAttribute('href', '#/welcome/protection');
    await expect.element(link('Skip')).toHaveAttribute('href', '#/welcome/protection');
    await expect.element(link('How you work')).toHaveAttribute('aria-current', 'step');
    await show(screen('protection'), 'pages');
    await expect.element(page.getByText('call the buyer on Monday')).toBeVisible();
  });

  test('sets a passphrase and goes on, or says what it means to have none', async () => {
    await show(screen('protection'), 'pages');
    await accessible();
    expect(link('Go on').elements()).toEqual([]);
    const field = (name: string) => page.getByRole('textbox', { name, exact: true });
    await userEvent.fill(field('New passphrase'), 'five quite unrelated words');
    await userEvent.fill(field('New passphrase again'), 'five quite unrelated words');
    await userEvent.click(page.getByRole('button', { name: 'Set passphrase and go on' }));
    await expect.poll(() => onGo.mock.calls).toEqual([['#/welcome/try']]);
    expect(set).toHaveBeenCalledExactlyOnceWith('five quite unrelated words');
    await userEvent.click(page.getByRole('radio', { name: /^Whoever can open/ }));
    await expect
      .element(page.getByRole('radio', { name: /^Whoever can open/ }))
      .toHaveAccessibleDescription(/copies its files, can read them/);
    expect(field('New passphrase').elements()).toEqual([]);
    await expect.element(link('Go on')).toHaveAttribute('href', '#/welcome/try');
    await accessible();
  });

  test('asks for no passphrase where there is one', async () => {
    await show(screen('protection', { lock: null }), 'pages');
    await expect.element(page.getByRole('status')).toMatchTextContent(/The passphrase is set\./);
    expect(page.getByRole('radio').elements()).toEqual([]);
    await expect.element(link('Go on')).toBeVisible();
  });

  test('leads to the rehearsal, and asks for the call sites only where they are missing', async () => {
    const allow = vi.fn();
    await show(screen('try'), 'pages');
    await accessible();
    await expect.element(link('Try it on a pretend call')).toHaveAttribute('href', '#rehearse');
    await expect.element(link('Straight to the desk')).toHaveAttribute('href', '#/today');
    expect(page.getByRole('button').elements()).toEqual([]);
    again(screen('try', { sites: { names: 'Google Meet and Zoom', allow } }));
    await userEvent.click(
      page.getByRole('button', { name: 'Allow Perch on Google Meet and Zoom' }),
    );
    expect(allow).toHaveBeenCalledOnce();
    await accessible();
  });

  test('puts the focus on the next screen', async () => {
    await show(screen('work'), 'pages');
    again(screen('protection'));
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveFocus();
  });
});
