import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CATALOGUE,
  favour,
  type Moment,
  NO_CHANGES,
  neighbour,
  pin,
  promptsAt,
  SITUATIONS,
  shownPrompt,
  write,
} from '@/lib/prompts';
import { LEGS, MODES, PHASES, PROFILES } from '@/lib/session';
import { done, ids, moment, own } from './moment.ts';

describe('what is offered', () => {
  const anyMoment = fc.record<Moment>({
    leg: fc.constantFrom(...LEGS),
    mode: fc.constantFrom(...MODES),
    profile: fc.constantFrom(...PROFILES),
    situation: fc.option(fc.constantFrom(...SITUATIONS)),
    minutesLeft: fc.integer({ min: -60, max: 240 }),
    minutesPlanned: fc.integer({ min: 0, max: 60 }),
    speakers: fc.integer({ min: 1, max: 3 }),
    unvisited: fc.subarray([...LEGS]),
    sessionsBefore: fc.option(fc.nat(5)),
    first: fc.boolean(),
    review: fc.option(fc.boolean()),
    phase: fc.option(fc.constantFrom(...PHASES)),
  });

  test('is never nothing, never twice, and always the same for the same moment', () => {
    fc.assert(
      fc.property(
        anyMoment,
        fc.subarray(CATALOGUE.map(({ id }) => id as string)),
        (when, hidden) => {
          const personal = { ...NO_CHANGES, hidden };
          const offered = promptsAt(when, personal);
          expect(offered.length).toBeGreaterThan(0);
          expect(new Set(offered.map(({ id }) => id)).size).toBe(offered.length);
          expect(promptsAt(when, personal)).toEqual(offered);
          const ids = offered.map(({ id }) => id);
          const [head = ''] = ids;
          expect(shownPrompt(offered, undefined)?.id).toBe(head);
          expect(neighbour(offered, head, -1)).toBe(ids.at(-1));
          expect(neighbour(offered, ids.at(-1) ?? '', 1)).toBe(head);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['early', 'planning', 'planning_weeks'],
    ['middle', 'planning', 'planning_practise'],
    ['late', 'planning', 'planning_setback'],
    ['late', 'integration', 'integration_keep'],
    ['ending', 'planning', 'planning_setback'],
  ] as const)('has what the phase asks for second: %s, %s', (phase, leg, second) => {
    expect(ids({ leg, phase })[1]).toBe(second);
    expect(ids({ leg, phase: null })).not.toContain(second);
    expect(ids({ leg, phase, mode: 'crisis' })).not.toContain(second);
  });

  test('asks how to finish while there is time to talk about it, in the last phase alone', () => {
    const planning = { leg: 'planning', phase: 'ending' } as const;
    expect(ids({ ...planning, minutesLeft: 15 })).toContain('planning_goodbye');
    expect(ids({ ...planning, minutesLeft: 14 })).not.toContain('planning_goodbye');
    expect(ids({ ...planning, phase: 'late', minutesLeft: 20 })).not.toContain('planning_goodbye');
  });

  test.each(LEGS)('asks two people to speak alone before one is asked about danger: %s', (leg) => {
    for (const moment of [{ situation: 'disclosure' }, { mode: 'crisis' }] as const) {
      const [apart, safe] =
        'mode' in moment
          ? ['crisis_apart', 'crisis_danger']
          : ['closing_late_apart', 'closing_late_safe'];
      const two = ids({ leg, ...moment, speakers: 2 });
      expect(two.indexOf(apart)).toBeGreaterThanOrEqual(0);
      expect(two.indexOf(apart)).toBeLessThan(two.indexOf(safe));
      expect(ids({ leg, ...moment, speakers: 1 })).not.toContain(apart);
    }
    // Who can hear it is known before anybody is asked about danger.
    const crisis = ids({ leg, mode: 'crisis' });
    expect(crisis.indexOf('crisis_with')).toBeLessThan(crisis.indexOf('crisis_danger'));
  });

  test('says to a mandated client first what is reported, in a first session', () => {
    const mandated = { leg: 'opening', situation: 'mandated' } as const;
    expect(ids({ ...mandated, first: true })[0]).toBe('opening_mandate_report');
    expect(ids({ ...mandated, first: false })[0]).toBe('opening_mandate');
  });

  test('is at least five for every leg and profile when nothing is going on', () => {
    for (const leg of LEGS)
      for (const profile of PROFILES)
        expect(ids({ leg, profile, minutesLeft: 20 }).length).toBeGreaterThanOrEqual(5);
  });

  test.each<[string, Partial<Moment>, readonly string[]]>([
    [
      'the situation first, and nothing of the leg that does not fit it',
      { leg: 'opening', situation: 'nothing' },
      ['opening_small', 'opening_week', 'opening_nothing_itself', 'opening_avoid'],
    ],
    [
      'a situation from another leg, where this one has nothing for it',
      { leg: 'planning', situation: 'pattern', sessionsBefore: 2 },
      ['exploration_again', 'exploration_tentative', 'exploration_pattern_yours'],
    ],
    [
      'a pattern over sessions first, once there were three',
      { leg: 'exploration', situation: 'pattern', sessionsBefore: 3 },
      ['exploration_same_place', 'exploration_again', 'exploration_tentative'],
    ],
    [
      'a tangent',
      { leg: 'exploration', situation: 'tangent' },
      ['exploration_moved', 'exploration_here_or_there'],
    ],
    [
      'what is said at the door',
      { leg: 'closing', situation: 'disclosure' },
      ['closing_late_safe', 'closing_late_after', 'closing_late'],
    ],
    [
      'several topics early',
      { situation: 'severalTopics', minutesLeft: 42 },
      ['agenda_pressing', 'agenda_park', 'agenda_thread'],
    ],
    [
      'several topics late',
      { situation: 'severalTopics', minutesLeft: 9 },
      ['agenda_park', 'agenda_thread', 'agenda_cost'],
    ],
    [
      'several topics of two people',
      { situation: 'severalTopics', speakers: 2, minutesLeft: 42 },
      ['agenda_each', 'agenda_pressing'],
    ],
    [
      'somebody who wants guidance',
      { leg: 'exploration', situation: 'guidance' },
      ['exploration_lead'],
    ],
    [
      'Exploration early',
      { leg: 'exploration', minutesLeft: 40 },
      ['exploration_more', 'exploration_matters', 'exploration_say_more'],
    ],
    [
      'Exploration late, with Integration waiting',
      { leg: 'exploration', minutesLeft: 16 },
      ['exploration_adds_up', 'exploration_pause', 'exploration_more'],
    ],
    [
      'Exploration late, with Integration done',
      { leg: 'exploration', minutesLeft: 16, unvisited: ['planning'] },
      ['exploration_pause', 'exploration_more', 'exploration_matters'],
    ],
    [
      'Exploration with half of a short session left, and little planned for after it',
      { leg: 'exploration', minutesLeft: 16, minutesPlanned: 10 },
      ['exploration_more', 'exploration_matters', 'exploration_say_more'],
    ],
    [
      'Integration with little time left',
      { leg: 'integration', minutesLeft: 8 },
      ['integration_short', 'integration_stands_out'],
    ],
    [
      'Planning with little time left',
      { leg: 'planning', minutesLeft: 8 },
      ['planning_time', 'planning_differently'],
    ],
    [
      'a session past its end, before a leg that is waiting',
      { leg: 'exploration', minutesLeft: -0.5 },
      ['closing_over', 'exploration_adds_up'],
    ],
    [
      'a first session past its end',
      { leg: 'opening', sessionsBefore: 0, first: true, minutesLeft: -3 },
      ['closing_over', 'opening_first_way'],
    ],
    [
      'Closing past the end of the session',
      { leg: 'closing', minutesLeft: -2 },
      ['closing_thanks', 'closing_words'],
    ],
    ['Closing before its end', { leg: 'closing', minutesLeft: 2 }, ['closing_words']],
    [
      'a first session with its first words',
      { leg: 'opening', sessionsBefore: 0, first: true },
      ['opening_first_way'],
    ],
    [
      'a session that is not the first, for a client with none before',
      { leg: 'opening', sessionsBefore: 0 },
      ['opening_arriving', 'opening_space', 'opening_until'],
    ],
    [
      'a question about the time before, where there was one',
      { leg: 'opening', sessionsBefore: 1 },
      ['opening_arriving', 'opening_space', 'opening_since', 'opening_until'],
    ],
    ['a practitioner who leads', { leg: 'opening', mode: 'practitionerLed' }, ['opening_checkin']],
  ])('begins, for %s, with the right ones in the right order', (_, when, first) => {
    expect(ids(when).slice(0, first.length)).toEqual(first);
  });

  test('says what is waiting beside the prompt that is offered for it', () => {
    const [late] = promptsAt(moment({ leg: 'exploration', minutesLeft: 16 }), NO_CHANGES);
    expect(late).toMatchObject({ because: 'unvisited', waiting: 'integration' });
  });

  test.each<[string, Partial<Moment>]>([
    ['exploration_adds_up', { leg: 'exploration', minutesLeft: 40 }],
    ['exploration_adds_up', { leg: 'exploration', minutesLeft: 16, unvisited: ['planning'] }],
    ['closing_over', { leg: 'exploration', minutesLeft: 0 }],
    ['closing_over', { leg: 'closing', minutesLeft: -3 }],
    ['closing_over', { leg: 'exploration', situation: 'feeling', minutesLeft: -3 }],
    ['agenda_pressing', { situation: 'severalTopics', minutesLeft: 9 }],
    ['opening_since', { leg: 'opening', sessionsBefore: 0 }],
    ['opening_since', { leg: 'opening', sessionsBefore: null }],
    ['exploration_same_place', { leg: 'exploration', situation: 'pattern', sessionsBefore: 2 }],
  ])('never has %s in %j', (id, when) => {
    expect(ids(when)).not.toContain(id);
  });

  test('looks back on the work when the review that was arranged is due, and not before', () => {
    const due = { leg: 'integration', sessionsBefore: 1, review: true } as const;
    const [first] = promptsAt(moment(due), NO_CHANGES);
    expect(first).toMatchObject({ id: 'review_prefer', because: 'due' });
    expect(ids({ ...due, minutesLeft: 7 })[0]).toBe('integration_short');
    expect(ids(due).join()).not.toContain('review_changed');
    expect(ids({ ...due, leg: 'opening' })[0]).toBe('opening_arriving');
    expect(ids({ ...due, sessionsBefore: 9, review: false }).join()).not.toContain('review_');
  });

  test('ends, in Closing, with a review of the work after some sessions', () => {
    const review = ['review_prefer', 'review_pace', 'review_with_me', 'review_changed'];
    expect(ids({ leg: 'closing', sessionsBefore: 3 }).slice(-4)).toEqual(review);
    expect(ids({ leg: 'closing', sessionsBefore: 2 }).join()).not.toContain('review_');
  });

  test('is never at first what somebody might rather not think about', () => {
    fc.assert(
      fc.property(anyMoment, (any) => {
        expect(promptsAt(any, NO_CHANGES)[0]?.id).not.toBe('opening_avoid');
      }),
    );
  });

  test('has nothing in a crisis but what was made for it', () => {
    const personal = done(write(pin(NO_CHANGES, 'agenda', 'agenda_begin'), own()));
    for (const situation of [null, ...SITUATIONS])
      for (const id of ids({ mode: 'crisis', situation }, personal)) expect(id).toMatch(/^crisis_/);
  });
});

test('a prompt that was stepped to stays when the list around it changes', () => {
  const before = promptsAt(moment(), NO_CHANGES);
  const third = before[2]?.id ?? '';
  const after = promptsAt(moment(), favour(NO_CHANGES, third, true));
  expect(after[0]?.id).toBe(third);
  expect(shownPrompt(after, third)?.id).toBe(third);
  expect(shownPrompt(after, 'gone')?.id).toBe(third);
});
