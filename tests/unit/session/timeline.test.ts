import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CUES,
  cueAt,
  currentLeg,
  interruptionsOf,
  LEADERS,
  LEGS,
  MINUTE,
  MODES,
  refusalOf,
  type SessionEvent,
  TICKS,
  timeline,
} from '@/lib/session';
import { at, enter, NINE, opened, planned, started, sum } from './at-nine.ts';

describe('a timeline', () => {
  test('shows six legs in any order, with revisits', () => {
    const order = ['opening', 'exploration', 'agenda', 'exploration', 'closing'] as const;
    const events: SessionEvent[] = [
      started,
      ...order.map((leg, index): SessionEvent => ({ type: 'legEntered', at: at(index * 5), leg })),
    ];
    const shown = timeline(planned(), events, at(33));
    expect(shown.current).toBe('closing');
    expect(shown.remainingMs).toBe(17 * MINUTE);
    expect(Object.fromEntries(shown.legs.map(({ leg, state }) => [leg, state]))).toEqual({
      opening: 'visited',
      agenda: 'visited',
      exploration: 'visited',
      integration: 'notVisited',
      planning: 'notVisited',
      closing: 'current',
    });
    const exploration = shown.legs.find(({ leg }) => leg === 'exploration');
    expect(exploration).toMatchObject({ visits: 2, spentMs: 10 * MINUTE, budgetMinutes: 22 });
  });

  test('counts past the end, and freezes when the session ends', () => {
    const events: SessionEvent[] = [...opened];
    expect(timeline(planned(), events, at(52)).remainingMs).toBe(-2 * MINUTE);
    const over = [...events, { type: 'ended', at: at(53) } as const];
    expect(timeline(planned(), over, at(500))).toMatchObject({
      phase: 'ended',
      elapsedMs: 53 * MINUTE,
      remainingMs: -3 * MINUTE,
      current: null,
    });
  });

  test('goes on as if it had never ended when the end was taken back', () => {
    const events: SessionEvent[] = [
      started,
      { type: 'legEntered', at: NINE, leg: 'opening' },
      { type: 'ended', at: at(10) },
      { type: 'resumed', at: at(11) },
    ];
    expect(timeline(planned(), events, at(20))).toMatchObject({
      phase: 'running',
      elapsedMs: 20 * MINUTE,
      current: 'opening',
    });
  });

  test('is right after a machine slept in the middle', () => {
    const events: SessionEvent[] = [...opened];
    expect(timeline(planned(), events, at(40)).remainingMs).toBe(10 * MINUTE);
  });

  test('refuses a list without a start', () => {
    expect(() => timeline(planned(), [], NINE)).toThrow(RangeError);
  });

  describe('whatever happens, in any order and on any clock', () => {
    const seconds = fc.integer({ min: -90, max: 400 });
    const leg = fc.constantFrom(...LEGS);
    const anyEvent: fc.Arbitrary<(at: number) => SessionEvent> = fc.oneof(
      leg.map(
        (to) =>
          (when: number): SessionEvent => ({ type: 'legEntered', at: when, leg: to }),
      ),
      leg.map(
        (which) =>
          (when: number): SessionEvent => ({
            type: 'legSetAside',
            at: when,
            leg: which,
            reason: 'ranOut',
          }),
      ),
      leg.map(
        (which) =>
          (when: number): SessionEvent => ({ type: 'legBroughtBack', at: when, leg: which }),
      ),
      fc.shuffledSubarray([...LEGS], { minLength: 6 }).map(
        (order) =>
          (when: number): SessionEvent => ({ type: 'legsReordered', at: when, order }),
      ),
      fc.integer({ min: -100, max: 300_000 }).map(
        (before) =>
          (when: number): SessionEvent => ({
            type: 'interruptionBegan',
            at: when,
            since: when - before,
          }),
      ),
      fc.nat(300_000).map(
        (before) =>
          (when: number): SessionEvent => ({
            type: 'interruptionEnded',
            at: when,
            until: when - before,
          }),
      ),
      fc.tuple(fc.nat(600_000), fc.nat(600_000)).map(
        ([before, ms]) =>
          (when: number): SessionEvent => ({
            type: 'interruptionTold',
            at: when,
            from: when - before - ms,
            until: when - before,
          }),
      ),
      fc.nat(300).map(
        (seconds) =>
          (when: number): SessionEvent => ({
            type: 'interruptionTakenBack',
            at: when,
            reportedAt: when - seconds * 1_000,
          }),
      ),
      fc.constantFrom(...MODES).map(
        (mode) =>
          (when: number): SessionEvent => ({ type: 'modeChanged', at: when, mode }),
      ),
      fc.constantFrom(...LEADERS).map(
        (who) =>
          (when: number): SessionEvent => ({ type: 'ledBy', at: when, who }),
      ),
      fc.constant((when: number): SessionEvent => ({ type: 'safetyOverride', at: when })),
      fc.constant((when: number): SessionEvent => ({ type: 'safetyLifted', at: when })),
      fc.tuple(fc.constantFrom(...TICKS), fc.boolean()).map(
        ([tick, on]) =>
          (when: number): SessionEvent => ({ type: 'ticked', at: when, tick, on }),
      ),
      fc.integer({ min: -60, max: 240 }).map(
        (minutes) =>
          (when: number): SessionEvent => ({
            type: 'endCorrected',
            at: when,
            endsAt: at(minutes),
            reason: 'agreedBefore',
          }),
      ),
      fc.constant((when: number): SessionEvent => ({ type: 'ended', at: when })),
      fc.constant((when: number): SessionEvent => ({ type: 'resumed', at: when })),
      fc.constant((when: number): SessionEvent => ({ type: 'closed', at: when })),
    );
    const anySession = fc
      .array(fc.tuple(anyEvent, seconds), { maxLength: 40 })
      .map((steps): readonly SessionEvent[] => {
        const events: SessionEvent[] = [...opened];
        let clock = NINE;
        for (const [make, by] of steps) {
          clock += by * 1_000;
          const next = make(clock);
          // An interruption that was reported can be taken back, whichever it is.
          const held = interruptionsOf(events);
          const made =
            next.type === 'interruptionTakenBack' && held.length > 0
              ? { ...next, reportedAt: held[by % held.length]?.reportedAt ?? next.reportedAt }
              : next;
          if (refusalOf(events, made) === null) events.push(made);
        }
        return events;
      });
    const plan = planned();

    test('leg times and interruptions are the elapsed time, and nothing is negative', () => {
      fc.assert(
        fc.property(anySession, seconds, (events, later) => {
          const now = (events.at(-1)?.at ?? NINE) + later * 1_000;
          const shown = timeline(plan, events, now);
          const inLegs = shown.legs.reduce((total, { spentMs }) => total + spentMs, 0);
          expect(inLegs + shown.interruptedMs).toBe(shown.elapsedMs);
          expect(shown.contactMs).toBe(inLegs);
          const spans = [...shown.stretches, ...shown.interruptions].sort(
            (a, b) => a.from - b.from,
          );
          let end = 0;
          for (const { from, to } of spans) {
            expect(from).toBe(end);
            expect(to).toBeGreaterThan(from);
            end = to;
          }
          expect(end).toBe(shown.elapsedMs);
          expect(shown.current).toBe(shown.phase === 'running' ? currentLeg(events) : null);
          expect(new Set(shown.legs.map((one) => one.leg)).size).toBe(6);
          for (const one of shown.legs) expect(one.aheadMs).toBeGreaterThanOrEqual(0);
        }),
        { numRuns: 500 },
      );
    });

    test('the past stays as it was while time goes on', () => {
      fc.assert(
        fc.property(anySession, fc.nat(400), fc.nat(400), (events, first, more) => {
          const last = Math.max(...events.map((event) => event.at));
          const one = timeline(plan, events, last + first * 1_000);
          const two = timeline(plan, events, last + (first + more) * 1_000);
          expect(two.elapsedMs).toBeGreaterThanOrEqual(one.elapsedMs);
          expect(two.contactMs).toBeGreaterThanOrEqual(one.contactMs);
          expect(two.remainingMs).toBeLessThanOrEqual(one.remainingMs);
          for (const [index, standing] of one.legs.entries())
            expect(two.legs[index]?.spentMs).toBeGreaterThanOrEqual(standing.spentMs);
        }),
      );
    });

    test('there is one cue at most, and none that is turned off', () => {
      fc.assert(
        fc.property(anySession, fc.nat(4_000), fc.subarray([...CUES]), (events, later, off) => {
          const cue = cueAt(timeline(plan, events, NINE + later * 1_000), off);
          expect(off).not.toContain(cue?.id);
        }),
      );
    });
  });

  test('takes interruptions from the contact time, and not from the clock', () => {
    const events: SessionEvent[] = [
      ...opened,
      enter('exploration', 4),
      { type: 'interruptionBegan', at: at(21), since: at(20) },
      { type: 'interruptionEnded', at: at(24), until: at(24) },
      { type: 'ended', at: at(53) + 10_000 },
    ];
    const shown = timeline(planned(), events, at(500));
    expect(shown.interruptedMs).toBe(4 * MINUTE);
    expect(Math.floor(shown.contactMs / MINUTE)).toBe(49);
    expect(shown.legs.find((one) => one.leg === 'exploration')).toMatchObject({
      visits: 1,
      spentMs: 45 * MINUTE + 10_000,
    });
    expect(shown.endsAt).toBe(at(50));
    const still = timeline(planned(), events.slice(0, 4), at(30));
    expect(still.interruptedSince).toBe(at(20));
    expect(still.interruptedMs).toBe(10 * MINUTE);
    expect(still.remainingMs).toBe(20 * MINUTE);
  });

  test('takes in an interruption that is told later, also after the end, and leaves one out that was none', () => {
    const events: SessionEvent[] = [
      ...opened,
      enter('exploration', 4),
      { type: 'interruptionBegan', at: at(21), since: at(20) },
      { type: 'interruptionEnded', at: at(24), until: at(24) },
      // It overlaps the one before, which counts once.
      { type: 'interruptionTold', at: at(30), from: at(22), until: at(26) },
      { type: 'ended', at: at(50) },
      { type: 'interruptionTold', at: at(55), from: at(2), until: at(5) },
    ];
    const shown = timeline(planned(), events, at(500));
    expect(shown.interruptions).toEqual([
      { from: 2 * MINUTE, to: 5 * MINUTE },
      { from: 20 * MINUTE, to: 26 * MINUTE },
    ]);
    expect(shown.contactMs).toBe(41 * MINUTE);
    expect(shown.legs[0]?.spentMs).toBe(2 * MINUTE);
    const without = (reportedAt: number): SessionEvent => ({
      type: 'interruptionTakenBack',
      at: at(56),
      reportedAt,
    });
    expect(timeline(planned(), [...events, without(at(55))], at(500)).interruptedMs).toBe(
      6 * MINUTE,
    );
    expect(timeline(planned(), [...events, without(at(21))], at(500)).interruptedMs).toBe(
      7 * MINUTE,
    );
    // One that goes on and was none goes on no longer.
    const going: readonly SessionEvent[] = [...events.slice(0, 4), without(at(21))];
    expect(timeline(planned(), going, at(30))).toMatchObject({
      interruptedSince: null,
      interruptedMs: 0,
    });
  });

  test('places what is told by the clock that showed it last', () => {
    const events: SessionEvent[] = [
      ...opened,
      { type: 'ticked', at: at(30), tick: 'thanked', on: true },
      { type: 'clockWentBack', at: at(20), byMs: 10 * MINUTE },
      { type: 'interruptionTold', at: at(40), from: at(25), until: at(27) },
      { type: 'interruptionTold', at: at(41), from: at(10), until: at(12) },
    ];
    expect(timeline(planned(), events, at(41)).interruptions).toEqual([
      { from: 10 * MINUTE, to: 12 * MINUTE },
      { from: 35 * MINUTE, to: 37 * MINUTE },
    ]);
  });

  test('counts an interruption once when the clock goes back over it', () => {
    const events: SessionEvent[] = [
      ...opened,
      { type: 'interruptionBegan', at: at(20), since: at(20) },
      { type: 'interruptionEnded', at: at(24), until: at(24) },
      // Six minutes later the clock is set ten minutes back.
      { type: 'ticked', at: at(30), tick: 'thanked', on: true },
      { type: 'clockWentBack', at: at(20), byMs: 10 * MINUTE },
      enter('agenda', 21),
    ];
    const shown = timeline(planned(), events, at(26));
    expect(shown.elapsedMs).toBe(36 * MINUTE);
    expect(shown.interruptedMs).toBe(4 * MINUTE);
  });

  test('marks who led a visit, the last mark holding for all of it', () => {
    const events: SessionEvent[] = [
      ...opened,
      { type: 'ledBy', at: at(2), who: 'practitioner' },
      { type: 'ledBy', at: at(3), who: 'shared' },
      enter('agenda', 4),
      { type: 'interruptionBegan', at: at(6), since: at(6) },
      { type: 'interruptionEnded', at: at(7), until: at(7) },
      { type: 'ledBy', at: at(8), who: 'client' },
      enter('exploration', 10),
    ];
    expect(timeline(planned(), events, at(12)).stretches).toEqual([
      { leg: 'opening', from: 0, to: 4 * MINUTE, led: 'shared' },
      { leg: 'agenda', from: 4 * MINUTE, to: 6 * MINUTE, led: 'client' },
      { leg: 'agenda', from: 7 * MINUTE, to: 10 * MINUTE, led: 'client' },
      { leg: 'exploration', from: 10 * MINUTE, to: 12 * MINUTE, led: null },
    ]);
  });

  test('keeps the planned end until it is corrected with a reason', () => {
    const events: SessionEvent[] = [
      ...opened,
      { type: 'endCorrected', at: at(5), endsAt: at(45), reason: 'setWrongly' },
    ];
    const shown = timeline(planned(), events, at(6));
    expect(shown.endsAt).toBe(at(45));
    expect(shown.remainingMs).toBe(39 * MINUTE);
    expect(sum(planned().budgets)).toBe(50);
  });

  test('says since when safety decides, and who the client is', () => {
    const events: SessionEvent[] = [
      ...opened,
      { type: 'clientChosen', at: at(1), clientId: 'one', confirmed: true, room: 'meet/abc' },
      { type: 'safetyOverride', at: at(48) },
      { type: 'ended', at: at(70) },
      { type: 'clientChosen', at: at(90), clientId: 'two', confirmed: true, room: null },
    ];
    expect(timeline(planned(), events, at(100))).toMatchObject({
      overriddenSince: at(48),
      clientId: 'two',
    });
    const lifted: SessionEvent[] = [...events.slice(0, 4), { type: 'safetyLifted', at: at(49) }];
    expect(timeline(planned(), lifted, at(50)).overriddenSince).toBeNull();
  });

  test('is the same in every time zone, also when it or summer time changes on the way', () => {
    const before = process.env.TZ;
    try {
      for (const zone of ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata']) {
        process.env.TZ = zone;
        // The session lasts through the hour that Berlin repeats in October 2026.
        const start = Date.UTC(2026, 9, 25, 0, 30);
        const plan = planned({}, start);
        const events: SessionEvent[] = [
          { ...started, at: start, toldAt: start } as SessionEvent,
          { type: 'legEntered', at: start, leg: 'opening' },
          { type: 'zoneChanged', at: start + 31 * MINUTE, utcOffsetMinutes: 60 },
        ];
        process.env.TZ = 'Europe/Berlin';
        const shown = timeline(plan, events, start + 40 * MINUTE);
        expect(shown.remainingMs).toBe(10 * MINUTE);
        expect(shown.elapsedMs).toBe(40 * MINUTE);
      }
    } finally {
      process.env.TZ = before;
    }
  });
});
