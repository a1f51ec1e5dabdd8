import { describe, expect, test } from 'vitest';
import {
  budgetsFor,
  type EventRefusal,
  endOf,
  isTicked,
  LEGS,
  refusalOf,
  type SessionEvent,
  timeline,
  withoutTakenBack,
} from '@/lib/session';
import { at, enter, NINE, opened, planned, started } from './at-nine.ts';

describe('events', () => {
  const ended: SessionEvent = { type: 'ended', at: at(50) };
  const closed: SessionEvent = { type: 'closed', at: at(51) };
  const resumed: SessionEvent = { type: 'resumed', at: at(51) };
  const aside: SessionEvent = { type: 'legSetAside', at: at(5), leg: 'planning', reason: 'oneOff' };
  const back: SessionEvent = { type: 'legBroughtBack', at: at(6), leg: 'planning' };
  const broken: SessionEvent = { type: 'interruptionBegan', at: at(5), since: at(4) };
  const mended: SessionEvent = { type: 'interruptionEnded', at: at(6), until: at(6) };
  const told: SessionEvent = { type: 'interruptionTold', at: at(30), from: at(12), until: at(14) };
  const takenBack: SessionEvent = { type: 'interruptionTakenBack', at: at(31), reportedAt: at(30) };
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
    [told, [...opened, told], 'alreadyThere'],
    [{ ...told, until: at(12) } as SessionEvent, opened, 'interruptionOutside'],
    [{ ...told, from: at(-1) } as SessionEvent, opened, 'interruptionOutside'],
    [{ ...told, until: at(31) } as SessionEvent, opened, 'interruptionOutside'],
    [
      { ...told, at: at(60), until: at(51) } as SessionEvent,
      [...opened, ended],
      'interruptionOutside',
    ],
    [takenBack, opened, 'notInterrupted'],
    [takenBack, [...opened, told, takenBack], 'notInterrupted'],
    [told, [...opened, ended, closed], 'alreadyClosed'],
    [
      mended,
      [...opened, broken, { ...takenBack, reportedAt: at(5) } as SessionEvent],
      'notInterrupted',
    ],
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

  test('an interruption is told and taken back while the session runs, and after its end', () => {
    for (const before of [opened, [...opened, ended]]) {
      expect(refusalOf(before, told)).toBeNull();
      expect(refusalOf([...before, told], takenBack)).toBeNull();
      expect(refusalOf([...before, told, takenBack], told)).toBeNull();
    }
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

test('an override that is taken back was never there, with the crisis mode that began with it', () => {
  const [before] = [{ type: 'modeChanged', at: at(3), mode: 'guided' }] as const;
  const crisis: SessionEvent = { type: 'modeChanged', at: at(5), mode: 'crisis' };
  const override: SessionEvent = { type: 'safetyOverride', at: at(5) };
  const back: SessionEvent = { type: 'safetyTakenBack', at: at(6) };
  expect(withoutTakenBack([before, crisis, override, back])).toEqual([before]);
  const taken = [...opened, before, crisis, override, back];
  expect(timeline(planned(), taken, at(7))).toMatchObject({
    overriddenSince: null,
    mode: 'guided',
  });
  expect(refusalOf([...opened, back], back)).toBe('notOverridden');
  expect(refusalOf(taken, { ...override, at: at(8) })).toBeNull();
  // An earlier crisis, which was meant, stays.
  const meant: SessionEvent = { type: 'modeChanged', at: at(4), mode: 'crisis' };
  expect(withoutTakenBack([meant, override, back])).toEqual([meant]);
  expect(withoutTakenBack([back, crisis])).toEqual([crisis]);
});
