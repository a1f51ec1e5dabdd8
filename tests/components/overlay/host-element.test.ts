import { afterEach, expect, test } from 'vitest';
import { createHostElement } from '@/lib/overlay/host-element';
import { changed, drawn, firstState } from '@/lib/overlay/host-state';
import { FIRST_PLACEMENT } from '@/lib/overlay/placement';

const viewport = { width: 1_280, height: 800 };
const shown = changed(firstState(FIRST_PLACEMENT), { shown: true });
const made = () => {
  const frame = document.createElement('iframe');
  const element = createHostElement(document, frame);
  element.draw(drawn(shown, viewport));
  element.dress();
  document.documentElement.append(element.host);
  const observer = new MutationObserver(() => {});
  observer.observe(element.host, { attributes: true });
  return { element, frame, seen: () => observer.takeRecords().length };
};
afterEach(() => {
  for (const host of document.querySelectorAll('[data-perch-host]')) host.remove();
});

test('a host whose look has not changed is not touched, and the page sees nothing', () => {
  const { element, seen } = made();
  element.draw(drawn(shown, viewport));
  element.draw(drawn(changed(shown, { call: 'in' }), viewport));
  expect(seen()).toBe(0);
});

test('of a host that moves, only its place is set', () => {
  const { element, seen } = made();
  const placement = { ...FIRST_PLACEMENT, dock: 'left' } as const;
  element.draw(drawn(changed(shown, { placement }), viewport));
  expect(element.host.style.left).toBe('8px');
  expect(seen()).toBe(1);
});

test('what a page has done to the host is noticed, and undone', () => {
  const { element } = made();
  const { host } = element;
  const before = host.style.cssText;
  expect(element.isTampered()).toBe(false);
  host.style.setProperty('opacity', '0', 'important');
  host.hidden = true;
  host.id = 'theirs';
  expect(element.isTampered()).toBe(true);
  element.dress();
  expect(element.isTampered()).toBe(false);
  expect(host.style.cssText).toBe(before);
  expect([host.hidden, host.id]).toEqual([false, '']);
});
