import { signal } from '@preact/signals';
import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { AutoBackupPart } from '@/components/desk/settings/AutoBackup';
import { Backups } from '@/components/desk/settings/Backups';
import type { AutoBackup, BackupActions } from '@/lib/desk';
import { DEFAULT_SETTINGS } from '@/lib/practice';
import { NOW } from '../../fixtures/panel.tsx';
import { accessible, again, show } from '../show.tsx';

describe('backups by themselves', () => {
  const MADE_UP = 'k7m3p-x2abq-9hwne-d4tcv-r8jyf';
  const actions = {
    makeUp: vi.fn(() => MADE_UP),
    choose: vi.fn(async (): Promise<string | null> => null),
    now: vi.fn(async () => {}),
    stop: vi.fn(async () => () => {}),
  };
  const part = (state: AutoBackup['state'] | null) => (
    <AutoBackupPart
      auto={
        state && {
          file: 'perch.age',
          at: state === 'failed' ? 0 : NOW,
          state,
          failedSince: state === 'failed' ? NOW : null,
        }
      }
      actions={actions}
    />
  );
  const begin = () => userEvent.click(page.getByRole('button', { name: 'Choose a file' }));
  const kept = page.getByRole('checkbox', { name: "I've put the passphrase where I'll find it" });
  const choose = page.getByRole('button', { name: 'Choose the file' });

  test('show a passphrase of their own to keep, and say why a file was not taken', async () => {
    actions.choose.mockResolvedValueOnce('No file was chosen.');
    await show(part(null), 'pages');
    await begin();
    const shown = page.getByRole('status', { name: 'Passphrase for these backups' });
    await expect.element(shown).toHaveTextContent(MADE_UP);
    await expect.element(choose).toBeDisabled();
    await userEvent.click(page.getByRole('button', { name: 'Copy the passphrase' }));
    await expect.element(page.getByRole('button', { name: 'Copied' })).toBeInTheDocument();
    await userEvent.click(kept);
    await accessible();
    await userEvent.click(choose);
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'No file was chosen' }))
      .toBeInTheDocument();
    await expect
      .element(shown, { message: 'it is still the one that was kept' })
      .toHaveTextContent(MADE_UP);
    await userEvent.click(choose);
    expect(actions.choose).toHaveBeenLastCalledWith(MADE_UP);
    await expect.element(shown, { message: 'it is not shown again' }).not.toBeInTheDocument();
  });

  test('that had the passphrase of the notes ask for their file again', async () => {
    await show(part('renew'), 'pages');
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'Choose the file again' }))
      .toBeInTheDocument();
    await accessible();
    await begin();
    await userEvent.click(kept);
    await userEvent.click(choose);
    expect(actions.choose).toHaveBeenLastCalledWith(MADE_UP);
    await userEvent.click(page.getByRole('button', { name: 'Stop' }));
    expect(actions.stop).toHaveBeenCalled();
  });

  test.each([
    ['well', 'Back up to it now', 'Last written on'],
    ['asks', 'Allow and back up', 'The browser asks again'],
    ['failed', 'Back up to it now', "couldn't be written to perch.age, since"],
  ] as const)('say how they stand: %s', async (state, button, words) => {
    await show(part(state), 'pages');
    await expect.element(page.getByText(words, { exact: false })).toBeInTheDocument();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: button }));
    expect(actions.now).toHaveBeenCalled();
  });
  test('wait for the one that is being written, and can be stopped and taken up again', async () => {
    const back = vi.fn();
    actions.stop.mockResolvedValueOnce(back);
    await show(part('working'), 'pages');
    await expect.element(page.getByRole('button', { name: 'Back up to it now' })).toBeDisabled();
    await userEvent.click(page.getByRole('button', { name: 'Stop' }));
    again(part(null));
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    expect(back).toHaveBeenCalledOnce();
    await accessible();
  });
});

describe('backup', () => {
  const plan = {
    added: { settings: 0, client: 1, session: 2, line: 3, card: 0, paper: 0 },
    same: { settings: 1, client: 0, session: 0, line: 40, card: 0, paper: 0 },
    kept: { settings: 0, client: 0, session: 0, line: 0, card: 0, paper: 0 },
    renamed: 0,
    protected: false,
    mended: 0,
    left: 0,
  };
  const actions = {
    backup: vi.fn<BackupActions['backup']>(),
    handedOver: signal<{ name: string; left: number } | null>(null),
    have: vi.fn<BackupActions['have']>(async () => {
      actions.handedOver.value = null;
      return null;
    }),
    look: vi.fn<BackupActions['look']>(),
    restore: vi.fn<BackupActions['restore']>(),
    forget: vi.fn(),
  };
  const section = () => (
    <Backups
      lock="open"
      settings={DEFAULT_SETTINGS}
      lastAt={null}
      actions={actions}
      save={async () => null}
    />
  );

  test('shows how far it is, can be cancelled, and says what came of it', async () => {
    actions.backup.mockImplementation(
      (_, onProgress, signal) =>
        new Promise((resolve) => {
          onProgress(150, 300);
          signal.addEventListener('abort', () =>
            resolve({ ok: false, said: 'No backup was made.' }),
          );
        }),
    );
    await show(section(), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Make a backup' }));
    await userEvent.fill(page.getByRole('textbox', { name: 'Present passphrase' }), 'words');
    await userEvent.click(page.getByRole('button', { name: 'Save the backup' }));
    await expect.element(page.getByRole('progressbar')).toBeInTheDocument();
    await expect.element(page.getByText('150 records')).toBeInTheDocument();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'No backup was made' }))
      .toBeInTheDocument();
    actions.backup.mockImplementation(async () => {
      actions.handedOver.value = { name: 'perch.age', left: 2 };
      return { ok: true };
    });
    await userEvent.click(page.getByRole('button', { name: 'Save the backup' }));
    await expect
      .element(page.getByText('2 records could not be opened', { exact: false }))
      .toBeInTheDocument();
    await accessible();
    actions.have.mockResolvedValueOnce('Press again.');
    await userEvent.click(page.getByRole('button', { name: 'I have the file' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'Press again' }))
      .toBeInTheDocument();
    await userEvent.click(page.getByRole('button', { name: 'I have the file' }));
    await expect
      .element(page.getByText('Saved as perch.age', { exact: false }))
      .toBeInTheDocument();
    await accessible();
  });
  test('is restored only after a look at what that does', async () => {
    actions.look.mockResolvedValue({ ok: true, plan });
    actions.restore.mockResolvedValue({ ok: true });
    await show(section(), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Restore a backup' }));
    const look = page.getByRole('button', { name: 'Look what is in it' });
    await userEvent.fill(page.getByRole('textbox', { name: 'Passphrase of the backup' }), 'words');
    await userEvent.click(look);
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'Choose a backup file' }))
      .toBeInTheDocument();
    await userEvent.upload(page.getByLabelText('Backup file'), new File(['x'], 'b.age'));
    await userEvent.click(look);
    await expect.element(page.getByText('2 sessions, 3 notes, 1 client')).toBeInTheDocument();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
    expect(actions.forget).toHaveBeenCalled();
    expect(actions.restore).not.toHaveBeenCalled();
    await userEvent.click(look);
    await userEvent.click(page.getByRole('button', { name: 'Restore', exact: true }));
    await expect.element(page.getByText('Restored.')).toBeInTheDocument();
  });

  test('says what else it has, and whose settings hold where both differ', async () => {
    const none = { session: 0, line: 0, client: 0, card: 0, settings: 0, paper: 0 };
    actions.look.mockResolvedValue({
      ok: true,
      plan: { ...plan, added: { ...none, paper: 2 }, same: none, kept: { ...none, settings: 1 } },
    });
    await show(section(), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Restore a backup' }));
    await userEvent.fill(page.getByRole('textbox', { name: 'Passphrase of the backup' }), 'words');
    await userEvent.upload(page.getByLabelText('Backup file'), new File(['x'], 'b.age'));
    await userEvent.click(page.getByRole('button', { name: 'Look what is in it' }));
    const said = () =>
      [...document.querySelectorAll('.restore-plan dd')].map((one) => one.textContent);
    await expect.element(page.getByText(/Settings that you changed here stay/)).toBeVisible();
    expect(said()[0]).toMatch(/^2 /);
    expect(said().slice(1)).toEqual(['nothing', 'nothing']);
    await accessible();
  });
});
