/** Looking back over many sessions: counts and medians, none of them a score. */
import { type Budgets, type EpochMs, LEGS, type LegId, MINUTE } from '../session';

/** What a look back needs to know of a session that was held. */
export interface Held {
  readonly clientId: string | null;
  readonly startedAt: EpochMs;
  readonly endedAt: EpochMs | null;
  readonly endsAt: EpochMs;
  /** Minutes from UTC where it began. */
  readonly utcOffset: number;
  readonly stretches: readonly {
    readonly leg: LegId;
    readonly from: number;
    readonly to: number;
  }[];
  readonly budgets: Budgets;
  readonly lateMinutes: number;
  readonly end: 'agreed' | 'corrected' | 'safety';
}

/** An agreed session that was not held. */
export interface NotHeld {
  readonly clientId: string;
  readonly at: EpochMs;
  readonly kind: 'missed' | 'cancelled';
}

/** From how many sessions on a look back is drawn. Fewer say too little. */
export const LOOK_BACK_FROM = 4;
/** What is of fewer clients is left out of a report, so that nobody can be told from it. */
export const LEAST_GROUP = 5;

/** A month such as `2026-11`. */
export type Month = string;

/** The month of an instant, at a place so many minutes from UTC. */
export const monthOf = (at: EpochMs, utcOffset: number): Month =>
  new Date(at + utcOffset * MINUTE).toISOString().slice(0, 7);

/** The last months up to that of `now`, the earliest first. */
export function monthsUpTo(now: EpochMs, utcOffset: number, count: number): readonly Month[] {
  const [year = 0, month = 1] = monthOf(now, utcOffset).split('-').map(Number);
  return Array.from({ length: count }, (_, n) =>
    new Date(Date.UTC(year, month - count + n, 1)).toISOString().slice(0, 7),
  );
}

/** The middle of some numbers, and the ends of their middle half. */
export interface Middle {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** How many clients they are of. */
  readonly clients: number;
}

/** How many clients there are. Sessions of nobody are of none. */
export const clientsIn = (some: readonly { readonly clientId: string | null }[]): number =>
  new Set(some.flatMap(({ clientId }) => clientId ?? [])).size;

/**
 * Null without numbers. Between two numbers it goes in proportion.
 * @param clients how many the numbers are of
 */
export function middleOf(numbers: readonly number[], clients: number): Middle | null {
  if (numbers.length === 0) return null;
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const place = (sorted.length - 1) * share;
    const below = sorted[Math.floor(place)] ?? 0;
    const above = sorted[Math.ceil(place)] ?? 0;
    return below + (above - below) * (place - Math.floor(place));
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75), count: sorted.length, clients };
}

/** How many sessions of a month were held, how many of them began late, and how many weren't. */
export interface Attendance {
  readonly month: Month;
  readonly held: number;
  readonly late: number;
  readonly missed: number;
  readonly cancelled: number;
  /** Of how many clients each of these counts is, and those that began on time. */
  readonly clients: Readonly<Record<Count | 'onTime', number>>;
}

/** What is counted by month. */
export type Count = 'held' | 'late' | 'missed' | 'cancelled';

/** Whole minutes from which on a start counts as late. */
export const LATE_FROM = 5;

export function attendanceOf(
  held: readonly Held[],
  notHeld: readonly NotHeld[],
  months: readonly Month[],
  utcOffset: number,
): readonly Attendance[] {
  return months.map((month) => {
    const here = held.filter((one) => monthOf(one.startedAt, one.utcOffset) === month);
    const absent = notHeld.filter(({ at }) => monthOf(at, utcOffset) === month);
    const of = (kind: NotHeld['kind']) => absent.filter((one) => one.kind === kind);
    const groups: Readonly<Record<Count, readonly { readonly clientId: string | null }[]>> = {
      held: here,
      late: here.filter(({ lateMinutes }) => lateMinutes >= LATE_FROM),
      missed: of('missed'),
      cancelled: of('cancelled'),
    };
    return {
      month,
      held: groups.held.length,
      late: groups.late.length,
      missed: groups.missed.length,
      cancelled: groups.cancelled.length,
      clients: {
        held: clientsIn(groups.held),
        late: clientsIn(groups.late),
        onTime: clientsIn(here.filter((one) => !groups.late.includes(one))),
        missed: clientsIn(groups.missed),
        cancelled: clientsIn(groups.cancelled),
      },
    };
  });
}

/** A leg's minutes over or under its budget, month by month; null for a month without sessions. */
export interface LegBalance {
  readonly leg: LegId;
  /** The median budget of all these sessions, in minutes. */
  readonly budget: number;
  readonly months: readonly (Middle | null)[];
}

export function legBalances(
  held: readonly Held[],
  months: readonly Month[],
): readonly LegBalance[] {
  const byMonth = months.map((month) =>
    held.filter((one) => monthOf(one.startedAt, one.utcOffset) === month),
  );
  return LEGS.map((leg) => ({
    leg,
    budget: medianOf(byMonth.flat().map(({ budgets }) => budgets[leg])),
    months: byMonth.map((sessions) =>
      middleOf(
        sessions.map((one) => spentIn(one, leg) - one.budgets[leg]),
        clientsIn(sessions),
      ),
    ),
  }));
}

/** Minutes between two ends of a plot that legs can have. */
const EDGE_STEP = 6;

/**
 * The whole minutes over or under a budget within which all of these legs lie, with the middle half
 * of every month: a multiple of six, the same for each leg so that they can be compared.
 */
export const edgeOf = (balances: readonly LegBalance[]): number => {
  const furthest = Math.max(
    0,
    ...balances.flatMap(({ months }) =>
      months.flatMap((month) => (month ? [Math.abs(month.low), Math.abs(month.high)] : [])),
    ),
  );
  return Math.max(1, Math.ceil(furthest / EDGE_STEP)) * EDGE_STEP;
};

const medianOf = (numbers: readonly number[]): number => middleOf(numbers, 0)?.median ?? 0;

/** Minutes that a session was in a leg. */
const spentIn = ({ stretches }: Held, leg: LegId): number =>
  stretches.reduce((sum, one) => sum + (one.leg === leg ? one.to - one.from : 0), 0) / MINUTE;

/** Whole minutes after the agreed end, and how that end stood. */
export interface Ending {
  readonly clientId: string | null;
  readonly minutes: number;
  readonly end: Held['end'];
}

/** How sessions ended, by month. One that still runs has not ended. */
export const endingsOf = (
  held: readonly Held[],
  months: readonly Month[],
): readonly (readonly Ending[])[] =>
  months.map((month) =>
    held
      .filter((one) => monthOf(one.startedAt, one.utcOffset) === month)
      .flatMap(({ clientId, endedAt, endsAt, end }) =>
        endedAt === null
          ? []
          : [{ clientId, minutes: Math.round((endedAt - endsAt) / MINUTE), end }],
      ),
  );

/** Minutes after the agreed end at which ways to end begin: early, on time, over, long over. */
const END_STARTS = [Number.NEGATIVE_INFINITY, -1, 2, 6] as const;

/** Endings by how they were: two minutes early or more, on time, up to five over, and later. */
export const endedBy = (endings: readonly Ending[]): readonly (readonly Ending[])[] =>
  END_STARTS.map((from, n) => {
    const next = END_STARTS[n + 1] ?? Number.POSITIVE_INFINITY;
    return endings.filter(({ minutes }) => minutes >= from && minutes < next);
  });

/** How many sessions ended two minutes early or more, on time, up to five over, and later. */
export const endGroups = (endings: readonly Ending[]): readonly number[] =>
  endedBy(endings).map((group) => group.length);

/** A range of whole numbers, both ends included; `to` is null for all above. */
export interface Range {
  readonly from: number;
  readonly to: number | null;
  readonly count: number;
}

const counted = (numbers: readonly number[], starts: readonly number[]): readonly Range[] =>
  starts.map((from, n) => {
    const next = starts[n + 1];
    const to = next === undefined ? null : next - 1;
    const count = numbers.filter((one) => one >= from && (to === null || one <= to)).length;
    return { from, to, count };
  });

/**
 * Whole minutes from one session to the next of the same day, where it was held.
 * @param counts which sessions are looked at; a break is counted if it is after one of them
 */
export function breaksOf(
  held: readonly Held[],
  counts: (one: Held) => boolean = () => true,
): readonly Range[] {
  const sorted = held.toSorted((a, b) => a.startedAt - b.startedAt);
  const day = (one: Held) =>
    new Date(one.startedAt + one.utcOffset * MINUTE).toISOString().slice(0, 10);
  const breaks = sorted.flatMap((one, n) => {
    const next = sorted[n + 1];
    if (!next || !counts(one) || one.endedAt === null || day(next) !== day(one)) return [];
    return [Math.max(0, Math.floor((next.startedAt - one.endedAt) / MINUTE))];
  });
  return counted(breaks, [0, 1, 5, 10, 15, 30]);
}

/** How many clients have had so many sessions. */
export function sessionsPerClient(held: readonly Held[]): readonly Range[] {
  const byClient = new Map<string, number>();
  for (const { clientId } of held)
    if (clientId !== null) byClient.set(clientId, (byClient.get(clientId) ?? 0) + 1);
  return counted([...byClient.values()], [1, 2, 4, 8, 16, 32, 64]);
}
