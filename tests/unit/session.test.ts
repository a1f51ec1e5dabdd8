import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  budgetsFor,
  CUES,
  type CueId,
  clockTime,
  correctedEnd,
  cueAt,
  currentLeg,
  type EventRefusal,
  endOf,
  fitBudgets,
  fitOf,
  isTicked,
  LEADERS,
  LEGS,
  type LegId,
  MINUTE,
  MODES,
  type PlanRequest,
  PRESETS,
  planSession,
  presetOf,
  proposedEnd,
  refusalOf,
  type SessionEvent,
  type SessionPlan,
  shiftedFor,
  surplusOf,
  TICKS,
  timeline,
  WINDOWS,
} from '@/lib/session';
import { planAt, request } from '../fixtures/session.ts';

const NINE = new Date(2026, 10, 23, 9, 0).getTime();
const at = (minutes: number) => NINE + minutes * MINUTE;

const ask = request;
const planned = (change: Partial<PlanRequest> = {}, now = NINE): SessionPlan => planAt(now, change);
const started: SessionEvent = { type: 'started', at: NINE, toldAt: NINE, utcOffsetMinutes: 0 };
const enter = (leg: LegId, minutes: number): SessionEvent => ({
  type: 'legEntered',
  at: at(minutes),
  leg,
});
const opened = [started, enter('opening', 0)];
const sum = (values: Readonly<Record<LegId, number>>) =>
  LEGS.reduce((total, leg) => total + values[leg], 0);

describe('budgets', () => {
  test.each([
    [45, [3, 6, 20, 6, 6, 4]],
    [50, [4, 7, 22, 7, 6, 4]],
    [60, [5, 8, 27, 8, 7, 5]],
  ])('come from the table for %i minutes', (minutes, expected) => {
    expect(LEGS.map((leg) => budgetsFor(minutes)[leg])).toEqual(expected);
  });

  test('add up to the container for every length, and lie inside their windows where that is possible', () => {
    for (let minutes = 1; minutes <= 240; minutes += 1) {
      const budgets = budgetsFor(minutes);
      expect(LEGS.reduce((sum, leg) => sum + budgets[leg], 0)).toBe(minutes);
      if (fitOf(minutes) === 'fits')
        for (const leg of LEGS) {
          expect(budgets[leg]).toBeGreaterThanOrEqual(WINDOWS[leg].min);
          expect(budgets[leg]).toBeLessThanOrEqual(WINDOWS[leg].max);
        }
    }
  });

  test.each([
    [30, 'compressed'],
    [38, 'compressed'],
    [39, 'fits'],
    [70, 'fits'],
    [71, 'surplus'],
    [90, 'surplus'],
  ])('%i minutes: %s', (minutes, fit) => {
    expect(fitOf(minutes)).toBe(fit);
  });
});

describe('a plan', () => {
  test.each([
    [0, 'lengthTooShort'],
    [-50, 'lengthTooShort'],
    [4, 'lengthTooShort'],
    [241, 'lengthTooLong'],
    [50.5, 'lengthNotWhole'],
    [Number.NaN, 'lengthNotWhole'],
    [Number.POSITIVE_INFINITY, 'lengthNotWhole'],
  ])('is refused for %d minutes', (minutes, problem) => {
    expect(planSession(ask({ minutes }), NINE)).toBe(problem);
  });

  test.each([
    [0, 'endPassed'],
    [-10, 'endPassed'],
    [0.5, 'endPassed'],
    [241, 'endTooFar'],
    [Number.NaN, 'endPassed'],
  ])('is refused when the clock end is %d minutes away', (minutes, problem) => {
    expect(planSession(ask({ ends: { by: 'clock', at: at(minutes) } }), NINE)).toBe(problem);
  });

  test('is shortened by a late arrival when the end is a clock time', () => {
    const plan = planned({ ends: { by: 'clock', at: at(50) } }, at(8));
    expect(plan.endsAt).toBe(at(50));
    expect(sum(plan.budgets)).toBe(42);
    expect(plan.budgets.closing).toBe(4);
    for (const leg of LEGS) expect(plan.budgets[leg]).toBeGreaterThanOrEqual(WINDOWS[leg].min);
  });
});

describe('a clock time', () => {
  test('is its next occurrence', () => {
    expect(clockTime('9:50', NINE)).toBe(at(50));
    expect(clockTime(' 09:50 ', NINE)).toBe(at(50));
  });
  test('is tomorrow when the session runs over midnight', () => {
    const late = new Date(2026, 10, 23, 23, 40).getTime();
    expect(clockTime('00:30', late)).toBe(new Date(2026, 10, 24, 0, 30).getTime());
  });
  test.each(['8:50', '09:00'])('has passed: %s', (text) => {
    expect(clockTime(text, NINE)).toBe('endPassed');
  });
  test('is too far off', () => {
    expect(clockTime('13:00', NINE)).toBe(at(240));
    expect(clockTime('13:01', NINE)).toBe('endTooFar');
  });
  test.each(['', '25:00', '9', '9:5', '09:60', 'nine'])('is unreadable: "%s"', (text) => {
    expect(clockTime(text, NINE)).toBe('endUnreadable');
  });
});

describe('a proposed end', () => {
  test.each([
    [0, 50],
    [3, 50],
    [15, 50],
    [-10, 50],
    [17, 67],
    [24, 80],
  ])('%i minutes after nine is %i minutes after nine', (now, end) => {
    expect(proposedEnd(50, at(now))).toBe(at(end));
  });
  test('is always ahead, and never further than the length and ten minutes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 240 }),
        fc.integer({ min: 0, max: 10_000 }),
        (minutes, into) => {
          const now = NINE + into * 7_919;
          const ahead = proposedEnd(minutes, now) - now;
          expect(ahead).toBeGreaterThanOrEqual(MINUTE);
          expect(ahead).toBeLessThanOrEqual((minutes + 10) * MINUTE);
        },
      ),
    );
  });
});

describe('a plan from a preset', () => {
  test('began some minutes ago, and ends by its length or by the clock', () => {
    expect(planned({ beganMinutesAgo: 6 }).endsAt).toBe(at(44));
    expect(sum(planned({ beganMinutesAgo: 6 }).budgets)).toBe(50);
    expect(sum(planned({ beganMinutesAgo: 6, ends: { by: 'clock', at: at(44) } }).budgets)).toBe(
      50,
    );
    expect(planned({ beganMinutesAgo: 60 }).endsAt).toBe(at(-10));
  });
  test.each([
    [-1, 'beganNotWhole'],
    [1.5, 'beganNotWhole'],
    [Number.NaN, 'beganNotWhole'],
    [241, 'beganTooLongAgo'],
  ])('is refused when it began %d minutes ago', (beganMinutesAgo, problem) => {
    expect(planSession(ask({ beganMinutesAgo }), NINE)).toBe(problem);
  });
  test('may not last more than 240 minutes from its actual start', () => {
    const ends = { by: 'clock', at: at(200) } as const;
    expect(planSession(ask({ ends, beganMinutesAgo: 41 }), NINE)).toBe('endTooFar');
  });
  test.each([
    ['clientLed', 'clientLed', null],
    ['fourPart', 'clientLed', null],
    ['linear', 'practitionerLed', null],
    ['intake', 'practitionerLed', null],
    ['coaching', 'clientLed', 60],
    ['experiment', 'clientLed', null],
    ['crisis', 'practitionerLed', null],
  ])('%s starts %s', (id, mode, minutes) => {
    const preset = presetOf(id, []);
    expect(preset).toMatchObject({ id, mode, minutes });
    expect(planned({ preset, order: preset.order })).toMatchObject({ mode, preset: id });
  });
  test('has its own budgets when it is as long as they are, and fits them when it is not', () => {
    const budgets = { ...budgetsFor(50), exploration: 20, planning: 8 };
    const own = { ...PRESETS[0], id: 'own', name: 'Mine', minutes: 50, budgets };
    expect(presetOf('own', [own])).toBe(own);
    expect(presetOf('gone', [own])).toBe(PRESETS[0]);
    expect(planned({ preset: own }).budgets).toEqual(budgets);
    const late = planned({ preset: own, ends: { by: 'clock', at: at(45) } }).budgets;
    expect(sum(late)).toBe(45);
    expect(late.closing).toBe(4);
  });
  test('becomes guided after ten minutes of an experiment, unless somebody has chosen a mode', () => {
    const plan = planned({ preset: presetOf('experiment', []) });
    expect(timeline(plan, opened, at(9.9)).mode).toBe('clientLed');
    expect(timeline(plan, opened, at(10)).mode).toBe('guided');
    const chosen = [...opened, { type: 'modeChanged', at: at(3), mode: 'clientLed' } as const];
    expect(timeline(plan, chosen, at(20)).mode).toBe('clientLed');
  });
});

describe('a corrected end', () => {
  test('is the next such time after the start, passed or not', () => {
    expect(correctedEnd('9:30', NINE)).toBe(at(30));
    expect(correctedEnd('13:01', NINE)).toBe('endTooFar');
    expect(correctedEnd('noon', NINE)).toBe('endUnreadable');
  });
});

describe('budgets that are fitted', () => {
  test('give in proportion to their room, Closing last', () => {
    expect(fitBudgets(budgetsFor(50), 42)).toEqual({
      opening: 2,
      agenda: 5,
      exploration: 20,
      integration: 6,
      planning: 5,
      closing: 4,
    });
    expect(fitBudgets(budgetsFor(50), 40).closing).toBe(3);
  });
  test('keep to their windows from whatever they begin with', () => {
    const any = fc.record(
      Object.fromEntries(LEGS.map((leg) => [leg, fc.nat(60)])) as Record<
        LegId,
        fc.Arbitrary<number>
      >,
    );
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 240 }), (base, minutes) => {
        const fitted = fitBudgets(base, minutes);
        expect(sum(fitted)).toBe(minutes);
        if (fitOf(minutes) !== 'fits') return;
        for (const leg of LEGS) {
          expect(fitted[leg]).toBeGreaterThanOrEqual(WINDOWS[leg].min);
          expect(fitted[leg]).toBeLessThanOrEqual(WINDOWS[leg].max);
        }
      }),
    );
  });
  test('put what is over 70 minutes where the practitioner says', () => {
    expect(surplusOf(90)).toBe(20);
    expect(surplusOf(70)).toBe(0);
    expect(budgetsFor(90, 'exploration')).toMatchObject({ exploration: 50, integration: 10 });
    expect(budgetsFor(90, 'secondPass')).toMatchObject({ exploration: 45, integration: 15 });
  });
  test('shift by up to five minutes for the kind of work, within windows', () => {
    expect(shiftedFor('outside', budgetsFor(50))).toMatchObject({ exploration: 20, planning: 8 });
    expect(shiftedFor('here', budgetsFor(50))).toMatchObject({ exploration: 23, planning: 5 });
    for (let minutes = 1; minutes <= 240; minutes += 1)
      for (const work of ['here', 'outside'] as const)
        expect(sum(shiftedFor(work, budgetsFor(minutes)))).toBe(minutes);
  });
});

describe('events', () => {
  const ended: SessionEvent = { type: 'ended', at: at(50) };
  const closed: SessionEvent = { type: 'closed', at: at(51) };
  const resumed: SessionEvent = { type: 'resumed', at: at(51) };
  const aside: SessionEvent = { type: 'legSetAside', at: at(5), leg: 'planning', reason: 'oneOff' };
  const back: SessionEvent = { type: 'legBroughtBack', at: at(6), leg: 'planning' };
  const broken: SessionEvent = { type: 'interruptionBegan', at: at(5), since: at(4) };
  const mended: SessionEvent = { type: 'interruptionEnded', at: at(6), until: at(6) };
  const override: SessionEvent = { type: 'safetyOverride', at: at(5) };
  const lifted: SessionEvent = { type: 'safetyLifted', at: at(6) };
  const reason: SessionEvent = { type: 'safetyReasonGiven', at: at(60), words: 'risk named late' };
  const guided: SessionEvent = { type: 'modeChanged', at: at(5), mode: 'guided' };
  const ticked: SessionEvent = { type: 'ticked', at: at(5), tick: 'thanked', on: true };
  const work: SessionEvent = { type: 'workChosen', at: at(5), work: 'here' };
  const ready: SessionEvent = { type: 'readinessSaid', at: at(5), level: 7 };
  const corrected: SessionEvent = {
    type: 'endCorrected',
    at: at(5),
    endsAt: at(45),
    reason: 'setWrongly',
  };
  const reordered: SessionEvent = {
    type: 'legsReordered',
    at: at(5),
    order: [...LEGS].reverse(),
  };
  const client: SessionEvent = {
    type: 'clientChosen',
    at: at(90),
    clientId: 'one',
    confirmed: true,
    room: null,
  };
  const anyTime: readonly SessionEvent[] = [
    enter('closing', 5),
    aside,
    broken,
    override,
    guided,
    ticked,
    work,
    ready,
    corrected,
    reordered,
    { type: 'budgetsShifted', at: at(5), budgets: budgetsFor(50) },
    { type: 'ledBy', at: at(5), who: 'client' },
    { type: 'focusShifted', at: at(5) },
    { type: 'tangentNamed', at: at(5), choice: 'return' },
    { type: 'zoneChanged', at: at(5), utcOffsetMinutes: 60 },
  ];

  test.each<[SessionEvent, readonly SessionEvent[], EventRefusal]>([
    [started, [started], 'alreadyStarted'],
    [ended, [started, ended], 'alreadyEnded'],
    [closed, [started], 'notEnded'],
    [resumed, [started], 'notEnded'],
    [resumed, [started, ended, closed], 'alreadyClosed'],
    [ticked, [started, ended, closed], 'alreadyClosed'],
    [enter('opening', 1), opened, 'alreadyThere'],
    [{ ...aside, leg: 'opening' } as SessionEvent, opened, 'alreadyVisited'],
    [aside, [...opened, aside], 'alreadyThere'],
    [{ ...aside, reason: { words: ' ' } } as SessionEvent, opened, 'badReason'],
    [{ ...aside, reason: { words: 'x'.repeat(501) } } as SessionEvent, opened, 'badReason'],
    [back, opened, 'notSetAside'],
    [back, [...opened, aside, enter('planning', 6)], 'notSetAside'],
    [broken, [...opened, broken], 'alreadyThere'],
    [mended, opened, 'notInterrupted'],
    [override, [...opened, override], 'alreadyThere'],
    [lifted, opened, 'notOverridden'],
    [lifted, [...opened, override, lifted], 'notOverridden'],
    [reason, opened, 'notOverridden'],
    [{ ...reason, words: '' } as SessionEvent, [...opened, override], 'badReason'],
    [guided, [...opened, guided], 'alreadyThere'],
    [ticked, [...opened, ticked], 'alreadyThere'],
    [{ ...ticked, on: false } as SessionEvent, opened, 'alreadyThere'],
    [work, [...opened, work], 'alreadyThere'],
    [ready, [...opened, ready], 'alreadyThere'],
    [corrected, [...opened, corrected], 'alreadyThere'],
    [reordered, [...opened, reordered], 'alreadyThere'],
    [client, [...opened, client], 'alreadyThere'],
    [
      { type: 'focusShifted', at: at(6) },
      [...opened, { type: 'focusShifted', at: at(5) }],
      'alreadyThere',
    ],
    [
      { type: 'ledBy', at: at(6), who: 'client' },
      [...opened, { type: 'ledBy', at: at(5), who: 'client' }],
      'alreadyThere',
    ],
    [
      { type: 'tangentNamed', at: at(6), choice: 'return' },
      [...opened, { type: 'tangentNamed', at: at(5), choice: 'return' }],
      'alreadyThere',
    ],
    [
      { type: 'budgetsShifted', at: at(6), budgets: budgetsFor(50) },
      [...opened, { type: 'budgetsShifted', at: at(5), budgets: budgetsFor(50) }],
      'alreadyThere',
    ],
    [{ ...ready, level: 11 } as SessionEvent, opened, 'badLevel'],
    [{ ...ready, level: 2.5 } as SessionEvent, opened, 'badLevel'],
    [{ ...corrected, endsAt: NINE } as SessionEvent, opened, 'endBeforeStart'],
    [{ ...reordered, order: ['opening'] } as SessionEvent, opened, 'badOrder'],
    [
      { type: 'budgetsShifted', at: NINE, budgets: { ...budgetsFor(50), closing: -1 } },
      opened,
      'badBudgets',
    ],
  ])('%j after %j is refused: %s', (next, events, refusal) => {
    expect(refusalOf(events, next)).toBe(refusal);
  });

  test.each(anyTime)('%j may come while a session runs, not before it and not after it', (next) => {
    expect(refusalOf([], next)).toBe('notStarted');
    expect(refusalOf(opened, next)).toBeNull();
    const later = refusalOf([...opened, ended], next);
    expect(later).toBe(['ticked', 'zoneChanged'].includes(next.type) ? null : 'alreadyEnded');
  });

  test('a leg set aside can be brought back, and entered', () => {
    expect(refusalOf([...opened, aside], back)).toBeNull();
    expect(refusalOf([...opened, aside, back], aside)).toBeNull();
    expect(refusalOf([...opened, aside], enter('planning', 6))).toBeNull();
  });

  test('the reason for a safety override is taken after the end, until the summary is closed', () => {
    const over = [...opened, override, ended];
    expect(refusalOf(over, reason)).toBeNull();
    expect(refusalOf([...over, closed], reason)).toBe('alreadyClosed');
  });

  test('a session can be moved to another client at any time', () => {
    expect(refusalOf([], client)).toBe('notStarted');
    for (const events of [opened, [...opened, ended], [...opened, ended, closed]])
      expect(refusalOf(events, client)).toBeNull();
  });

  test('an end that was taken back is no end', () => {
    const events = [started, ended, resumed];
    expect(endOf(events)).toBeNull();
    expect(refusalOf(events, ended)).toBeNull();
  });

  test('a tick can be taken back', () => {
    expect(isTicked([...opened, ticked], 'thanked')).toBe(true);
    expect(isTicked([...opened, ticked, { ...ticked, on: false }], 'thanked')).toBe(false);
    expect(isTicked(opened, 'thanked')).toBe(false);
  });
});

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
          if (refusalOf(events, next) === null) events.push(next);
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
        // Through the hour that Berlin repeats in October 2026.
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

describe('the time that is left', () => {
  const minutesAhead = (events: readonly SessionEvent[], now: number, plan = planned()) => {
    const shown = timeline(plan, events, now);
    return Object.fromEntries(shown.legs.map(({ leg, aheadMs }) => [leg, aheadMs / MINUTE]));
  };

  test('goes to the legs as planned while they fit', () => {
    expect(minutesAhead(opened, at(1))).toEqual({
      opening: 3,
      agenda: 7,
      exploration: 22,
      integration: 7,
      planning: 6,
      closing: 4,
    });
  });

  test('is re-flowed inside the windows when Exploration overruns by three, Closing kept', () => {
    const events = [...opened, enter('agenda', 4), enter('exploration', 11)];
    expect(minutesAhead(events, at(36))).toMatchObject({
      exploration: 0,
      integration: 5,
      planning: 5,
      closing: 4,
    });
    expect(timeline(planned(), events, at(36)).unreachable).toEqual([]);
  });

  test('no longer holds Planning when Exploration overruns by six: it is named, and the end stays', () => {
    const events = [...opened, enter('agenda', 4), enter('exploration', 11)];
    const shown = timeline(planned(), events, at(39));
    expect(minutesAhead(events, at(39))).toMatchObject({ integration: 5, planning: 5, closing: 4 });
    expect(shown.unreachable).toEqual(['planning']);
    expect(shown.endsAt).toBe(at(50));
    const aside: SessionEvent = {
      type: 'legSetAside',
      at: at(39),
      leg: 'planning',
      reason: 'ranOut',
    };
    const without = timeline(planned(), [...events, aside], at(39));
    expect(without.unreachable).toEqual([]);
    expect(minutesAhead([...events, aside], at(39))).toMatchObject({
      integration: 7,
      planning: 0,
      closing: 4,
    });
    expect(without.legs.find(({ leg }) => leg === 'planning')).toMatchObject({
      state: 'setAside',
      reason: 'ranOut',
    });
  });

  test('follows the order that the legs are planned in', () => {
    const order: LegId[] = [
      'opening',
      'agenda',
      'exploration',
      'planning',
      'integration',
      'closing',
    ];
    const events: SessionEvent[] = [
      ...opened,
      { type: 'legsReordered', at: at(1), order },
      enter('exploration', 11),
    ];
    const shown = timeline(planned(), [...events, enter('agenda', 38)], at(39));
    expect(shown.legs.map(({ leg }) => leg)).toEqual(order);
    expect(shown.unreachable).toContain('integration');
  });

  test('is never promised twice: to the legs ahead goes what there is, or what their windows ask at least', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 120 }),
        fc.array(fc.tuple(fc.constantFrom(...LEGS), fc.nat(12)), { maxLength: 8 }),
        (minutes, visits) => {
          const events: SessionEvent[] = [...opened];
          let clock = 0;
          for (const [leg, stay] of visits) {
            clock += stay;
            const next = enter(leg, clock);
            if (refusalOf(events, next) === null) events.push(next);
          }
          const shown = timeline(planned({ minutes }), events, at(clock));
          const total = (of: (leg: (typeof shown.legs)[number]) => number) =>
            shown.legs.reduce((sum, leg) => sum + of(leg), 0);
          const least = total(({ leg, state, window, budgetMinutes, spentMs }) => {
            if (leg !== 'closing' && state !== 'current' && state !== 'notVisited') return 0;
            const kept = leg === 'closing' ? budgetMinutes : Math.min(window.min, budgetMinutes);
            return Math.max(0, kept * MINUTE - spentMs);
          });
          const ahead = total(({ aheadMs }) => aheadMs);
          expect(ahead).toBeLessThanOrEqual(Math.max(least, shown.remainingMs) + 0.001);
          expect(ahead).toBeGreaterThanOrEqual(least - 0.001);
          if (shown.unreachable.length > 0) expect(least).toBeGreaterThan(shown.remainingMs);
        },
      ),
    );
  });
});

describe('cues', () => {
  const cue = (events: readonly SessionEvent[], now: number, off: readonly CueId[] = []) =>
    cueAt(timeline(planned(), events, now), off);
  const wholeWay = [
    ...opened,
    enter('agenda', 4),
    enter('exploration', 11),
    enter('integration', 33),
    enter('planning', 40),
    enter('closing', 46),
  ];

  test('are the milestones alone when all goes as planned', () => {
    const said: (string | undefined)[] = [undefined];
    for (let minute = 0; minute <= 51; minute += 0.25) {
      const now = at(minute);
      const shown = cue(
        wholeWay.filter((event) => event.at <= now),
        now,
      );
      if (shown?.id !== said.at(-1)) said.push(shown?.id);
    }
    // At five minutes Closing is due in a minute: it is said with it.
    expect(said).toEqual([
      undefined,
      'left15',
      undefined,
      'left10',
      undefined,
      'left5',
      undefined,
      'left0',
    ]);
  });

  test('name legs not visited yet, no later than what they and Closing need', () => {
    const order = ['opening', 'exploration', 'agenda', 'exploration', 'closing'] as const;
    const events = [started, ...order.map((leg, index) => enter(leg, index * 6))];
    expect(cue(events, at(32.9))).toBeNull();
    expect(cue(events, at(33))).toEqual({
      id: 'untouched',
      legs: ['integration', 'planning'],
      closing: false,
      milestone: false,
    });
    expect(cue(events, at(35.5))?.id).toBe('left15');
    expect(cue(events, at(36.5))?.id).toBe('untouched');
    expect(cue(events, at(33), ['untouched'])).toBeNull();
  });

  test('say which legs no longer fit, and it is time for Closing', () => {
    const events = [...opened, enter('agenda', 4), enter('exploration', 11)];
    expect(cue(events, at(39))).toMatchObject({ id: 'unreachable', legs: ['planning'] });
    expect(cue(events, at(45))).toMatchObject({ id: 'left5', closing: true, milestone: true });
    expect(cue(events, at(47))).toMatchObject({ id: 'closing', milestone: false });
    expect(cue(events, at(47), ['closing'])?.id).toBe('unreachable');
    expect(cue(events, at(50))).toMatchObject({ id: 'left0', milestone: true });
    expect(cue(events, at(50), ['left0'])?.id).toBe('closing');
    expect(cue([...events, enter('closing', 47)], at(48))?.id).toBe('unreachable');
  });

  test('hint once at a long Opening', () => {
    expect(cue(opened, at(5))).toBeNull();
    expect(cue(opened, at(5.1))?.id).toBe('openingLong');
    expect(cue([...opened, enter('agenda', 6)], at(6.1))).toBeNull();
  });

  test('are silent when safety decides, in crisis, and after the end', () => {
    const override: SessionEvent = { type: 'safetyOverride', at: at(48) };
    const crisis: SessionEvent = { type: 'modeChanged', at: at(48), mode: 'crisis' };
    const ended: SessionEvent = { type: 'ended', at: at(48) };
    for (const event of [override, crisis, ended])
      expect(cue([...opened, event], at(50))).toBeNull();
  });
});
