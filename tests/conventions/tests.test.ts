import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filesUnder } from './files.ts';

const lines = filesUnder(
  ['tests/unit', 'tests/components', 'tests/storage', 'tests/browser'],
  /\.tsx?$/,
).flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map((line, at) => ({ line, where: `${file}:${at + 1}` })),
);
const like = (pattern: RegExp) =>
  lines.filter(({ line }) => pattern.test(line)).map(({ where }) => where);

test('no test is left out or run alone but with a dated reason', () => {
  expect(like(/\b(test|describe|it)\.(only|skip|todo|runIf|skipIf|fixme)\b/)).toEqual([]);
  // The type of `notIn` asks for a date; so does this of any other reason.
  const code = lines.map(({ line }) => line).join('\n');
  const reasons = [...code.matchAll(/context\.skip\(\s*(['"`])(.*?)\1/gs)].map(([, , why]) => why);
  expect(reasons.length).toBeGreaterThan(0);
  for (const why of reasons) expect(why).toMatch(/^20\d\d-[01]\d-[0-3]\d: \S/);
});

test('no test ends early in one browser and counts as passed', () => {
  expect(
    like(/if \(.*\b(browser\.name|BROWSER|PERCH_BROWSER)\b.*\)\s*(return|\{\s*return)/),
  ).toEqual([]);
  expect(like(/^\s*return;$/).filter((where) => /^tests\/browser\/.*\.test/.test(where))).toEqual(
    [],
  );
});

test('no test waits for time to pass', () => {
  expect(like(/waitForTimeout|await (sleep|delay|wait)\(/)).toEqual([]);
});

/** A longer file is about more than one subject, and nobody finds a test in it. */
const LONGEST = 500;

test(`no file of tests is longer than ${LONGEST} lines`, () => {
  const files = filesUnder(['tests'], /\.tsx?$/);
  expect(files.length).toBeGreaterThan(100);
  const tooLong = files
    .map((file) => ({ file, count: readFileSync(file, 'utf8').trimEnd().split('\n').length }))
    .filter(({ count }) => count > LONGEST);
  expect(tooLong).toEqual([]);
});
