import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DeskNotes } from '@/components/desk/DeskNotes';
import type { SessionRecord } from '@/lib/vault';
import { library, session } from '../library.ts';
import { show } from '../show.tsx';

test('a search narrows the list, and says so when nothing is found', async () => {
  const onExport = vi.fn();
  await show(
    <DeskNotes library={library} chosen={null} onExport={onExport} onMove={async () => null} />,
    'pages',
  );
  const field = page.getByRole('searchbox', { name: 'Search notes' });
  await userEvent.fill(field, 'SISTER');
  await expect.element(page.getByText('1 session')).toBeInTheDocument();
  await userEvent.click(page.getByRole('button', { name: 'Export the record: As Markdown' }));
  expect(onExport.mock.calls[0]?.[0].map(({ id }: SessionRecord) => id)).toEqual(['a']);
  await userEvent.fill(field, 'nothing like this');
  await expect
    .element(page.getByText('No note contains "nothing like this"', { exact: false }))
    .toBeInTheDocument();
});

test('a session is moved to the right client once its summary is closed', async () => {
  const onMove = vi
    .fn<Parameters<typeof DeskNotes>[0]['onMove']>()
    .mockResolvedValue('storageFailed');
  const notes = (sessions: readonly SessionRecord[]) => (
    <DeskNotes
      library={{ ...library, sessions }}
      chosen={null}
      onExport={() => {}}
      onMove={onMove}
    />
  );
  await show(notes([session('a', 'x', true)]), 'pages');
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Client' }), 'M-17');
  expect(onMove.mock.calls[0]?.[1]).toBe('one');
  // The change could not be written, and the page says so.
  await expect.element(page.getByRole('alert')).toBeInTheDocument();
  await show(notes([session('a', 'x', false)]), 'pages');
  await expect.element(page.getByRole('combobox', { name: 'Client' })).not.toBeInTheDocument();
});
