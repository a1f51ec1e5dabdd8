import { describe, expect, test } from 'vitest';
import {
  aheadOf,
  breakBefore,
  inARow,
  justEndedIn,
  nextOf,
  rowsOf,
} from '@/components/desk/today/day';
import type { Head } from '@/lib/library';
import type { Calendar } from '@/lib/papers';
import {
  expectedOn,
  linked,
  NO_SESSION,
  newClient,
  USUAL_ENGAGEMENT,
  whoseIs,
} from '@/lib/practice';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Tuesday, by the clock of this device. */
const MORNING = new Date(2026, 10, 24, 0, 0).getTime();
const at = (hour: number, minute = 0) => MORNING + hour * HOUR + minute * MINUTE;

const room = { site: 'meet', room: 'abc-defg-hij' };
const anna = linked(newClient('a', 'A-1', 1), room);
const bert = newClient('b', 'B-2', 1);
const clients = [anna, bert];

const head = (clientId: string | null, startedAt: number) =>
  ({ id: `s${startedAt}`, clientId, startedAt, endedAt: startedAt + 50 * MINUTE }) as Head;
const booked = (
  uid: string,
  from: number,
  change: Partial<Calendar['appointments'][number]> = {},
): Calendar['appointments'][number] => ({
  uid,
  at: from,
  until: from + 50 * MINUTE,
  title: uid,
  cancelled: false,
  meeting: null,
  link: '',
  ...change,
});
const calendar = (
  appointments: Calendar['appointments'],
  whose: Calendar['whose'] = {},
): Calendar => ({ name: 'x', readAt: 1, appointments, whose });
const day = (held: readonly Head[], appointments: Calendar['appointments'], whose = {}) =>
  rowsOf(held, calendar(appointments, whose), clients, MORNING, MORNING + DAY, null);

describe('a day', () => {
  test('has its sessions and appointments in order, and those of other days are left out', () => {
    const rows = day(
      [head('b', at(9))],
      [booked('late', at(15)), booked('early', at(11)), booked('tomorrow', at(25))],
    );
    expect(rows.map((row) => (row.kind === 'booked' ? row.appointment.uid : row.kind))).toEqual([
      'held',
      'early',
      'late',
    ]);
  });

  test('shows an appointment whose session was held once, though it began late', () => {
    expect(day([head('a', at(9, 12))], [booked('x', at(9), { meeting: room })])).toHaveLength(1);
    // Of somebody else, or hours later, it is another one.
    expect(day([head('b', at(9))], [booked('x', at(9), { meeting: room })])).toHaveLength(2);
    expect(day([head('a', at(13))], [booked('x', at(9), { meeting: room })])).toHaveLength(2);
    expect(day([head('a', at(8, 40))], [booked('x', at(9), { meeting: room })])).toHaveLength(2);
  });

  test('has the open session in its place, and its appointment not once more', () => {
    const open = {
      startedAt: at(9, 5),
      endedAt: null,
      endsAt: at(9, 55),
      elapsedMs: 60 * MINUTE,
      clientId: 'a',
    };
    const appointments = [booked('x', at(9), { meeting: room }), booked('y', at(11))];
    const rows = rowsOf(
      [head('b', at(8))],
      calendar(appointments),
      clients,
      MORNING,
      MORNING + DAY,
      open,
    );
    expect(rows.map(({ kind, at: begins }) => [kind, begins])).toEqual([
      ['held', at(8)],
      ['open', at(9, 5)],
      ['booked', at(11)],
    ]);
    expect(nextOf(rows, at(9, 30))?.at).toBe(at(11));
    // It goes on past its end, and so the break gets shorter.
    const break_ = (of: typeof rows) => of.map((row) => breakBefore(of, row)?.minutes ?? null);
    expect(break_(rows)).toEqual([null, 15, 55]);
    // One that is open since the day before is beside the day.
    const old = { ...open, startedAt: at(-15), endsAt: at(-14) };
    expect(
      break_(rowsOf([], calendar([booked('y', at(11))]), clients, MORNING, MORNING + DAY, old)),
    ).toEqual([null, null]);
  });

  test('has as its next the first that is not over and takes place', () => {
    const rows = day(
      [],
      [booked('over', at(9)), booked('off', at(10), { cancelled: true }), booked('next', at(11))],
    );
    const next = nextOf(rows, at(10));
    expect(next?.kind === 'booked' && next.appointment.uid).toBe('next');
    expect(nextOf(rows, at(12))).toBeNull();
  });

  test('leaves out of its sessions what somebody has said is none', () => {
    const all = [booked('group', at(10)), booked('next', at(11)), booked('then', at(12))];
    const said = { ...calendar(all), whose: { group: NO_SESSION } };
    const rows = rowsOf([], said, clients, MORNING, MORNING + DAY, null);
    expect(rows.map((row) => row.kind === 'booked' && row.isOther)).toEqual([true, false, false]);
    const next = nextOf(rows, at(9));
    expect(next?.kind === 'booked' && next.appointment.uid).toBe('next');
    // It takes its time all the same.
    const second = rows[1];
    expect(second && breakBefore(rows, second)?.minutes).toBe(10);
  });

  test('knows which row is ahead, once another one has begun', () => {
    const rows = day([head('held', at(8))], [booked('next', at(11)), booked('last', at(12))]);
    expect(aheadOf(rows, at(10))?.at).toBe(at(11));
    // The clock is in what goes on, and beside none of the others.
    expect(aheadOf(rows, at(11))).toBeNull();
    expect(aheadOf(rows, at(11, 55))?.at).toBe(at(12));
    expect(aheadOf(rows, at(7))).toBeNull();
    expect(aheadOf(rows, at(13))).toBeNull();
    expect(aheadOf([], at(10))).toBeNull();
  });

  test('says how long each break is, and which is too short', () => {
    const rows = day(
      [],
      [
        booked('a', at(9)),
        booked('off', at(9, 55), { cancelled: true }),
        booked('b', at(10)),
        booked('c', at(10, 50)),
        booked('d', at(12)),
      ],
    );
    expect(rows.map((row) => breakBefore(rows, row))).toEqual([
      null,
      null,
      { minutes: 10, tooShort: false, overlaps: false },
      { minutes: 0, tooShort: true, overlaps: false },
      { minutes: 20, tooShort: false, overlaps: false },
    ]);
  });

  test('says which are at the same time, also beside one that is longer than those after it', () => {
    const long = { ...booked('long', at(9)), until: at(12) };
    const rows = day([], [long, booked('a', at(10)), booked('b', at(11)), booked('c', at(12))]);
    const same = { minutes: 0, tooShort: true, overlaps: true };
    expect(rows.map((row) => breakBefore(rows, row))).toEqual([
      null,
      same,
      same,
      { minutes: 0, tooShort: true, overlaps: false },
    ]);
  });
});

describe('an appointment', () => {
  test('is of the client at its address, or of whom a person has named', () => {
    expect(whoseIs({ uid: 'x', meeting: room }, clients, {})?.code).toBe('A-1');
    expect(whoseIs({ uid: 'x', meeting: room }, clients, { x: 'b' })?.code).toBe('B-2');
    expect(whoseIs({ uid: 'x', meeting: null }, clients, { y: 'b' })).toBeNull();
    // Somebody who was erased can't come.
    expect(whoseIs({ uid: 'x', meeting: null }, clients, { x: 'gone' })).toBeNull();
  });
});

describe('who is expected by their rhythm', () => {
  const weekly = [
    head('a', at(10) - 7 * DAY),
    head('a', at(10) - 14 * DAY),
    head('a', at(10) - 21 * DAY),
  ];
  const codes = (now: number, heads: readonly Head[], people = clients) =>
    expectedOn(now, people, heads).map(({ client }) => client.code);

  test('has come three times so many days apart', () => {
    expect(codes(at(8), weekly)).toEqual(['A-1']);
    expect(codes(at(8), weekly.slice(0, 2))).toEqual([]);
    expect(codes(at(8) + DAY, weekly)).toEqual([]);
    expect(expectedOn(at(8), clients, weekly)[0]?.at).toBe(at(10));
  });

  test('or has agreed how often, after one session', () => {
    const engaged = { ...anna, engagement: { ...USUAL_ENGAGEMENT, frequency: 'weekly' as const } };
    expect(codes(at(8), weekly.slice(0, 1), [engaged])).toEqual(['A-1']);
    const other = { ...anna, engagement: { ...USUAL_ENGAGEMENT, frequency: 'asNeeded' as const } };
    expect(codes(at(8), weekly, [other])).toEqual([]);
  });

  test('is nobody who has come today, pauses, or has stayed away for long', () => {
    expect(codes(at(12), [head('a', at(10)), ...weekly])).toEqual([]);
    const paused = { ...anna, engagement: { ...USUAL_ENGAGEMENT, state: 'paused' as const } };
    expect(codes(at(8), weekly, [paused])).toEqual([]);
    expect(codes(at(8) + 14 * DAY, weekly)).toEqual(['A-1']);
    expect(codes(at(8) + 21 * DAY, weekly)).toEqual([]);
  });
});

test('sessions in a row are told from three on, without what is cancelled and up to a break', () => {
  const four = [head('a', at(9)), head('b', at(9, 55)), head('a', at(10, 50)), head('b', at(13))];
  expect(inARow(day(four, []))).toEqual({ count: 3, from: at(9) });
  expect(inARow(day(four.slice(1), []))).toBeNull();
  const one = booked('one', at(9));
  const cancelled = booked('two', at(9, 55), { cancelled: true });
  expect(inARow(day([], [one, cancelled, booked('three', at(10, 50))]))).toBeNull();
  // Ten minutes are a break.
  expect(
    inARow(
      day(
        [],
        [9, 10, 11].map((hour) => booked(`${hour}`, at(hour))),
      ),
    ),
  ).toBeNull();
  expect(inARow([])).toBeNull();
});

test('a breath is offered for a quarter of an hour after a session', () => {
  const ended = at(9, 50);
  const held = [head('a', at(9)), { ...head('b', at(7)), endedAt: null }];
  expect(
    [-1, 0, 14 * MINUTE, 15 * MINUTE].map((later) => justEndedIn(held, ended + later) ?? null),
  ).toEqual([null, held[0], held[0], null]);
});
