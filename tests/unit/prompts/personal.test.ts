import { describe, expect, test } from 'vitest';
import {
  favour,
  hide,
  LONGEST_PROMPT,
  MOST_OWN,
  merged,
  NO_CHANGES,
  type PersonalPrompts,
  pin,
  promptsAt,
  restore,
  write,
} from '@/lib/prompts';
import { done, ids, moment, own } from './moment.ts';

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
