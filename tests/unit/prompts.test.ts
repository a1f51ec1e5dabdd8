import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CATALOGUE,
  catalogueProblems,
  favour,
  fillPrompt,
  hide,
  LONGEST_PROMPT,
  MOST_OWN,
  type Moment,
  merged,
  NO_CHANGES,
  neighbour,
  type OwnPrompt,
  type PersonalPrompts,
  type Prompt,
  pin,
  promptsAt,
  promptWarnings,
  restore,
  SITUATIONS,
  shownPrompt,
  spokenMinutes,
  write,
} from '@/lib/prompts';
import { LEGS, MINUTE, MODES, PROFILES } from '@/lib/session';
import { english } from './text.ts';

const wordsOf = ({ id }: Prompt) => english(`prompt_${id}` as Parameters<typeof english>[0]);
const moment = (change: Partial<Moment> = {}): Moment => ({
  leg: 'agenda',
  mode: 'clientLed',
  profile: 'therapist',
  situation: null,
  minutesLeft: 40,
  unvisited: LEGS.slice(2),
  sessionsBefore: 2,
  first: false,
  ...change,
});
const ids = (change: Partial<Moment> = {}, personal: PersonalPrompts = NO_CHANGES) =>
  promptsAt(moment(change), personal).map(({ id }) => id);
const done = (result: PersonalPrompts | string): PersonalPrompts => {
  if (typeof result === 'string') throw new Error(result);
  return result;
};
const own = (change: Partial<OwnPrompt> = {}): OwnPrompt => ({
  id: 'own-1',
  text: 'What would your sister say?',
  legs: ['agenda'],
  situation: null,
  ...change,
});

describe('the catalogue', () => {
  test('has at least 120 prompts, and nothing is wrong with any of them', () => {
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(120);
    expect(catalogueProblems(CATALOGUE, wordsOf)).toEqual([]);
  });

  test('offers every move of the field at some moment', () => {
    const basisOf = new Map<string, string>(CATALOGUE.map(({ id, basis }) => [id, basis]));
    const offered = new Set<string | undefined>();
    for (const leg of LEGS)
      for (const mode of MODES)
        for (const situation of [null, ...SITUATIONS])
          for (const minutesLeft of [40, 16, 9, 3])
            for (const sessionsBefore of [0, 3])
              for (const id of ids({ leg, mode, situation, minutesLeft, sessionsBefore }))
                offered.add(basisOf.get(id));
    const rows = [
      ...Array.from({ length: 21 }, (_, n) => `P-${String(n + 1).padStart(2, '0')}`),
      ...Array.from({ length: 17 }, (_, n) => `D-${String(n + 1).padStart(2, '0')}`),
    ];
    expect(rows.filter((row) => !offered.has(row))).toEqual([]);
  });

  test.each<[string, Partial<Prompt>, string]>([
    ['an id that occurs twice', { id: 'agenda_begin' }, 'twice'],
    ['no leg', { legs: [] }, 'no leg'],
    ['nothing to be offered by', { when: [] }, 'never offered'],
    ['no basis', { basis: '' }, 'no basis'],
  ])('is told of %s', (_, change, problem) => {
    const extra = { id: 'new', legs: LEGS, when: ['plain'], basis: 'own', ...change } as Prompt;
    const problems = catalogueProblems([...CATALOGUE, extra], (prompt) =>
      prompt === extra ? 'Where now?' : wordsOf(prompt),
    );
    expect(problems.join()).toContain(problem);
  });

  test.each([
    ['', 'no words'],
    ['Where is {focus}?', 'noNeutral'],
    ['Where is it? || Where?', 'not for empty slots'],
    ['Where is {focus}? || Where is {topic}?', 'not for empty slots'],
    ['Where is {colour}? || Where is it?', 'unknownSlot'],
    ['Do you want to? || Where?', 'closed'],
  ])('is told of the words "%s": %s', (words, problem) => {
    const extra: Prompt = { id: 'new', legs: LEGS, when: ['plain'], basis: 'own' };
    const problems = catalogueProblems([...CATALOGUE, extra], (prompt) =>
      prompt === extra ? words : wordsOf(prompt),
    );
    expect(problems.some((one) => one.startsWith('new') && one.includes(problem))).toBe(true);
  });

  test('is told when a leg has too little for somebody, or a situation has nothing', () => {
    const few = CATALOGUE.filter(({ when }) => !(when as Prompt['when']).includes('silence'));
    const problems = catalogueProblems(few.slice(0, 12), wordsOf);
    expect(problems.join()).toContain('silence: no prompt');
    expect(problems.join()).toMatch(/closing, coach: \d prompts/);
  });
});

describe('what is offered', () => {
  const anyMoment = fc.record<Moment>({
    leg: fc.constantFrom(...LEGS),
    mode: fc.constantFrom(...MODES),
    profile: fc.constantFrom(...PROFILES),
    situation: fc.option(fc.constantFrom(...SITUATIONS)),
    minutesLeft: fc.integer({ min: -60, max: 240 }),
    unvisited: fc.subarray([...LEGS]),
    sessionsBefore: fc.option(fc.nat(5)),
    first: fc.boolean(),
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

  test('is at least five for every leg and profile when nothing is going on', () => {
    for (const leg of LEGS)
      for (const profile of PROFILES)
        expect(ids({ leg, profile, minutesLeft: 20 }).length).toBeGreaterThanOrEqual(5);
  });

  test.each<[string, Partial<Moment>, readonly string[]]>([
    [
      'the situation first, and nothing of the leg that does not fit it',
      { leg: 'opening', situation: 'nothing' },
      ['opening_small', 'opening_week', 'opening_avoid', 'opening_nothing_itself'],
    ],
    [
      'a situation from another leg, where this one has nothing for it',
      { leg: 'closing', situation: 'pattern', sessionsBefore: 2 },
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
      ['closing_late', 'closing_late_safe'],
    ],
    [
      'several topics early',
      { situation: 'severalTopics', minutesLeft: 42 },
      ['agenda_each', 'agenda_pressing', 'agenda_park'],
    ],
    [
      'several topics late',
      { situation: 'severalTopics', minutesLeft: 9 },
      ['agenda_each', 'agenda_park', 'agenda_thread'],
    ],
    [
      'Exploration early',
      { leg: 'exploration', minutesLeft: 40 },
      ['exploration_more', 'exploration_matters', 'exploration_say_more'],
    ],
    [
      'Exploration late, with Integration waiting',
      { leg: 'exploration', minutesLeft: 16 },
      ['exploration_adds_up', 'exploration_more', 'exploration_matters'],
    ],
    [
      'Exploration late, with Integration done',
      { leg: 'exploration', minutesLeft: 16, unvisited: ['planning'] },
      ['exploration_more', 'exploration_matters', 'exploration_say_more'],
    ],
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
    ['agenda_pressing', { situation: 'severalTopics', minutesLeft: 9 }],
    ['opening_since', { leg: 'opening', sessionsBefore: 0 }],
    ['opening_since', { leg: 'opening', sessionsBefore: null }],
    ['exploration_same_place', { leg: 'exploration', situation: 'pattern', sessionsBefore: 2 }],
  ])('never has %s in %j', (id, when) => {
    expect(ids(when)).not.toContain(id);
  });

  test('ends, in Closing, with a review of the work at every third session', () => {
    const review = ['review_prefer', 'review_pace', 'review_with_me', 'review_changed'];
    expect(ids({ leg: 'closing', sessionsBefore: 3 }).slice(-4)).toEqual(review);
    expect(ids({ leg: 'closing', sessionsBefore: 2 }).join()).not.toContain('review_');
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

describe("a person's own set", () => {
  test('pins, favours, hides, and takes it back', () => {
    const last = ids().at(-1) ?? '';
    expect(ids({}, favour(NO_CHANGES, last, true))[0]).toBe(last);
    const pinned = pin(favour(NO_CHANGES, last, true), 'agenda', 'agenda_begin');
    expect(ids({}, pinned).slice(0, 2)).toEqual(['agenda_begin', last]);
    expect(ids({ leg: 'opening' }, pinned)[0]).toBe('opening_arriving');
    expect(ids({}, pin(pinned, 'agenda', null))[0]).toBe(last);
    const hidden = hide(pinned, 'agenda_begin', true);
    expect(ids({}, hidden)).not.toContain('agenda_begin');
    expect(hidden.pinned).toEqual({});
    expect(hide(hidden, 'agenda_begin', false).hidden).toEqual([]);
    expect(favour(pinned, last, false).favourites).toEqual([]);
  });

  test('has own words for a prompt, and the catalogue has them back', () => {
    const edited = done(write(NO_CHANGES, own({ id: 'agenda_begin', text: ' Where to? ' })));
    const words = (set: PersonalPrompts) =>
      promptsAt(moment(), set).find(({ id }) => id === 'agenda_begin')?.words;
    expect(words(edited)).toEqual({ text: 'Where to?' });
    expect(words(restore(edited, 'agenda_begin'))).toEqual({ key: 'agenda_begin' });
  });

  test('has prompts of its own, in their legs and situations', () => {
    const set = done(write(NO_CHANGES, own()));
    expect(ids({}, set)[0]).toBe('own-1');
    expect(ids({ leg: 'closing' }, set)).not.toContain('own-1');
    const changed = done(write(set, own({ text: 'And now?', situation: 'unsure' })));
    expect(changed.added).toHaveLength(1);
    expect(ids({}, changed)).not.toContain('own-1');
    expect(ids({ situation: 'unsure' }, changed)[0]).toBe('own-1');
    const kept = favour(pin(changed, 'agenda', 'own-1'), 'own-1', true);
    expect(restore(kept, 'own-1')).toEqual(NO_CHANGES);
  });

  test.each([
    [own({ text: '  ' }), 'promptEmpty'],
    [own({ text: 'x'.repeat(LONGEST_PROMPT + 1) }), 'promptTooLong'],
    [own({ legs: [] }), 'promptNoLeg'],
  ])('refuses %j: %s', (prompt, problem) => {
    expect(write(NO_CHANGES, prompt)).toBe(problem);
  });

  test('holds a limited number', () => {
    const added = Array.from({ length: MOST_OWN }, (_, n) => own({ id: `own-${n}` }));
    expect(write({ ...NO_CHANGES, added }, own({ id: 'own-more' }))).toBe('promptsTooMany');
    expect(write({ ...NO_CHANGES, added }, own({ id: 'own-3' }))).toMatchObject({ hidden: [] });
  });

  test('takes another set in without losing its own', () => {
    const mine = done(write(hide(NO_CHANGES, 'agenda_get', true), own()));
    const other = done(
      write(
        pin(hide(NO_CHANGES, 'agenda_get', true), 'agenda', 'agenda_begin'),
        own({ id: 'own-2' }),
      ),
    );
    const both = merged(mine, other);
    expect(both.added.map(({ id }) => id)).toEqual(['own-1', 'own-2']);
    expect(both.hidden).toEqual(['agenda_get']);
    expect(both.pinned).toEqual({ agenda: 'agenda_begin' });
    expect(merged(both, other)).toEqual(both);
  });
});

describe('warnings about what somebody writes', () => {
  test.each([
    ['Do you feel better?', 'closed'],
    ['So, is it over?', 'closed'],
    ['That was long. Would you like to stop?', 'closed'],
    ['What is your takeaway?', 'jargon'],
    ['How does the transference feel?', 'jargon'],
    [`${'word '.repeat(26)}?`, 'long'],
    ['What about {colour}? || What about it?', 'unknownSlot'],
    ['What about {focus}?', 'noNeutral'],
    ["Don't you think so?", 'closed'],
    ['That hurts, right?', 'closed'],
  ])('%s: %s', (text, warning) => {
    expect(promptWarnings(text)).toEqual([warning]);
  });
  test.each([
    'What would help?',
    'Would you rather stay, or go back?',
    'Tell me more about {focus}. || Tell me more.',
    'We have until ten.',
  ])('none: %s', (text) => {
    expect(promptWarnings(text)).toEqual([]);
  });
  test('counts words and slots alone in a language that it does not know', () => {
    expect(promptWarnings('Is das so?', 'de')).toEqual([]);
    expect(promptWarnings('Was ist mit {farbe}? || Und?', 'de')).toEqual(['unknownSlot']);
  });
});

describe('slots', () => {
  test('are filled', () => {
    expect(
      fillPrompt('We have {minutes left}, until {end time}. || Neutral.', {
        'minutes left': '40 minutes',
        'end time': '14:50',
      }),
    ).toBe('We have 40 minutes, until 14:50.');
  });
  test('give the neutral form when there is nothing, or more than can be read at a glance', () => {
    const text = 'What about {focus}? || What about it?';
    expect(fillPrompt(text, {})).toBe('What about it?');
    expect(fillPrompt(text, { focus: '  ' })).toBe('What about it?');
    expect(fillPrompt(text, { focus: 'x'.repeat(61) })).toBe('What about it?');
    expect(fillPrompt(text, { focus: 'saying\nno.' })).toBe('What about saying no?');
  });
  test('leave out a sentence that they can not fill, where there is no neutral form', () => {
    expect(fillPrompt('Stay with {focus}. What else?', {})).toBe('What else?');
    expect(fillPrompt('What about {focus}?', {})).toBe('What about ?');
  });
  test('at minute 8 of 50 speak of about 40 minutes', () => {
    const spoken = spokenMinutes(42 * MINUTE);
    const text = english('prompt_agenda_pressing');
    expect(fillPrompt(text, { 'minutes left': english.count('minutes', spoken ?? 0) })).toContain(
      'about 40 minutes',
    );
  });
  test('never show a brace, whatever the text and whatever is missing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, slot) => {
        expect(fillPrompt(`${before}{${slot}}`, {})).not.toMatch(/[{}]/);
      }),
    );
  });
  test.each([
    [46 * MINUTE, 45],
    [42 * MINUTE, 40],
    [39 * MINUTE, 40],
    [10 * MINUTE, 10],
    [9.9 * MINUTE, 9],
    [1 * MINUTE, 1],
    [59_000, null],
    [-5 * MINUTE, null],
  ])('%d ms are spoken as %s minutes', (ms, minutes) => {
    expect(spokenMinutes(ms)).toBe(minutes);
  });
});
