import { expect, test } from 'vitest';
import type { ConnectedPanel, Snapshot } from '@/lib/messaging';
import { Panels } from '@/lib/owner/panels';
import type { State } from '@/lib/owner/state';
import { DEFAULT_SETTINGS } from '@/lib/practice';

const panel = (tabId: number): ConnectedPanel => ({
  id: `panel-${tabId}`,
  tabId,
  meeting: null,
  kind: 'frame',
  fresh: true,
});

test.each<[State['lock'], boolean, Snapshot]>([
  ['none', false, { masked: true }],
  ['open', true, { masked: true, pressCovered: true }],
  // It has to forget what was typed before.
  ['locked', false, { masked: true, locked: true }],
])('a masked panel is told no more than it needs: %s, %s', (lock, pressCovered, told) => {
  const panels = new Panels();
  const seen: Snapshot[] = [];
  panels.add(panel(1), { show: (snapshot) => seen.push(snapshot), press() {} });
  const settings = { ...DEFAULT_SETTINGS, pressCovered };
  panels.show(panels.all(), { lock, practice: { settings } } as unknown as State, true, true, 1);
  expect(seen).toEqual([told]);
});

test('a tab is out of sight when every panel of it is', () => {
  const panels = new Panels();
  const [one, other, elsewhere] = [panel(1), panel(1), panel(2)];
  for (const each of [one, other, elsewhere]) panels.add(each, { show() {}, press() {} });
  expect(panels.isHidden(1)).toBe(false);
  panels.setHidden(one, true);
  expect(panels.isHidden(1)).toBe(false);
  panels.setHidden(other, true);
  expect(panels.isHidden(1)).toBe(true);
  panels.setHidden(one, false);
  expect(panels.isHidden(1)).toBe(false);
  panels.remove(one);
  expect(panels.isHidden(1)).toBe(true);
  expect(panels.isHidden(3)).toBe(false);
});
