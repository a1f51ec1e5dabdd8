import { signal } from '@preact/signals';
import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ClockProvider } from '@/components/shared/clock';
import { UnlockForm } from '@/components/shared/controls/UnlockForm';
import { NOW } from '../../fixtures/panel.tsx';
import { accessible, show } from '../show.tsx';

describe('the lock', () => {
  test('asks for the passphrase, and makes the next try wait when it has to', async () => {
    const onUnlock = vi.fn(
      async () => ({ ok: false, problem: 'wrongPassphrase', waitMs: 5_000 }) as const,
    );
    const second = signal(NOW);
    await show(
      <ClockProvider value={{ second, now: () => NOW }}>
        <main>
          <UnlockForm onUnlock={onUnlock} onPasskey={async () => ({ ok: true }) as const} />
        </main>
      </ClockProvider>,
      'pages',
    );
    const field = page.getByRole('textbox', { name: 'Passphrase', exact: true });
    const unlock = page.getByRole('button', { name: 'Unlock', exact: true });
    await expect.element(unlock).toBeDisabled();
    await userEvent.fill(field, 'wrong');
    await userEvent.keyboard('{Enter}');
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'Try again in 5 seconds' }))
      .toBeInTheDocument();
    await expect.element(unlock).toBeDisabled();
    await accessible();
    second.value = NOW + 4_000;
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'Try again in 1 second' }))
      .toBeInTheDocument();
    second.value = NOW + 5_000;
    await expect.element(unlock).toBeEnabled();
    await userEvent.click(unlock);
    expect(onUnlock).toHaveBeenCalledTimes(2);
  });
});
