import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LegState } from '../../lib/session/index.ts';
import { filesUnder } from './files.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const folderOf = (file: string) => path.posix.dirname(file);
const unique = (names: readonly string[]) => [...new Set(names)];

/** A style sheet, with what it names. */
interface Sheet {
  readonly file: string;
  readonly folder: string;
  readonly imports: readonly string[];
  readonly classes: readonly string[];
  readonly set: readonly string[];
  readonly asked: readonly string[];
}

const sheets: readonly Sheet[] = filesUnder(['components'], /\.css$/).map((file) => {
  const css = read(file).replaceAll(/\/\*.*?\*\//gs, '');
  const selectors = [...css.matchAll(/([^{};]+)\{/g)].flatMap(([, head = '']) =>
    head.trim().startsWith('@') ? [] : [head],
  );
  const all = (text: string, pattern: RegExp) =>
    unique([...text.matchAll(pattern)].map(([, name = '']) => name));
  return {
    file,
    folder: folderOf(file),
    imports: all(css, /@import "([^"]+)"/g).map((to) => path.posix.join(folderOf(file), to)),
    classes: all(selectors.join(), /\.(-?[a-zA-Z_][\w-]*)/g),
    set: all(css, /[{;]\s*(--[\w-]+)\s*:/g),
    asked: all(css, /var\((--[\w-]+)/g),
  };
});

const STATES: readonly LegState[] = ['notVisited', 'current', 'visited', 'setAside'];

/**
 * What the names that are put together end with: kinds of what is said, places, and states of a
 * leg.
 */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'ask-': ['alert', 'status', 'note'],
  'dock-picture-': ['left', 'top', 'right'],
  'dot-': STATES,
  'mark-': STATES,
  'notice-': ['alert', 'status', 'note'],
};

/** A component or an entrypoint, with the classes that it gives to elements. */
interface View {
  readonly file: string;
  readonly classes: readonly string[];
  /** The beginnings of names that are put together, as in `dot-${state}`. */
  readonly beginnings: readonly string[];
}

const views: readonly View[] = filesUnder(['components', 'entrypoints'], /\.(tsx?|html)$/).map(
  (file) => {
    const given = [
      ...read(file).matchAll(/\bclass(?:Name)?\s*=\s*("[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\})/g),
    ]
      // What is compared decides which class it is, and is none.
      .map(([, value = '']) => value.replaceAll(/[!=]==\s*'[^']*'/g, ''))
      .flatMap((value) => [...value.matchAll(/"([^"]*)"|'([^']*)'|`([^`]*)`/g)])
      .flatMap(([, double, single, template]) => (double ?? single ?? template ?? '').split(/\s+/))
      .filter(Boolean);
    return {
      file,
      classes: given.filter((name) => !name.includes('${')),
      beginnings: given
        .filter((name) => name.includes('${'))
        .map((name) => name.slice(0, name.indexOf('${'))),
    };
  },
);

const definedIn = (name: string) => sheets.filter(({ classes }) => classes.includes(name));
const defined = unique(sheets.flatMap(({ classes }) => classes));
const used = unique(
  views.flatMap(({ classes, beginnings }) => [
    ...classes,
    ...beginnings.flatMap((beginning) => ENDINGS[beginning]?.map((end) => beginning + end) ?? []),
  ]),
);

test('there are style sheets and classes to look at', () => {
  expect(sheets.length).toBeGreaterThanOrEqual(12);
  expect(defined.length).toBeGreaterThan(120);
  expect(used.length).toBeGreaterThan(120);
});

test('a folder has at most one style sheet, which bears its name', () => {
  expect(unique(sheets.map(({ folder }) => folder))).toHaveLength(sheets.length);
  const otherwise = sheets.filter(
    ({ file, folder }) =>
      path.posix.basename(file, '.css') !== path.posix.basename(folder) &&
      file !== 'components/shared/tokens.css',
  );
  expect(otherwise.map(({ file }) => file)).toEqual([]);
});

// A style sheet defines a class by naming it, even if it only says how the class looks inside its
// own. What differs from place to place is a custom property instead, which the place sets.
test('a class is named in one style sheet alone', () => {
  const several = defined.filter((name) => definedIn(name).length > 1);
  expect(several.map((name) => [name, ...definedIn(name).map(({ file }) => file)])).toEqual([]);
});

test('each class that a style sheet names is given to an element', () => {
  expect(defined.filter((name) => !used.includes(name))).toEqual([]);
});

test('each class that an element is given has a rule', () => {
  const without = views.flatMap(({ file, classes, beginnings }) => [
    ...classes.filter((name) => !defined.includes(name)).map((name) => `${file}: ${name}`),
    // Of those that are put together, some may look as their element does without one.
    ...beginnings
      .filter((beginning) => !ENDINGS[beginning]?.some((end) => defined.includes(beginning + end)))
      .map((beginning) => `${file}: ${beginning}`),
  ]);
  expect(without).toEqual([]);
});

test('nothing but these names is put together', () => {
  expect(Object.keys(ENDINGS)).toEqual(
    unique(views.flatMap(({ beginnings }) => beginnings)).toSorted(),
  );
});

test('a component uses the style sheets of its folder, of those above it, and of what is shared', () => {
  const far = views.flatMap(({ file, classes }) =>
    classes
      .filter((name) =>
        definedIn(name).some(
          ({ folder }) =>
            file.startsWith('components/') &&
            !folder.startsWith('components/shared') &&
            !`${folderOf(file)}/`.startsWith(`${folder}/`),
        ),
      )
      .map((name) => `${file}: ${name}`),
  );
  expect(far).toEqual([]);
});

test('each custom property that is set is read, and each that is read is set', () => {
  const set = unique(sheets.flatMap((sheet) => sheet.set));
  const asked = unique(sheets.flatMap((sheet) => sheet.asked));
  expect(set.length).toBeGreaterThan(30);
  expect(set.filter((name) => !asked.includes(name))).toEqual([]);
  expect(asked.filter((name) => !set.includes(name))).toEqual([]);
});

describe('a page', () => {
  const pages = filesUnder(['entrypoints'], /\.html$/).map((file) => ({
    file,
    links: [...read(file).matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, to = '']) =>
      path.posix.join(folderOf(file), to),
    ),
  }));
  /** In the order of their rules: what a sheet imports comes before its own. */
  const reached = (file: string): readonly string[] => [
    ...(sheets.find((sheet) => sheet.file === file)?.imports ?? []).flatMap(reached),
    file,
  ];

  test.each(pages)(
    '$file links one style sheet, which brings all that its surfaces need',
    ({ links }) => {
      expect(links).toHaveLength(1);
      const [entry = ''] = links;
      const surfaceOf = (file: string) => file.split('/').slice(0, 2).join('/');
      // The rehearsal brings the desk along, in which it ends: a surface comes whole.
      const surfaces = ['components/shared', ...reached(entry).map(surfaceOf)];
      const needed = sheets
        .map(({ file }) => file)
        .filter((file) => surfaces.includes(surfaceOf(file)));
      // The order decides where two rules weigh the same: a surface's own come after shared ones.
      const brought = reached(entry);
      expect(brought.toSorted()).toEqual(needed.toSorted());
      const isShared = (file: string) => file.startsWith('components/shared/');
      const ownOnes = brought.filter((file) => !isShared(file));
      expect(brought).toEqual([...brought.filter(isShared), ...ownOnes]);
    },
  );
});
