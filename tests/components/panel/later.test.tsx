import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { type LaterParts, useLater } from '@/components/panel/hooks/use-later';
import { LATER } from '@/components/panel/later';
import { NotDrawn } from '@/components/shared/NotDrawn';
import { accessible, show } from '../show.tsx';

function Shown({ fetched }: { fetched: () => Promise<LaterParts> }) {
  const { parts, failed, retry } = useLater(fetched);
  if (failed) return <NotDrawn says="notDrawn_page" onRetry={retry} />;
  return <p>{parts ? 'here' : 'not yet'}</p>;
}

test('pages that could not be loaded are said to be missing, and loaded on a press', async () => {
  let asked = 0;
  const fetched = async () => {
    asked += 1;
    if (asked === 1) throw new Error('no such file');
    return LATER;
  };
  await show(<Shown fetched={fetched} />);
  await expect.element(page.getByRole('alert')).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText('here')).toBeVisible();
});
