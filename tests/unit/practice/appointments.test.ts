import { describe, expect, test } from 'vitest';
import {
  bookedFor,
  bookedNear,
  bookedWithin,
  linked,
  NO_SESSION,
  newClient,
  nextAppointments,
  nextBooked,
} from '@/lib/practice';

const NOW = Date.UTC(2026, 10, 23, 12);
const HOUR = 3_600_000;
const room = { site: 'meet', room: 'abc-defg-hij' };
const clients = [linked(newClient('a', 'A-1', NOW), room), newClient('b', 'B-2', NOW)];
const booked = (uid: string, hours: number, change: object = {}) => ({
  uid,
  meeting: null,
  at: NOW + hours * HOUR,
  cancelled: false,
  ...change,
});

test('the next appointment of each client is the first ahead that takes place', () => {
  const next = nextAppointments(
    [
      booked('x', 5, { meeting: room }),
      booked('x', 3, { meeting: room }),
      booked('x', 1, { meeting: room, cancelled: true }),
      booked('x', -1, { meeting: room }),
      booked('y', 2),
      booked('nobody', 1),
    ],
    clients,
    { y: 'b' },
    NOW,
  );
  expect([...next]).toEqual([
    ['a', NOW + 3 * HOUR],
    ['b', NOW + 2 * HOUR],
  ]);
});

describe('what is booked for a panel', () => {
  const near = (...all: readonly ReturnType<typeof timed>[]) =>
    bookedNear(all, clients, { y: 'b' }, room, NOW);
  const timed = (uid: string, hours: number, change: object = {}) => {
    const { at, ...one } = booked(uid, hours, change);
    return { ...one, at, until: at + HOUR };
  };

  test('is what takes place in the hours ahead, with a client or at its meeting', () => {
    expect(
      near(
        timed('x', 1, { meeting: room }),
        timed('y', 2),
        timed('nobody', 1),
        timed('stranger', 3, { meeting: { ...room, room: 'other' } }),
        timed('y', 1, { cancelled: true }),
        timed('y', -2),
        timed('y', 13),
        // One that ends before it begins is none.
        { ...timed('y', 2), until: NOW + HOUR },
      ),
    ).toEqual([
      { clientId: 'a', isHere: true, at: NOW + HOUR, until: NOW + 2 * HOUR },
      { clientId: 'b', isHere: false, at: NOW + 2 * HOUR, until: NOW + 3 * HOUR },
    ]);
    // What is no session is nobody's, also at a client's own address.
    const group = timed('x', 1, { meeting: room });
    expect(bookedNear([group], clients, { x: NO_SESSION }, room, NOW)).toEqual([]);
    // Whose it is may have to be said yet.
    const elsewhere = { ...room, room: 'new-room-abc' };
    const unknown = timed('nobody', 1, { meeting: elsewhere });
    expect(bookedNear([unknown], clients, {}, elsewhere, NOW)).toMatchObject([
      { clientId: null, isHere: true },
    ]);
  });

  test('is for a session from a quarter of an hour before on, until it would be over', () => {
    const all = near(timed('x', 1, { meeting: room }), timed('y', 1));
    const at = (minutes: number, who: string | null = 'a') =>
      bookedFor(all, who, NOW + minutes * 60_000)?.clientId;
    expect([at(44), at(45), at(119), at(120)]).toEqual([undefined, 'a', 'a', undefined]);
    expect(at(60, 'b')).toBe('b');
    expect(at(60, 'c')).toBeUndefined();
    expect(at(60, null)).toBe('a');
  });

  test('of two, it is the one that begins nearest to now', () => {
    const all = near(timed('y', 0), timed('y', 1));
    expect(bookedFor(all, 'b', NOW + 10 * 60_000)?.at).toBe(NOW);
    expect(bookedFor(all, 'b', NOW + 50 * 60_000)?.at).toBe(NOW + HOUR);
  });

  test('is nobody’s while two are booked here for one time, and theirs once somebody says who', () => {
    const here = (clientId: string, minutes: number) => {
      const at = NOW + minutes * 60_000;
      return { clientId, isHere: true, at, until: at + HOUR };
    };
    const both = [here('a', 0), here('b', 30)];
    for (const minutes of [15, 40, 59])
      expect(bookedFor(both, null, NOW + minutes * 60_000)).toBeNull();
    expect(bookedFor(both, 'b', NOW + 20 * 60_000)?.clientId).toBe('b');
    // One after the other they are never at one time.
    const inTurn = [here('a', 0), here('b', 60)];
    expect(bookedFor(inTurn, null, NOW)?.clientId).toBe('a');
    expect(bookedFor(inTurn, null, NOW + 50 * 60_000)?.clientId).toBe('b');
  });

  test('lies within a session that would end after it begins, unless that is held for it', () => {
    const all = near(timed('y', 3), timed('x', 1, { meeting: room }));
    const within = (from: number, until: number) =>
      bookedWithin(all, NOW + from * 60_000, NOW + until * 60_000)?.at;
    expect([within(10, 60), within(10, 61), within(10, 240)]).toEqual([
      undefined,
      NOW + HOUR,
      NOW + HOUR,
    ]);
    // Begun a quarter of an hour before it or later, the session is held for it.
    expect([within(44, 80), within(45, 80), within(60, 80)]).toEqual([
      NOW + HOUR,
      undefined,
      undefined,
    ]);
    expect(within(45, 181)).toBe(NOW + 3 * HOUR);
  });

  test('comes next for as long as it isn’t over, and only of a known client', () => {
    const all = near(timed('y', 3), timed('x', 1, { meeting: room }), timed('nobody', 0));
    const at = (minutes: number) => nextBooked(all, NOW + minutes * 60_000)?.at;
    expect([at(0), at(119), at(120), at(240)]).toEqual([
      NOW + HOUR,
      NOW + HOUR,
      NOW + 3 * HOUR,
      undefined,
    ]);
  });
});
