import { describe, expect, test } from 'vitest';
import { promptsFromJson, promptsToJson } from '@/lib/documents';
import { NO_CHANGES, type PersonalPrompts } from '@/lib/prompts';

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
