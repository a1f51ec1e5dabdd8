import { describe, expect, test } from 'vitest';
import type { HostMessage } from '@/lib/messaging';
import { attend, covers } from '@/lib/overlay/attend';
import type { Overlay } from '@/lib/overlay/host';
import type { Meeting } from '@/lib/session';

const MEETING: Meeting = { site: 'meet', room: 'abc-defg-hij' };
const INNER: Meeting = { site: 'zoom', room: '123' };

/** A call page whose address can be changed. */
async function page(
  at: Meeting | null = null,
  refused = 0,
  refusal: () => Promise<null> = async () => null,
) {
  const sent: HostMessage[] = [];
  const done: string[] = [];
  const withdrawn: string[] = [];
  let here = at;
  let now = 0;
  let busy: (busy: boolean) => void = () => {};
  let meeting: () => Meeting | null = () => null;
  let refusals = refused;
  let made: Promise<unknown> | null = null;
  const overlay: Overlay = {
    show: () => done.push('show'),
    hide: () => done.push('hide'),
    sense: (signal) => done.push(signal),
    tellCall: (call) => done.push(call),
  };
  const attendance = attend({
    overlay(asked, onBusy) {
      busy = onBusy;
      meeting = asked;
      const answer = refusals-- > 0 ? refusal() : Promise.resolve(overlay);
      made = answer;
      return answer;
    },
    here: () => here,
    sign: () => null,
    now: () => now,
    send: (message) => sent.push(message),
    withdraw: (origins) => withdrawn.push(...origins),
  });
  attendance.update();
  await Promise.allSettled([made]);
  return {
    ...attendance,
    /** Resolves once an overlay that was wanted is there; with null if none was wanted. */
    made: () => made,
    goTo(next: Meeting | null) {
      here = next;
      attendance.update();
    },
    busy: (on: boolean) => busy(on),
    meeting: () => meeting(),
    wait(ms: number) {
      now += ms;
      attendance.look();
    },
    sent,
    done,
    withdrawn,
    isShown: () => done.findLast((what) => what === 'show' || what === 'hide') === 'show',
  };
}

describe('the panel is shown', () => {
  test('in a meeting, and not on another page of the site', async () => {
    const tab = await page(MEETING);
    expect(tab.isShown()).toBe(true);
    tab.goTo(null);
    expect(tab.isShown()).toBe(false);
    expect(tab.sent).toEqual([
      { type: 'moved', meeting: MEETING },
      { type: 'attend', shown: true },
      { type: 'moved', meeting: null },
      { type: 'attend', shown: false },
    ]);
  });

  test('on in a page that has left its meeting while a session is open', async () => {
    const tab = await page(MEETING);
    tab.busy(true);
    tab.goTo(null);
    expect(tab.isShown()).toBe(true);
    tab.busy(false);
    expect(tab.isShown()).toBe(false);
  });

  test('not because a session is open that another tab has', async () => {
    const tab = await page(null);
    tab.busy(true);
    expect(tab.isShown()).toBe(false);
  });

  test('in a page that was loaded anew without a meeting, while the session of its tab is open', async () => {
    const tab = await page(null);
    expect(tab.isShown()).toBe(false);
    tab.told({ type: 'running' });
    await tab.made();
    expect(tab.isShown()).toBe(true);
    tab.busy(true);
    expect(tab.done).not.toContain('over');
    tab.wait(0);
    tab.wait(12_000);
    expect(tab.done.at(-1)).toBe('over');
    tab.busy(false);
    expect(tab.isShown()).toBe(false);
    tab.goTo(MEETING);
    tab.goTo(null);
    expect(tab.isShown(), 'that session is over').toBe(false);
  });

  test('not for that while the panel is in another place', async () => {
    const tab = await page(null);
    tab.told({ type: 'elsewhere', on: true });
    tab.told({ type: 'running' });
    tab.told({ type: 'elsewhere', on: false });
    expect(tab.isShown()).toBe(false);
  });

  test('wherever somebody asks for it', async () => {
    const tab = await page(null);
    tab.told({ type: 'show' });
    await tab.made();
    expect(tab.isShown()).toBe(true);
  });

  test('not while it is in another place, until it is asked for here', async () => {
    const tab = await page(MEETING);
    tab.told({ type: 'elsewhere', on: true });
    expect(tab.isShown()).toBe(false);
    tab.told({ type: 'elsewhere', on: false });
    expect(tab.isShown()).toBe(true);
    tab.told({ type: 'elsewhere', on: true });
    tab.told({ type: 'show' });
    expect(tab.isShown()).toBe(true);
  });

  test.each([true, false])('and its meeting is told again, elsewhere or not: %s', async (on) => {
    const tab = await page(MEETING);
    tab.sent.length = 0;
    tab.told({ type: 'elsewhere', on });
    expect(tab.sent).toContainEqual({ type: 'moved', meeting: MEETING });
  });

  test('as long as an inner frame is a meeting', async () => {
    const tab = await page(null);
    tab.told({ type: 'innerRoom', frameId: 7, meeting: INNER, sign: null });
    await tab.made();
    expect(tab.isShown()).toBe(true);
    expect(tab.meeting()).toEqual(INNER);
    tab.told({ type: 'innerRoom', frameId: 7, meeting: null, sign: null });
    expect(tab.isShown()).toBe(false);
    expect(tab.meeting()).toBeNull();
  });
});

test('the address of the page itself goes before that of an inner frame', async () => {
  const tab = await page(MEETING);
  tab.told({ type: 'innerRoom', frameId: 7, meeting: INNER, sign: null });
  expect(tab.meeting()).toEqual(MEETING);
});

test('what a sensor tells reaches the overlay, also from an inner frame', async () => {
  const tab = await page(MEETING);
  tab.hear('share');
  tab.told({ type: 'sensed', signal: 'sharesThisTab' });
  expect(tab.done.filter((what) => what.startsWith('share'))).toEqual(['share', 'sharesThisTab']);
});

describe('the overlay is made', () => {
  test('when it is first wanted, and once', async () => {
    const tab = await page(null);
    expect(tab.made()).toBeNull();
    tab.hear('mediaConnected');
    tab.goTo(MEETING);
    const made = tab.made();
    await made;
    tab.goTo(null);
    tab.goTo(MEETING);
    expect(tab.made()).toBe(made);
    expect(tab.done).toEqual(['in', 'show', 'in', 'hide', 'in', 'show']);
  });

  test('hidden, if it is wanted no more when it is there', async () => {
    const tab = await page(null);
    tab.goTo(MEETING);
    tab.goTo(null);
    await tab.made();
    expect(tab.done).toEqual(['before']);
  });

  test.each<[string, () => Promise<null>]>([
    ['was not there', async () => null],
    ['failed', () => Promise.reject(new Error('no'))],
  ])('at a later look, if what makes it %s at first', async (_, refusal) => {
    const tab = await page(MEETING, 1, refusal);
    expect(tab.done).toEqual([]);
    tab.wait(2_000);
    await tab.made();
    expect(tab.isShown()).toBe(true);
  });

  test('with a share that was begun before; until then, shares mask the panels in other places', async () => {
    const tab = await page(null);
    tab.told({ type: 'elsewhere', on: true });
    tab.sent.length = 0;
    tab.hear('share');
    tab.hear('mediaLive');
    expect(tab.sent).toEqual([{ type: 'mask' }]);
    tab.told({ type: 'sensed', signal: 'shareEnded' });
    expect(tab.sent).toHaveLength(1);
    tab.hear('sharesMore');
    tab.told({ type: 'show' });
    await tab.made();
    expect(tab.done.slice(-2)).toEqual(['sharesMore', 'show']);
  });
});

test('connected media make it a call, and their end ends it after a while', async () => {
  const tab = await page(MEETING);
  const call = () => tab.done.findLast((what) => ['before', 'in', 'over'].includes(what));
  expect(call()).toBe('before');
  tab.hear('mediaConnected');
  expect(call()).toBe('in');
  tab.hear('mediaNone');
  tab.wait(10 * 60_000);
  expect(call()).toBe('over');
});

test('permission that is taken back is passed on', async () => {
  const tab = await page(MEETING);
  tab.told({ type: 'withdrawn', origins: ['https://meet.google.com/*'] });
  expect(tab.withdrawn).toEqual(['https://meet.google.com/*']);
});

test.each([
  ['https://meet.google.com/*', 'meet.google.com', true],
  ['https://meet.google.com/*', 'google.com', false],
  ['https://*.zoom.us/*', 'us02web.zoom.us', true],
  ['https://*.zoom.us/*', 'zoom.us', true],
  ['https://*.zoom.us/*', 'evilzoom.us', false],
])('the pattern %s covers %s: %s', (pattern, hostname, covered) => {
  expect(covers(pattern, hostname)).toBe(covered);
});
