import { signal } from '@preact/signals';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { settingsAddress } from '@/components/desk/address';
import { DeskApp } from '@/components/desk/DeskApp';
import { show } from '../../components/show.tsx';
import { storesForEachTest } from '../stores.ts';
import { wholeDesk } from './whole-desk.ts';

storesForEachTest();

afterEach(async () => {
  await navigator.locks.request('reseal', () => {});
});

test('nothing moves in the desk while earlier notes are sealed under a passphrase', async () => {
  const desk = await wholeDesk(
    `still-${crypto.randomUUID()}`,
    () => navigator.storage.getDirectory(),
    () => {},
  );
  await desk.changes.addClient('C-1');
  await page.viewport(1280, 800);
  await show(
    <DeskApp desk={desk} fragment={signal(settingsAddress('protection'))} onGo={() => {}} />,
    'pages',
  );
  const ways = page.getByRole('navigation', { name: 'Settings' });
  await expect.element(ways).toBeVisible();
  await document.fonts.ready;
  const places = new Set<number>();
  const look = () => places.add(ways.element().getBoundingClientRect().top);
  look();
  const watch = new MutationObserver(look);
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  const foot = page.getByRole('status').filter({ hasText: 'Sealing earlier notes' });
  let seen = 0;
  const count = new MutationObserver(() => {
    seen += foot.elements().length;
  });
  count.observe(document.body, { subtree: true, childList: true });
  expect(await desk.lock.set('five words')).toEqual({ ok: true });
  await expect.poll(() => seen).toBeGreaterThan(0);
  await expect.poll(() => desk.resealing.value).toBeNull();
  watch.disconnect();
  count.disconnect();
  expect([...places]).toHaveLength(1);
});
