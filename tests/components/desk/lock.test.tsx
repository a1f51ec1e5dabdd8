import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Protection } from '@/components/desk/settings/Protection';
import { DEFAULT_SETTINGS } from '@/lib/practice';
import { NOW } from '../../fixtures/panel.tsx';
import { accessible, again, show } from '../show.tsx';

describe('the lock', () => {
  const ok = async () => ({ ok: true }) as const;
  const actions = {
    set: vi.fn(ok),
    change: vi.fn(ok),
    verify: vi.fn(ok),
    remove: vi.fn(ok),
    lock: vi.fn(),
    strength: async () => 'days' as const,
    addPasskey: vi.fn(ok),
    removePasskey: vi.fn(async () => {}),
  };
  const section = (state: 'none' | 'open', tellsScreenLock = true) => (
    <Protection
      state={state}
      settings={DEFAULT_SETTINGS}
      passkeys={
        state === 'open'
          ? [{ id: 'k', credentialId: 'aa', salt: 'bb', addedAt: NOW, usedAt: null }]
          : []
      }
      tellsScreenLock={tellsScreenLock}
      actions={actions}
      save={async () => null}
    />
  );
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });

  test('says how strong a new passphrase is, asks for it twice, and takes it', async () => {
    await show(section('none'), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Choose a passphrase' }));
    await userEvent.fill(field('New passphrase'), 'some words');
    await expect.element(page.getByText('Weak:', { exact: false })).toBeInTheDocument();
    await userEvent.fill(field('New passphrase again'), 'other words');
    await userEvent.click(page.getByRole('button', { name: 'Set passphrase' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'not the same' }))
      .toBeInTheDocument();
    await accessible();
    expect(actions.set).not.toHaveBeenCalled();
    await userEvent.fill(field('New passphrase again'), 'some words');
    await userEvent.click(page.getByRole('button', { name: 'Set passphrase' }));
    expect(actions.set).toHaveBeenCalledExactlyOnceWith('some words');
    await expect.element(page.getByText('The passphrase is set.')).toBeInTheDocument();
  });
  test('says where the browser does not report a locked screen, and only there', async () => {
    const hint = () =>
      page.getByText("doesn't tell Perch that the screen is locked", { exact: false });
    await show(section('open', false), 'pages');
    await expect.element(hint()).toBeInTheDocument();
    const tick = (name: string) => page.getByRole('checkbox', { name, exact: true });
    await expect.element(tick('Lock when the device sleeps')).toBeVisible();
    await accessible();
    again(section('open', true));
    await expect.element(hint()).not.toBeInTheDocument();
    await expect.element(tick('Lock when the device sleeps or its screen is locked')).toBeVisible();
  });
  test('asks for the passphrase before a passkey is added, and says when each was', async () => {
    actions.addPasskey.mockResolvedValueOnce({
      ok: false,
      problem: 'wrongPassphrase',
      waitMs: 4_200,
    } as never);
    await show(section('open'), 'pages');
    await expect.element(page.getByText('Passkey 1, added on', { exact: false })).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Add a passkey' }));
    await userEvent.fill(field('Present passphrase'), 'x');
    await userEvent.click(page.getByRole('button', { name: 'Make the passkey' }));
    const alert = page.getByRole('alert').filter({ hasText: 'not the passphrase' });
    await expect.element(alert.filter({ hasText: 'Try again in 5 seconds' })).toBeInTheDocument();
    await accessible();
    await userEvent.fill(field('Present passphrase'), 'five words');
    await userEvent.click(page.getByRole('button', { name: 'Make the passkey' }));
    expect(actions.addPasskey).toHaveBeenLastCalledWith('five words');
    await expect.element(field('Present passphrase')).not.toBeInTheDocument();
  });
  test('offers to remove the passkeys with a change of passphrase', async () => {
    const change = async (keep: boolean) => {
      await show(section('open'), 'pages');
      await userEvent.click(page.getByRole('button', { name: 'Change passphrase' }).first());
      await userEvent.fill(field('Present passphrase'), 'five words');
      await userEvent.fill(field('New passphrase'), 'other words');
      await userEvent.fill(field('New passphrase again'), 'other words');
      const tick = page.getByRole('checkbox', { name: 'Remove the passkeys too', exact: false });
      await expect.element(tick).toBeChecked();
      if (keep) await userEvent.click(tick);
      await accessible();
      await userEvent.click(page.getByRole('button', { name: 'Change passphrase' }).nth(1));
    };
    await change(false);
    expect(actions.change).toHaveBeenLastCalledWith('five words', 'other words', 'remove');
    await change(true);
    expect(actions.change).toHaveBeenLastCalledWith('five words', 'other words', 'keep');
  });
  test('can be shown while it is typed', async () => {
    await show(section('none'), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Choose a passphrase' }));
    expect(field('New passphrase').element().getAttribute('type')).toBe('password');
    await userEvent.click(page.getByRole('button', { name: 'Show: New passphrase', exact: true }));
    expect(field('New passphrase').element().getAttribute('type')).toBe('text');
    await accessible();
  });
  test('is accessible when there is one, and says why a removal is refused', async () => {
    actions.verify.mockResolvedValueOnce({ ok: false, problem: 'wrongPassphrase' } as never);
    await show(section('open'), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Remove passphrase' }));
    await userEvent.fill(field('Present passphrase'), 'x');
    await userEvent.click(page.getByRole('button', { name: 'Remove it' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'not the passphrase' }))
      .toBeInTheDocument();
    await accessible();
    expect(actions.remove).not.toHaveBeenCalled();
  });
  test('waits a moment with the removal, which can be called off', async () => {
    await show(section('open'), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Remove passphrase' }));
    await userEvent.fill(field('Present passphrase'), 'five words');
    await userEvent.click(page.getByRole('button', { name: 'Remove it' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'in a few seconds' }))
      .toBeInTheDocument();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    await expect.element(field('Present passphrase')).toHaveValue('');
    expect(actions.remove).not.toHaveBeenCalled();
  });
});
