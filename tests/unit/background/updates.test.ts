import { expect, test } from 'vitest';
import { heldUpdates } from '@/lib/background/updates';

const held = () => {
  const state = { busy: false, installed: 0 };
  const updates = heldUpdates(
    async () => state.busy,
    () => {
      state.installed += 1;
    },
  );
  return { state, updates };
};

test('an update is installed at once when no session runs', async () => {
  const { state, updates } = held();
  await updates.arrived();
  expect(state.installed).toBe(1);
});

test('an update waits while a session runs, and is installed when it is over', async () => {
  const { state, updates } = held();
  state.busy = true;
  await updates.arrived();
  await updates.sessionOver();
  expect(state.installed).toBe(0);
  state.busy = false;
  await updates.sessionOver();
  expect(state.installed).toBe(1);
});

test('the end of a session installs nothing when no update has come', async () => {
  const { state, updates } = held();
  await updates.sessionOver();
  expect(state.installed).toBe(0);
});
