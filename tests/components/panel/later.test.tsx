import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { type LaterParts, useLater } from '@/components/panel/hooks/use-later';
import { LATER } from '@/components/panel/later';
import { NotDrawn } from '@/components/shared/NotDrawn';
import { accessible, show } from '../show.tsx';

function Shown({ fetched, again }: { fetched: () => Promise<LaterParts>; again(): void }) {
  const { parts, failed, retry } = useLater(fetched, again);
  if (failed) return <NotDrawn says="notDrawn_page" onRetry={retry} />;
  return <p>{parts ? 'here' : 'not yet'}</p>;
}

test('what is loaded later is there once it has come', async () => {
  const again = vi.fn();
  await show(<Shown fetched={async () => LATER} again={again} />);
  await expect.element(page.getByText('here')).toBeVisible();
  expect(again).not.toHaveBeenCalled();
});

test('what could not be loaded is said to be missing, and the panel is loaded anew on a press', async () => {
  const again = vi.fn();
  const fetched = async () => {
    throw new Error('no such file');
  };
  await show(<Shown fetched={fetched} again={again} />);
  await expect.element(page.getByRole('alert')).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(again).toHaveBeenCalledOnce();
});
