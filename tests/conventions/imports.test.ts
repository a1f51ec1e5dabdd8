import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesUnder } from './files.ts';

interface Arrows {
  readonly parts: readonly string[];
  readonly packages: readonly string[];
}

/** What is shown, by surface. Surfaces share what is in `shared`, and never import each other. */
const SURFACE: Arrows = {
  parts: [
    'components/shared',
    'lib/documents',
    'lib/measures',
    'lib/messaging',
    'lib/notes',
    'lib/practice',
    'lib/problems',
    'lib/prompts',
    'lib/session',
    'lib/sites',
    'lib/text',
    'lib/vault',
  ],
  // With signals, what changes at every key or each second is drawn alone.
  packages: ['preact', 'preact/hooks', '@preact/signals'],
};

/**
 * What each part may import: other parts, and packages. Arrows point down only;
 * docs/architecture.md says why.
 */
const ALLOWED: Readonly<Record<string, Arrows>> = {
  'lib/session': { parts: [], packages: ['valibot'] },
  'lib/text': { parts: [], packages: [] },
  'lib/prompts': { parts: ['lib/session'], packages: ['valibot'] },
  'lib/practice': { parts: ['lib/notes', 'lib/prompts', 'lib/session'], packages: ['valibot'] },
  'lib/look-back': { parts: ['lib/session'], packages: [] },
  'lib/notes': { parts: ['lib/session'], packages: ['valibot'] },
  'lib/measures': { parts: [], packages: [] },
  'lib/papers': { parts: ['lib/measures', 'lib/notes', 'lib/session'], packages: ['valibot'] },
  'lib/sites': { parts: ['lib/session'], packages: [] },
  'lib/search': {
    parts: ['lib/notes', 'lib/papers', 'lib/practice', 'lib/session'],
    packages: [],
  },
  'lib/sensor': { parts: [], packages: [] },
  'lib/store': { parts: [], packages: ['dexie'] },
  'lib/vault': {
    parts: ['lib/notes', 'lib/papers', 'lib/practice', 'lib/prompts', 'lib/session', 'lib/store'],
    packages: ['@hpke/core', 'hash-wasm', 'valibot'],
  },
  'lib/documents': {
    parts: [
      'lib/look-back',
      'lib/measures',
      'lib/notes',
      'lib/papers',
      'lib/practice',
      'lib/prompts',
      'lib/session',
      'lib/sites',
      'lib/text',
      'lib/vault',
    ],
    packages: ['docx', 'valibot'],
  },
  'lib/calendar': { parts: ['lib/session'], packages: ['ical.js', 'windows-iana'] },
  'lib/library': {
    parts: ['lib/notes', 'lib/papers', 'lib/search', 'lib/session', 'lib/store', 'lib/vault'],
    packages: [],
  },
  'lib/backup': { parts: ['lib/vault'], packages: ['age-encryption', 'valibot'] },
  'lib/platform': { parts: ['lib/text'], packages: ['webextension-polyfill'] },
  'lib/messaging': {
    parts: [
      'lib/notes',
      'lib/platform',
      'lib/practice',
      'lib/prompts',
      'lib/sensor',
      'lib/session',
    ],
    packages: ['valibot'],
  },
  'lib/owner': {
    parts: [
      'lib/messaging',
      'lib/notes',
      'lib/papers',
      'lib/practice',
      'lib/prompts',
      'lib/session',
      'lib/sites',
      'lib/vault',
    ],
    packages: [],
  },
  'lib/background': {
    parts: [
      'lib/messaging',
      'lib/owner',
      'lib/platform',
      'lib/session',
      'lib/sites',
      'lib/store',
      'lib/vault',
    ],
    packages: [],
  },
  'lib/problems': {
    parts: [
      'lib/messaging',
      'lib/notes',
      'lib/practice',
      'lib/prompts',
      'lib/session',
      'lib/text',
      'lib/vault',
    ],
    packages: [],
  },
  'lib/desk': {
    parts: [
      'lib/backup',
      'lib/calendar',
      'lib/documents',
      'lib/library',
      'lib/messaging',
      'lib/notes',
      'lib/overlay',
      'lib/papers',
      'lib/platform',
      'lib/practice',
      'lib/problems',
      'lib/prompts',
      'lib/search',
      'lib/session',
      'lib/sites',
      'lib/store',
      'lib/text',
      'lib/vault',
    ],
    packages: ['@preact/signals'],
  },
  'lib/panel': {
    parts: [
      'lib/messaging',
      'lib/platform',
      'lib/session',
      'lib/sites',
      'lib/store',
      'lib/text',
      'lib/vault',
    ],
    packages: ['@preact/signals'],
  },
  'lib/overlay': {
    parts: ['lib/messaging', 'lib/platform', 'lib/sensor', 'lib/session', 'lib/sites', 'lib/text'],
    packages: [],
  },
  'components/shared': SURFACE,
  'components/panel': { ...SURFACE, parts: [...SURFACE.parts, 'lib/panel'] },
  'components/desk': {
    ...SURFACE,
    parts: [
      ...SURFACE.parts,
      'lib/desk',
      'lib/library',
      'lib/look-back',
      'lib/papers',
      'lib/search',
    ],
    packages: [...SURFACE.packages, 'valibot'],
  },
  'components/popup': { ...SURFACE, parts: [...SURFACE.parts, 'lib/panel'] },
  'components/rehearsal': { ...SURFACE, parts: [...SURFACE.parts, 'lib/panel', 'lib/papers'] },
};

/** Of these, `components` may use types alone: views touch no browser, no storage and no keys. */
const TYPES_ONLY = ['lib/desk', 'lib/library', 'lib/messaging', 'lib/panel', 'lib/vault'];

interface Import {
  readonly file: string;
  readonly part: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const partOf = (file: string) =>
  /^(lib|components)\//.test(file)
    ? file.split('/').slice(0, 2).join('/')
    : (file.split('/')[0] ?? '');

const sources = filesUnder(['lib', 'components', 'entrypoints'], /\.tsx?$/);

const imports: readonly Import[] = sources.flatMap((file) => {
  const code = readFileSync(file, 'utf8');
  const found = code.matchAll(
    /^(?:import|export)\s+(type\s+)?(?:([^'";]*?)\s+from\s+)?'([^']+)'/gm,
  );
  return [...found].map(([, type, names, from = '']) => {
    const target = from.startsWith('@/')
      ? from.slice(2)
      : from.startsWith('.')
        ? path.posix.join(path.posix.dirname(file), from)
        : from;
    const inner = /^\{(.*)\}$/s.exec(names?.trim() ?? '')?.[1];
    const each = inner
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const typeOnly = Boolean(type) || (each?.every((name) => name.startsWith('type ')) ?? false);
    return { file, part: partOf(file), target, typeOnly };
  });
});

const isOwn = (target: string) => /^(lib|components|entrypoints|public)\//.test(target);

test('there are imports to look at', () => {
  expect(imports.length).toBeGreaterThan(150);
});

describe.each(Object.entries(ALLOWED))('%s', (part, { parts, packages }) => {
  const own = imports.filter((one) => one.part === part);
  test('imports only the parts and packages that it may', () => {
    expect(sources.some((file) => partOf(file) === part)).toBe(true);
    const wrong = own.filter(({ target }) =>
      isOwn(target)
        ? ![part, ...parts, 'public'].includes(partOf(target))
        : !packages.includes(target),
    );
    expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });
});

test('every part of lib, and every surface, has its arrows written down', () => {
  const parts = sources.map(partOf).filter((part) => part.includes('/'));
  expect(Object.keys(ALLOWED)).toEqual(expect.arrayContaining([...new Set(parts)]));
});

test('nobody imports an entrypoint, but for the parts of one page', () => {
  const wrong = imports.filter(
    ({ file, target }) =>
      target.startsWith('entrypoints/') && path.posix.dirname(file) !== path.posix.dirname(target),
  );
  expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

test('a part of lib is entered by its door alone', () => {
  const deep = imports.filter(
    ({ part, target }) =>
      target.startsWith('lib/') && partOf(target) !== part && target.split('/').length > 2,
  );
  expect(deep.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

test('components use types alone of what is not theirs to touch', () => {
  const wrong = imports.filter(
    ({ part, target, typeOnly }) =>
      part.startsWith('components/') && TYPES_ONLY.includes(partOf(target)) && !typeOnly,
  );
  expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});
