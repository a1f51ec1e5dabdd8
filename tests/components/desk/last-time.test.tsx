import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { LastTime } from '@/components/desk/Glance';
import { headOf } from '@/lib/library';
import type { Kind, Note } from '@/lib/notes';
import { line } from '../../fixtures/note.ts';
import { session } from '../library.ts';
import { accessible, show } from '../show.tsx';

const note = (kind: Kind, text: string, more: Partial<Note> = {}): Note => ({
  ...line(text, text),
  kind,
  ...more,
});
const offered = { when: '', know: '', chosen: false };
const draw = (...notes: readonly Note[]) =>
  show(
    <main>
      <LastTime head={headOf({ ...session('a', '', true), notes: [...notes] })} />
    </main>,
    'pages',
  );
const rows = () =>
  page
    .getByRole('term')
    .elements()
    .map(({ textContent, nextElementSibling }) => [
      textContent,
      nextElementSibling?.textContent.trim(),
    ]);

test('what somebody left with begins with each risk, and leaves out no takeaway', async () => {
  await draw(
    note('risk', 'cut herself on Friday'),
    note('takeaway', 'No is a sentence'),
    note('risk', 'safe tonight'),
    note('takeaway', 'The sister knows'),
    note('risk', 'a fear of my own', { compartment: 'private' }),
  );
  expect(rows()).toEqual([
    ['Risk', 'cut herself on Fridaysafe tonight'],
    ['Took away', 'No is a sentenceThe sister knows'],
  ]);
  await accessible();
});

test('a plan that nobody chose is no chosen one', async () => {
  await draw(note('plan', 'walk', { plan: offered }));
  expect(rows()).toEqual([['Offered to try', 'walk']]);
  await draw(
    note('plan', 'walk', { plan: offered }),
    note('plan', 'call', { plan: { ...offered, chosen: true } }),
  );
  expect(rows().map(([term]) => term)).toEqual(['Chosen to try']);
  await expect.element(page.getByText('offered')).toBeVisible();
});
