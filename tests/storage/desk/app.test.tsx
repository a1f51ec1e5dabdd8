import { signal } from '@preact/signals';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { addressOf, settingsAddress } from '@/components/desk/address';
import { DeskApp } from '@/components/desk/DeskApp';
import { accessible, focusAsDrawn, show } from '../../components/show.tsx';
import { NOW } from '../../fixtures/panel.tsx';
import { storesForEachTest } from '../stores.ts';
import { wholeDesk } from './whole-desk.ts';

storesForEachTest();

afterEach(async () => {
  await navigator.locks.request('reseal', () => {});
});

const openedDesk = () =>
  wholeDesk(
    `still-${crypto.randomUUID()}`,
    () => navigator.storage.getDirectory(),
    () => {},
  );

test('questions that are half answered go on where they were, and the desk is not shown before', async () => {
  const desk = await openedDesk();
  const added = await desk.changes.addClient('C-1');
  if (typeof added === 'string') throw new Error(added);
  const blank = {
    unscored: null,
    by: 'client',
    person: '',
    assessed: '',
    agreed: '',
    noted: false,
    beganAt: NOW,
  };
  desk.unsaved.put(`${added.id} measure gad7`, {
    of: added.id,
    value: { ...blank, id: 'entry', answers: [1, 2, null, null, null, null, null] },
    from: null,
  });
  // As while it is read.
  const ready = signal(false);
  const get = (name: string) => (ready.peek() ? desk.unsaved.get(name) : null);
  const at = signal(addressOf({ page: 'ask', id: added.id, measure: 'gad7' }));
  await show(
    <DeskApp
      desk={{ ...desk, unsaved: { ...desk.unsaved, ready, get } }}
      fragment={at}
      onGo={() => {}}
    />,
    'pages',
  );
  expect(document.body.textContent).not.toContain('C-1');
  ready.value = true;
  await expect.element(page.getByText('3 of 8')).toBeInTheDocument();
  expect(document.body.textContent).not.toContain('C-1');
});

test('clinical questions are put before no coach’s client, and stay where they already are', async () => {
  const desk = await openedDesk();
  const added = await desk.changes.addClient('C-1');
  if (typeof added === 'string') throw new Error(added);
  const at = signal(addressOf({ page: 'ask', id: added.id, measure: 'gad7' }));
  const draw = () =>
    show(<DeskApp desk={desk} fragment={at} onGo={(to) => (at.value = to)} />, 'pages');
  await draw();
  await expect.element(page.getByText('Feeling nervous', { exact: false })).toBeVisible();
  // Another page makes a coach of the practitioner while the screen is shared.
  await desk.changes.changeSettings((before) => ({ ...before, profile: 'coach' }));
  await expect.poll(() => desk.library.value?.settings.profile).toBe('coach');
  await expect.element(page.getByText('Feeling nervous', { exact: false })).toBeVisible();
  expect(page.getByRole('navigation', { name: 'Desk' }).elements()).toEqual([]);
  // Opened anew, they aren't asked.
  await draw();
  await expect.element(page.getByRole('navigation', { name: 'Desk' })).toBeVisible();
  expect(document.body.textContent).not.toContain('Feeling nervous');
});

test('a key goes anywhere, unless somebody wants it for something else', async () => {
  const desk = await openedDesk();
  const at = signal(settingsAddress('keys'));
  await show(<DeskApp desk={desk} fragment={at} onGo={() => {}} />, 'pages');
  const box = page.getByRole('dialog', { name: 'Go to' });
  const tick = page.getByRole('checkbox', { name: /^Ctrl K goes to/ });
  await expect.element(tick).toBeChecked();
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(box).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(box).not.toBeInTheDocument();
  await userEvent.click(tick);
  await expect.poll(() => desk.library.value?.settings.goToKey).toBe(false);
  await expect.element(page.getByText('Ctrl K', { exact: true })).not.toBeInTheDocument();
  await userEvent.keyboard('{Control>}k{/Control}');
  expect(box.elements()).toEqual([]);
  await userEvent.click(page.getByRole('button', { name: 'Go to', exact: false }));
  await expect.element(box).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await userEvent.click(page.getByRole('button', { name: 'Undo' }));
  await expect.element(tick).toBeChecked();
});

test('the heading of another page has the focus as it is drawn, and takes it from no field later', async () => {
  const desk = await openedDesk();
  const at = signal(addressOf({ page: 'practice' }));
  await show(<DeskApp desk={desk} fragment={at} onGo={() => {}} />, 'pages');
  await expect.element(page.getByRole('heading', { name: 'Practice', level: 1 })).toBeVisible();
  const focused = await focusAsDrawn(() => {
    at.value = addressOf({ page: 'help', topic: null });
  });
  expect(focused).toBe(page.getByRole('heading', { name: 'Help', level: 1 }).element());
});

test('nothing moves in the desk while earlier notes are sealed under a passphrase', async () => {
  const desk = await openedDesk();
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

test('what is undone stands in its form again, and nothing is undone while something else does', async () => {
  const desk = await openedDesk();
  const added = await desk.changes.addClient('C-1');
  if (typeof added === 'string') throw new Error(added);
  const at = signal(addressOf({ page: 'client', id: added.id, tab: 'goals' }));
  await show(<DeskApp desk={desk} fragment={at} onGo={() => {}} />, 'pages');
  const field = page.getByRole('textbox', { name: "A goal, in the client's words" });
  const press = (name: string) => userEvent.click(page.getByRole('button', { name, exact: true }));
  const isThere = () =>
    expect.poll(() => page.getByText('Say no', { exact: true }).elements().length > 0);
  await userEvent.fill(field, 'Say no');
  await press('Add goal');
  await expect.element(field).toHaveValue('');
  await isThere().toBe(true);
  await press('Undo');
  await expect.element(field).toHaveValue('Say no');
  await isThere().toBe(false);
  await press('Add goal');
  await expect.element(field).toHaveValue('');
  await userEvent.fill(field, 'Sleep');
  await press('Undo');
  await expect.element(page.getByText(/^Something else is begun in the form/)).toBeVisible();
  await accessible();
  await isThere().toBe(true);
  await expect.element(field).toHaveValue('Sleep');
  await userEvent.fill(field, '');
  await press('Undo');
  await expect.element(field).toHaveValue('Say no');
  await isThere().toBe(false);
});
