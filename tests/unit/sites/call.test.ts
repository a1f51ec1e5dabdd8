import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Followed, follow, GRACE, NOT_YET, type Noticed } from '@/lib/sites';

const IN: Noticed = { room: true, media: 'none', sign: null, now: 0 };
/** Follows a call from the start while one thing is noticed each second. */
const after = (...noticed: readonly Partial<Noticed>[]): Followed =>
  noticed.reduce<Followed>(
    (before, more, at) => follow(before, { ...IN, now: at * 1_000, ...more }),
    NOT_YET,
  );
const call = (...noticed: readonly Partial<Noticed>[]) => after(...noticed).call;

describe('a call that is followed', () => {
  test('has not begun in a room, in its lobby, or with a camera alone', () => {
    expect(call({})).toBe('before');
    expect(call({ sign: 'lobby' }, { media: 'live' })).toBe('before');
    expect(call({ media: 'live' })).toBe('before');
    expect(call({ room: false, sign: 'call' })).toBe('before');
    expect(call({ sign: 'left' }, { sign: 'left', now: GRACE * 2 })).toBe('before');
  });
  test('begins with a connection, whatever the page says, or with its sign in a room', () => {
    expect(call({ media: 'connected' })).toBe('in');
    expect(call({ media: 'connected', sign: 'lobby', room: false })).toBe('in');
    expect(call({ sign: 'call' })).toBe('in');
  });
  test('is over when its connection has been gone for a while', () => {
    expect(call({ media: 'connected' }, {}, { now: GRACE })).toBe('in');
    expect(call({ media: 'connected' }, {}, { now: GRACE + 1_000 })).toBe('over');
  });
  test('goes on when the connection comes back in time', () => {
    const back = after({ media: 'connected' }, {}, { media: 'connected' }, {});
    expect(back).toMatchObject({ call: 'in', quietSince: 3_000 });
    expect(follow(back, { ...IN, now: 3_000 + GRACE - 1 }).call).toBe('in');
  });
  test('of which no connection was ever seen is over by a sign or the address alone', () => {
    expect(call({ sign: 'call' }, {}, { now: GRACE * 9 })).toBe('in');
    expect(call({ sign: 'call' }, { media: 'live' }, { now: GRACE * 9 })).toBe('in');
    for (const left of [{ sign: 'left' }, { sign: 'lobby' }, { room: false }] as const)
      expect(call({ sign: 'call' }, left, { ...left, now: GRACE + 1_000 })).toBe('over');
  });
  test('goes on without a word while a camera is in use and the page says nothing', () => {
    expect(call({ media: 'connected' }, { media: 'live' }, { media: 'live', now: GRACE * 9 })).toBe(
      'in',
    );
  });
  test('may begin again after it was over', () => {
    expect(call({ media: 'connected' }, {}, { now: GRACE * 2 }, { media: 'connected' })).toBe('in');
  });
  test('is over only after it was on, and never sooner than it has seemed so for a while', () => {
    const noticed = fc.record({
      room: fc.boolean(),
      media: fc.constantFrom('connected', 'live', 'none' as const),
      sign: fc.constantFrom('lobby', 'call', 'left', null),
      wait: fc.integer({ min: 1, max: GRACE }),
    });
    fc.assert(
      fc.property(fc.array(noticed, { maxLength: 40 }), (list) => {
        let now = 0;
        let before: Followed = NOT_YET;
        let lastOn = Number.NaN;
        for (const { wait, ...what } of list) {
          now += wait;
          const next = follow(before, { ...what, now } as Noticed);
          if (what.media === 'connected' || (what.sign === 'call' && what.room)) lastOn = now;
          if (next.call === 'over' && before.call === 'in')
            expect(now - lastOn).toBeGreaterThanOrEqual(GRACE);
          if (before.call === 'before') expect(next.call).not.toBe('over');
          before = next;
        }
      }),
    );
  });
});
