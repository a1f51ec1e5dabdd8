import { describe, expect, test } from 'vitest';
import { promptsFromJson, promptsToJson } from '@/lib/exchange';
import {
  clientAt,
  clientCalled,
  codeProblem,
  DEFAULT_SETTINGS,
  dueAt,
  EMPTY_CARD,
  linked,
  newClient,
  nextCode,
  type PresetProblem,
  presetProblem,
  remembered,
  renamed,
  ruleFor,
  speakersOf,
  USUAL_RETENTION,
  unlinked,
} from '@/lib/practice';
import { NO_CHANGES, type PersonalPrompts } from '@/lib/prompts';
import { budgetsFor, LEGS, type OwnPreset } from '@/lib/session';

const client = (id: string, code: string) => newClient(id, code, 1);

describe('a code', () => {
  test.each([
    ['M-17', null],
    [' M  18 ', null],
    ['', 'codeEmpty'],
    ['   ', 'codeEmpty'],
    ['x'.repeat(13), 'codeTooLong'],
    ['m-16', 'codeTaken'],
    [' M-16 ', 'codeTaken'],
  ])('"%s": %s', (code, problem) => {
    expect(codeProblem(code, [client('one', 'M-16')])).toBe(problem);
  });
  test('is proposed from the first number that is free', () => {
    expect(nextCode([])).toBe('C-1');
    expect(nextCode([client('one', 'c-1'), client('two', 'C-3')])).toBe('C-2');
  });
});

describe('a meeting address', () => {
  const room = { site: 'meet', room: 'abc' };
  test('leads to its client, unless it is used with several', () => {
    const one = linked(client('one', 'M-1'), room);
    expect(linked(one, room)).toBe(one);
    const two = linked(client('two', 'M-2'), room);
    expect(clientAt([one], room)?.id).toBe('one');
    expect(clientAt([one, two], room)).toBeNull();
    expect(clientAt([unlinked(one, room), two], room)?.id).toBe('two');
    expect(clientAt([one], { ...room, site: 'zoom' })).toBeNull();
    expect(clientAt([one], null)).toBeNull();
  });
});

test('a card remembers what was said, and keeps what was not asked', () => {
  const before = { ...EMPTY_CARD, location: 'Lisbon', contact: 'sister' };
  const said = { ...EMPTY_CARD, location: 'Porto', contact: ' ' };
  expect(remembered(before, said)).toEqual({ ...before, location: 'Porto' });
});

test('a code finds its client whatever its case', () => {
  expect(clientCalled([client('one', 'M-16')], ' m-16 ')?.id).toBe('one');
  expect(clientCalled([client('one', 'M-16')], 'M-1')).toBeUndefined();
});

describe('names for legs', () => {
  test('are taken, cleaned and given back', () => {
    const named = renamed(DEFAULT_SETTINGS, 'agenda', '  What   matters ');
    expect(named.legNames).toEqual({ agenda: 'What matters' });
    expect(renamed(named, 'agenda', ' ').legNames).toEqual({});
    expect(renamed(named, 'closing', 'x'.repeat(99)).legNames.closing).toHaveLength(24);
  });
});

describe('a preset', () => {
  const preset: OwnPreset = {
    id: 'own',
    name: 'Short',
    minutes: 45,
    mode: 'guided',
    order: LEGS,
    budgets: budgetsFor(45),
    clientLedMinutes: null,
  };
  test('can be saved, and saved again', () => {
    expect(presetProblem(preset, [preset])).toBeNull();
    expect(presetProblem({ ...preset, minutes: 30, budgets: budgetsFor(30) }, [])).toBeNull();
    expect(presetProblem({ ...preset, budgets: null }, [])).toBeNull();
  });
  test.each<[Partial<OwnPreset>, PresetProblem]>([
    [{ name: ' ' }, 'presetNameEmpty'],
    [{ name: 'x'.repeat(25) }, 'presetNameTooLong'],
    [{ name: 'Taken' }, 'presetNameTaken'],
    [{ minutes: 4 }, 'lengthTooShort'],
    [{ minutes: 50.5 }, 'lengthNotWhole'],
    [{ order: ['opening'] }, 'presetOrder'],
    [{ minutes: 50 }, 'presetSum'],
    [{ budgets: { ...budgetsFor(45), opening: 2.5, agenda: 6.5 } }, 'presetSum'],
    [{ budgets: { ...budgetsFor(45), opening: 1, exploration: 22 } }, 'presetWindow'],
  ])('%j: %s', (change, problem) => {
    const taken = { ...preset, id: 'other', name: 'Taken' };
    expect(presetProblem({ ...preset, ...change }, [taken])).toBe(problem);
  });
});

describe('a file of prompts', () => {
  const set: PersonalPrompts = {
    pinned: { agenda: 'agenda_begin' },
    favourites: ['own-1'],
    hidden: ['agenda_get'],
    edited: { agenda_useful: 'What would help?' },
    added: [{ id: 'own-1', text: 'And then?', legs: ['exploration'], situation: 'unsure' }],
  };
  const file = JSON.parse(promptsToJson(set));
  test('gives back what it was made from', () => {
    expect(promptsFromJson(promptsToJson(set))).toEqual(set);
    expect(promptsFromJson(promptsToJson(NO_CHANGES))).toEqual(NO_CHANGES);
  });
  test('loses what belongs to prompts that are not there', () => {
    const other = { ...file, hidden: ['gone'], pinned: { agenda: 'gone' }, edited: { gone: 'x' } };
    expect(promptsFromJson(JSON.stringify(other))).toMatchObject({
      hidden: [],
      pinned: {},
      edited: {},
    });
  });
  test.each([
    ['', { reason: 'notJson' }],
    ['{"format":', { reason: 'notJson' }],
    ['null', { reason: 'otherFile' }],
    ['[]', { reason: 'otherFile' }],
    ['{"format":"perch-sessions","version":1}', { reason: 'otherFile' }],
    [JSON.stringify({ ...file, version: 2 }), { reason: 'newerVersion' }],
    [JSON.stringify({ ...file, added: 7 }), { reason: 'badContent', where: 'added' }],
    [
      JSON.stringify({ ...file, added: [{ ...file.added[0], text: ' ' }] }),
      { reason: 'badContent', where: 'added.0.text' },
    ],
    [
      JSON.stringify({ ...file, added: [{ ...file.added[0], id: 'agenda_begin' }] }),
      { reason: 'badContent', where: 'added.0.id' },
    ],
    [
      JSON.stringify({ ...file, added: [{ ...file.added[0], legs: ['lunch'] }] }),
      { reason: 'badContent', where: 'added.0.legs.0' },
    ],
    [JSON.stringify({ ...file, more: 1 }), { reason: 'badContent', where: 'more' }],
    [`"${'x'.repeat(2_000_001)}"`, { reason: 'tooLarge' }],
  ])('%.60s is refused with a reason', (json, problem) => {
    expect(promptsFromJson(json)).toEqual(problem);
  });
});

describe('how long a file is kept', () => {
  const last = new Date(2026, 10, 24, 12).getTime();
  const kept = (retention: Partial<typeof USUAL_RETENTION>) => ({
    retention: { ...USUAL_RETENTION, ...retention },
  });
  const day = (year: number, month: number, date: number, hour = 0) =>
    new Date(year, month - 1, date, hour).getTime();

  test('is not known while nobody has chosen', () => {
    expect(ruleFor(kept({}), null)).toBeNull();
    expect(dueAt(null, last)).toBeNull();
    // A day of birth alone is no rule, and neither is half of one.
    expect(ruleFor(kept({ bornOn: '2015-03-01' }), null)).toBeNull();
    expect(ruleFor(kept({ untilAge: 21, bornOn: 'soon' }), null)).toBeNull();
  });
  test('is what the practice does, unless the client has a rule', () => {
    expect(dueAt(ruleFor(kept({}), 7), last)).toBe(day(2033, 11, 24, 12));
    expect(dueAt(ruleFor(kept({ years: 10 }), 7), last)).toBe(day(2036, 11, 24, 12));
  });
  test('is for a minor the later of both', () => {
    const young = ruleFor(kept({ bornOn: '2020-02-29', untilAge: 25 }), 7);
    expect(dueAt(young, last)).toBe(day(2045, 3, 1));
    const older = ruleFor(kept({ bornOn: '2005-01-01', untilAge: 21 }), 7);
    expect(dueAt(older, last)).toBe(day(2033, 11, 24, 12));
    expect(dueAt(ruleFor(kept({ bornOn: '2020-05-05', untilAge: 21 }), null), last)).toBe(
      day(2041, 5, 5),
    );
  });
});

test('initials are taken as they are typed, each once', () => {
  expect(speakersOf('A, B')).toEqual(['A', 'B']);
  expect(speakersOf(' AB;CD  A AB')).toEqual(['AB', 'CD', 'A']);
  expect(speakersOf('Maximilian')).toEqual(['Maxi']);
  expect(speakersOf(' , ')).toEqual([]);
});
