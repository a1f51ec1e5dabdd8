import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Popup } from '@/components/popup/Popup';
import type { SiteState } from '@/lib/sites';
import { DOXY, MEET, POPUP } from '../library.ts';
import { accessible, again, show } from '../show.tsx';

describe('every page is accessible, in light and dark', () => {
  test.each([
    ['popup', <Popup {...POPUP} />],
    ['popup, masked', <Popup {...POPUP} snapshot={{ masked: true }} />],
    [
      'popup on a call site that is not used yet',
      <Popup {...POPUP} site={{ ...DOXY, allowed: false }} onSide={() => {}} />,
    ],
  ])('%s', async (_, what) => {
    await show(what, 'pages');
    await accessible();
  });
});

test('the popup offers the site in front of it, and takes it back', async () => {
  const onUse = vi.fn();
  const onStop = vi.fn();
  const popup = (site: SiteState) => <Popup {...POPUP} site={site} onUse={onUse} onStop={onStop} />;
  await show(popup({ ...DOXY, allowed: false }), 'pages');
  await userEvent.click(page.getByRole('button', { name: 'Use Perch on Doxy.me' }));
  expect(onUse).toHaveBeenCalledOnce();
  await again(popup({ ...DOXY, allowed: true }));
  await userEvent.click(page.getByRole('button', { name: 'Stop using Perch here' }));
  expect(onStop).toHaveBeenCalledOnce();
  await again(popup({ ...MEET, allowed: true }));
  await expect
    .element(page.getByRole('button', { name: 'Stop using Perch here' }))
    .not.toBeInTheDocument();
});
