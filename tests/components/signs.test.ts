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

  /** As people who read these pages have reported them, each by itself. */
  const REPORTED = [
    ['meet', 'lobby', '<div jscontroller="dyDNGc"></div>'],
    ['meet', 'lobby', '<button jsname="Qx7uuf">Teilnehmen</button>'],
    ['meet', 'call', '<i class="google-symbols">call_end</i>'],
    ['meet', 'left', '<h1 jsname="r4nke">You left the meeting</h1>'],
    ['meet', 'left', '<div data-call-ended="true"></div>'],
    // All of Zoom's domains serve one client.
    ...(['zoom', 'zoomGov', 'zoomChina'] as const).flatMap(
      (id) =>
        [
          [id, 'lobby', '<div class="preview-root"></div>'],
          [id, 'lobby', '<div class="waiting-room-container"></div>'],
          [id, 'call', '<div id="wc-footer"><div class="footer__leave-btn-container"></div></div>'],
          [id, 'left', '<div id="wc-leave"></div>'],
        ] as const,
    ),
    ['teams', 'lobby', '<button id="prejoin-join-button"></button>'],
    ['teams', 'call', '<button id="hangup-button"></button>'],
    ['teams', 'call', '<button data-tid="hangup-button"></button>'],
  ] as const;
  test.each(REPORTED)('%s: %s is told by %s alone', (id, sign, html) => {
    const alone = new DOMParser().parseFromString(html, 'text/html');
    expect(signOf(site(id), alone)).toBe(sign);
  });

  test.each([
    ['meet', 'another picture', '<i class="google-symbols">call</i>'],
    ['meet', 'a call that goes on', '<div data-call-ended="false"></div>'],
    ['zoom', 'a leave button of something else', '<div class="footer__leave-btn-container"></div>'],
    ['zoom', 'the marks of Meet', '<i class="google-symbols">call_end</i>'],
    ['meet', 'the marks of Zoom', '<div id="wc-leave"></div>'],
  ] as const)('%s: %s says nothing', (id, _, html) => {
    const other = new DOMParser().parseFromString(html, 'text/html');
    expect(signOf(site(id), other)).toBeNull();
  });

  test('are each in that list, so that none is there unproven', () => {
    for (const { id, marks } of SITES)
      for (const [sign, list] of Object.entries(marks))
        for (const { selector } of list) {
          const shown = REPORTED.filter(
            ([of, is, html]) =>
              of === id &&
              is === sign &&
              new DOMParser().parseFromString(html, 'text/html').querySelector(selector) !== null,
          );
          expect(shown.length, `${id}, ${sign}, ${selector}`).toBeGreaterThan(0);
        }
  });

  test('are dated', () => {
    for (const { checked } of SITES) expect(checked).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
  });
});
