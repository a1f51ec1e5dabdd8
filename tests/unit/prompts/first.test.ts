import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SITUATIONS } from '@/lib/prompts';
import { LEGS, PHASES, PROFILES } from '@/lib/session';
import { ids } from './moment.ts';

/** Minutes left of a session of fifty. */
const TIMES = { early: 45, middle: 25, late: 8, over: -5 } as const;
const ANY_PHASE = [null, ...PHASES];
const SITUATION_NAMES = ['plain', ...SITUATIONS] as const;

interface Row {
  readonly leg: string;
  readonly situation: string;
  readonly first: string;
  readonly why: string;
}

/** The table of docs/prompts.md that says which prompt is the first, and why. */
const rows = readFileSync('docs/prompts.md', 'utf8')
  .split('\n## ')
  .find((section) => section.startsWith('The first prompt'))
  ?.split('\n')
  .filter((line) => /^\| (?:opening|agenda|exploration|integration|planning|closing) \|/.test(line))
  .map((line): Row => {
    const [, leg = '', situation = '', first = '', why = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    return { leg, situation, first, why };
  });

/**
 * The prompt that a cell names for a profile and a time: the first of those in brackets whose
 * words fit, or else the one in front of them.
 */
function named(cell: string, profile: string, time: string): string | undefined {
  const [usual, exceptions = ''] = cell.split(' (');
  for (const exception of exceptions.replace(')', '').split('; ')) {
    const [when = '', id] = exception.split(': ');
    const words = when.split(/[, ]+/).filter(Boolean);
    const fits = (all: readonly string[], one: string) =>
      words.includes(one) || !words.some((word) => all.includes(word));
    if (id && fits(PROFILES, profile) && fits(Object.keys(TIMES), time)) return bare(id);
  }
  return bare(usual);
}
const bare = (id = '') => id.replaceAll('`', '').trim();

describe('the table of first prompts', () => {
  test('has a row with a reason for each leg and situation', () => {
    const expected = LEGS.flatMap((leg) => SITUATION_NAMES.map((one) => `${leg} ${one}`));
    expect(rows?.map(({ leg, situation }) => `${leg} ${situation}`)).toEqual(expected);
    for (const { why } of rows ?? []) expect(why.split(' ').length, why).toBeGreaterThan(3);
  });

  test.each(LEGS)(
    'is what is offered first in %s, for every situation, profile and time',
    (leg) => {
      for (const { situation, first } of (rows ?? []).filter((row) => row.leg === leg))
        for (const profile of PROFILES)
          for (const [time, minutesLeft] of Object.entries(TIMES))
            for (const phase of ANY_PHASE) {
              const [offered] = ids({
                leg,
                profile,
                minutesLeft,
                situation: SITUATIONS.find((one) => one === situation) ?? null,
                sessionsBefore: 1,
                phase,
              });
              expect(offered, `${leg}, ${situation}, ${profile}, ${time}, ${phase}`).toBe(
                named(first, profile, time),
              );
            }
    },
  );
});
