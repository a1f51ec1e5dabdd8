import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Popup } from '@/components/popup/Popup';
import type { Snapshot } from '@/lib/messaging';
import type { SiteState } from '@/lib/sites';
import { NOW, view } from '../../fixtures/panel.tsx';
import { DOXY, MEET, POPUP } from '../../fixtures/popup.ts';
import { snapshotOf } from '../../fixtures/view.ts';
import { accessible, again, show } from '../show.tsx';

const RUNNING = snapshotOf(view) as Extract<Snapshot, { masked: false }>;

describe('every page is accessible, in light and dark', () => {
  test.each([
    ['popup', <Popup {...POPUP} />],
    ['popup, masked', <Popup {...POPUP} snapshot={{ masked: true }} />],
    ['popup during a session', <Popup {...POPUP} snapshot={{ ...RUNNING, lock: 'open' }} />],
    ['popup, locked', <Popup {...POPUP} snapshot={{ ...RUNNING, lock: 'locked' }} />],
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

test('during a session the popup shows its time and leg, leads to the call and masks, and shows no word of it', async () => {
  const [onCall, onMask] = [vi.fn(), vi.fn()];
  await show(<Popup {...POPUP} snapshot={RUNNING} onCall={onCall} onMask={onMask} />, 'pages');
  await expect.element(page.getByRole('timer')).toHaveTextContent('32:00');
  await expect.element(page.getByText('Exploration')).toBeVisible();
  await expect.element(page.getByText('7 of 22 min')).toBeVisible();
  for (const { text } of view.notes) expect(document.body.textContent).not.toContain(text);
  await userEvent.click(page.getByRole('button', { name: 'Go to the call' }));
  await userEvent.click(page.getByRole('button', { name: 'Mask panel' }));
  expect([onCall.mock.calls.length, onMask.mock.calls.length]).toEqual([1, 1]);
});

test('before a session the popup says who comes next, and when, of those that are known', async () => {
  const at = NOW + 60 * 60_000;
  const booked = [
    { clientId: null, isHere: true, at: at - 60_000, until: at + 60_000 },
    { clientId: 'n', isHere: false, at, until: at + 60 * 60_000 },
  ];
  await show(<Popup {...POPUP} snapshot={snapshotOf(null, { booked })} />, 'pages');
  await expect.element(page.getByText(/^Next: K-2 at \d/)).toBeVisible();
  await accessible();
  await again(<Popup {...POPUP} snapshot={snapshotOf(null)} />);
  await expect.element(page.getByText(/^Next:/)).not.toBeInTheDocument();
});

test('a call whose tab is closed is said to be so, and the popup stays', async () => {
  await show(<Popup {...POPUP} snapshot={RUNNING} wrong="tabGone" />, 'pages');
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent(
      'The tab of this session is closed. Open the call again, and the session goes on in it.',
    );
  await accessible();
});

test('a locked popup asks for the passphrase, and the session that runs is told beside it', async () => {
  await show(<Popup {...POPUP} snapshot={{ ...RUNNING, lock: 'locked' }} />, 'pages');
  await expect.element(page.getByRole('textbox', { name: 'Passphrase' })).toBeVisible();
  await expect.element(page.getByText('The session that is running goes on.')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Lock' })).not.toBeInTheDocument();
});
