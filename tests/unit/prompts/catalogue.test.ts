import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CATALOGUE, catalogueProblems, MOVES, type Prompt, SITUATIONS } from '@/lib/prompts';
import { LEGS, MODES, PROFILES } from '@/lib/session';
import { english } from '../../fixtures/english.ts';
import { SOURCE_WORDS } from '../../fixtures/source-words.ts';
import { ids } from './moment.ts';

const wordsOf = ({ id }: Prompt) => english(`prompt_${id}` as Parameters<typeof english>[0]);

/** So many words in a row are somebody's own; fewer are everybody's. */
const RUN = 6;

describe('the catalogue', () => {
  test('has at least 120 prompts, and nothing is wrong with any of them', () => {
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(120);
    expect(catalogueProblems(CATALOGUE, wordsOf)).toEqual([]);
  });

  test('asks one thing at a time, as people talk', () => {
    const stiff =
      /\b(?:do not|does not|did not|is not|cannot|can not|I am|I will|it is|that is|there is|what is|who is|how is|let us|somebody is)\b/i;
    for (const prompt of CATALOGUE)
      for (const form of wordsOf(prompt).split(' || ')) {
        expect(form.split('?').length, form).toBeLessThanOrEqual(2);
        expect(form, prompt.id).not.toMatch(stiff);
      }
  });

  test('says nothing in the words of its sources', () => {
    const bare = (text: string) =>
      ` ${text
        .toLowerCase()
        .replaceAll("what's", 'what is')
        .replaceAll(/[^a-z' ]+/g, '')} `;
    const taken = Object.values(SOURCE_WORDS).flatMap((said) => {
      const words = bare(said).trim().split(/ +/);
      return words.slice(0, Math.max(1, words.length - RUN + 1)).map((_, at) => {
        return ` ${words.slice(at, at + RUN).join(' ')} `;
      });
    });
    expect(taken).toContain(' how are you arriving today ');
    for (const prompt of CATALOGUE)
      expect(
        taken.filter((run) => bare(wordsOf(prompt)).includes(run)),
        prompt.id,
      ).toEqual([]);
  });

  test('asks about safety in single questions, now apart from afterwards', () => {
    for (const prompt of CATALOGUE)
      if ((MOVES as Readonly<Record<string, string>>)[prompt.id] === 'S-17')
        expect(wordsOf(prompt)).not.toMatch(/,? (and|or) [^.?]*\?/);
    expect(ids({ situation: 'disclosure' }).slice(0, 2)).toEqual([
      'closing_late_safe',
      'closing_late_after',
    ]);
  });

  test('has talk for several people only where there are several', () => {
    for (const leg of LEGS)
      for (const situation of [null, ...SITUATIONS]) {
        expect(ids({ leg, situation })).not.toContain('agenda_each');
        expect(ids({ leg, situation })).not.toContain('exploration_each');
      }
    expect(ids({ speakers: 2 })).toContain('agenda_each');
    expect(ids({ leg: 'exploration', speakers: 2 })).toContain('exploration_each');
  });

  test.each(PROFILES)('asks about safety first, and directly, at the door: %s', (profile) => {
    for (const leg of LEGS) {
      const [first] = ids({ leg, profile, situation: 'disclosure' });
      expect(first).toBe('closing_late_safe');
      const crisis = ids({ leg, profile, mode: 'crisis' });
      expect(crisis.slice(0, 2)).toEqual(['crisis_where', 'crisis_call']);
      expect(crisis).toEqual(expect.arrayContaining(['crisis_harm', 'crisis_others']));
    }
  });

  test('offers every move of the field at some moment', () => {
    const moves: Readonly<Record<string, string>> = MOVES;
    const offered = new Set<string | undefined>();
    for (const leg of LEGS)
      for (const mode of MODES)
        for (const situation of [null, ...SITUATIONS])
          for (const minutesLeft of [40, 16, 9, 3])
            for (const sessionsBefore of [0, 3])
              for (const id of ids({ leg, mode, situation, minutesLeft, sessionsBefore }))
                offered.add(moves[id]);
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
  ])('is told of %s', (_, change, problem) => {
    const extra = { id: 'new', legs: LEGS, when: ['plain'], ...change } as Prompt;
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
    const extra: Prompt = { id: 'new', legs: LEGS, when: ['plain'] };
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

test('stands in docs/prompts.md beside its move', () => {
  const rows = readFileSync('docs/prompts.md', 'utf8').split('\n## ').at(-1)?.split('\n') ?? [];
  const listed = rows.flatMap((row) => {
    const [, move = '', , prompts = ''] = row.split('|').map((cell) => cell.trim());
    return [...prompts.matchAll(/`(\w+)`/g)].map(([, id = '']) => [id, move] as const);
  });
  expect(Object.fromEntries(listed)).toEqual(MOVES);
  expect(listed).toHaveLength(CATALOGUE.length);
});
