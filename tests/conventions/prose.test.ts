import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filesUnder } from './files.ts';

const WIDEST = 100;
const comments = filesUnder(
  ['lib', 'components', 'entrypoints', 'tests', 'scripts'],
  /\.tsx?$/,
).flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map((line, at) => ({ line, where: `${file}:${at + 1}` }))
    .filter(({ line }) => /^\s*(\/\/|\/\*|\*(?: (?!\{)|\/|$))/.test(line)),
);

test('no comment is wider than 100 columns', () => {
  expect(comments.length).toBeGreaterThan(1_000);
  // An address, and what a tool reads on one line, can't be broken.
  const wide = comments.filter(
    ({ line }) => line.length > WIDEST && !/https?:\/\/|biome-ignore/.test(line),
  );
  expect(wide.map(({ where }) => where)).toEqual([]);
});

test('the interface writes one kind of apostrophe, and contractions', () => {
  const words = readFileSync('public/_locales/en/messages.json', 'utf8');
  expect(words).toMatch(/[a-z]'[a-z]/);
  expect(words).not.toMatch(/’|\bcan ?not\b/);
});
