import { describe, expect, test } from 'vitest';
import { SITES, type SiteId, signOf } from '@/lib/sites';

const PAGES = import.meta.glob('../fixtures/sites/*.html', {
  eager: true,
  query: '?raw',
  import: 'default',
}) as Record<string, string>;
const page = (name: string) => {
  const html = PAGES[`../fixtures/sites/${name}.html`];
  if (!html) throw new Error(`there is no page ${name}`);
  return new DOMParser().parseFromString(html, 'text/html');
};
const site = (id: SiteId) => {
  const found = SITES.find((one) => one.id === id);
  if (!found) throw new Error(`there is no site ${id}`);
  return found;
};

describe('the signs of a page', () => {
  test.each([
    ['meet', 'meet-lobby', 'lobby'],
    ['meet', 'meet-call', 'call'],
    ['meet', 'meet-left', 'left'],
    ['meet', 'meet-between', null],
    ['zoom', 'zoom-lobby', 'lobby'],
    ['zoom', 'zoom-waiting', 'lobby'],
    ['zoom', 'zoom-call', 'call'],
    // The button to leave is there for a while after the meeting.
    ['zoom', 'zoom-left', 'left'],
    ['zoom', 'zoom-breakout', 'call'],
    ['teams', 'teams-lobby', 'lobby'],
    ['teams', 'teams-call', 'call'],
  ] as const)('%s: %s says %s', (id, name, sign) => {
    expect(signOf(site(id), page(name))).toBe(sign);
  });

  test.each(SITES.map(({ id }) => id))('%s says nothing of a page with no sign', (id) => {
    expect(signOf(site(id), page('empty'))).toBeNull();
  });

  test('are dated, and each has a page that shows it', () => {
    for (const { id, checked, marks } of SITES) {
      expect(checked).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
      const pages = Object.keys(PAGES).filter((path) => path.includes(`/${id}-`));
      for (const [sign, list] of Object.entries(marks))
        for (const mark of list)
          expect(
            pages.some((path) => {
              const name = path.replace(/^.*\/|\.html$/g, '');
              return page(name).querySelector(mark.selector) !== null;
            }),
            `${id}, ${sign}, ${mark.selector}`,
          ).toBe(true);
    }
  });
});
