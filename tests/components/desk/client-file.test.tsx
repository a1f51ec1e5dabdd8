import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ClientFile } from '@/components/desk/clients/ClientFile';
import { Keeping } from '@/components/desk/settings/Keeping';
import { type Client, DEFAULT_SETTINGS, newClient } from '@/lib/practice';
import { empty, START } from '../library.ts';
import { accessible, again, show } from '../show.tsx';

describe('a client\u2019s file', () => {
  const erase = vi.fn(async () => null);
  const exportGiven = vi.fn();
  const file = (change: Partial<Client> = {}, isOpen = false) => (
    <ClientFile
      client={{ ...newClient('one', 'M-17', START), ...change }}
      lastAt={START}
      sessions={2}
      isOpen={isOpen}
      notes={5}
      practiceYears={7}
      actions={{ exportAll: () => {}, exportGiven, erase }}
      onChange={() => {}}
    />
  );
  test('has its rules folded away, unless it has one of its own', async () => {
    await show(file(), 'pages');
    const hold = page.getByRole('textbox', { name: /^Legal hold/ });
    expect(hold.elements()).toEqual([]);
    await userEvent.click(page.getByText('Another rule, or a legal hold'));
    await expect.element(hold).toBeVisible();
    await accessible();
    await show(file({ legalHold: 'a claim' }), 'pages');
    await expect.element(hold).toHaveValue('a claim');
  });

  test('has what the client provided exported, for them to take elsewhere', async () => {
    await show(file(), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Export what the client provided' }));
    expect(exportGiven).toHaveBeenCalledOnce();
    await accessible();
  });

  test('is erased after the rule in force was named, and after a moment to take it back', async () => {
    await show(file(), 'pages');
    await expect
      .element(page.getByText('7 years after the last session', { exact: false }))
      .toBeInTheDocument();
    await userEvent.click(page.getByRole('button', { name: 'Erase this client' }));
    const alert = page
      .getByRole('alert')
      .filter({ hasText: '2 sessions, 5 notes and everything else' });
    await expect.element(alert.filter({ hasText: '7 years' })).toBeInTheDocument();
    await accessible();
    // The way out has the focus, and with it the question is in sight.
    await expect.element(page.getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('button', { name: 'Erase this client' })).toHaveFocus();
    await userEvent.click(page.getByRole('button', { name: 'Erase this client' }));
    await userEvent.click(page.getByRole('button', { name: 'Erase M-17' }));
    // One key calls it off, and leads back to where it began.
    await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('button', { name: 'Erase this client' })).toHaveFocus();
    expect(erase).not.toHaveBeenCalled();
  });
  test('is not erased while a session is open, which is said before anybody presses that', async () => {
    await show(file({}, true), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Erase this client' }));
    await expect
      .element(
        page.getByRole('alert').filter({ hasText: 'A session with this client is still open' }),
      )
      .toBeVisible();
    expect(page.getByRole('button', { name: 'Erase M-17' }).elements()).toEqual([]);
  });

  test('is not erased while there is a legal hold', async () => {
    await show(file({ legalHold: 'a claim' }), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Erase this client' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'a claim' }))
      .toBeInTheDocument();
    expect(page.getByRole('button', { name: 'Erase M-17' }).elements()).toEqual([]);
  });
  test('is not erased either when a legal hold comes in the moment to take it back', async () => {
    await show(file(), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Erase this client' }));
    await userEvent.click(page.getByRole('button', { name: 'Erase M-17' }));
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    again(file({ legalHold: 'a claim' }));
    await expect.element(page.getByRole('alert')).toMatchTextContent(/a claim/);
    expect(page.getByRole('button', { name: 'Undo' }).elements()).toEqual([]);
  });
  test('that is due is listed, and what was done with files is said without names', async () => {
    const old = { ...newClient('old', 'K-2', START - 8 * 365 * 86_400_000) };
    await show(
      <main>
        <Keeping
          library={{
            ...empty,
            clients: [old, newClient('one', 'M-17', START)],
            settings: { ...DEFAULT_SETTINGS, retentionYears: 7 },
            log: [{ what: 'erased', at: START, sessions: 2, notes: 9 }],
          }}
          save={async () => null}
        />
      </main>,
      'pages',
    );
    await expect
      .element(page.getByRole('link', { name: 'K-2, due since', exact: false }))
      .toBeInTheDocument();
    expect(page.getByText('M-17', { exact: false }).elements()).toEqual([]);
    await expect
      .element(page.getByText('Client erased, 2 sessions, 9 notes', { exact: false }))
      .toBeInTheDocument();
    await accessible();
  });
});
