import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { keyTrouble } from '@/lib/desk/keys';
import { BUILT_IN_PATTERNS } from '../../lib/sites/built-in.ts';
import { KNOWN_PATTERNS } from '../../lib/sites/sites.ts';
import { RECORD_FOLDER } from '../../scripts/bundle-record.ts';
import { filesUnder } from './files.ts';

const KB = 1_024;
const read = (...parts: string[]) => readFileSync(path.join(...parts), 'utf8');

/** A page's scripts and everything that they import at once, as built. */
function scriptsOf(output: string, page: string): readonly string[] {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    const code = read(output, file);
    for (const [, target = ''] of code.matchAll(/(?:from|import)\s*["'`](\.[^"'`]+\.js)["'`]/g))
      visit(path.posix.join(path.posix.dirname(file), target));
  };
  for (const [, file = ''] of read(output, page).matchAll(/(?:src|href)="\/([^"]+\.js)"/g))
    visit(file);
  return [...found];
}

const zipped = (output: string, files: readonly string[]) =>
  files.reduce(
    (sum, file) => sum + gzipSync(readFileSync(path.join(output, file)), { level: 9 }).length,
    0,
  );

const modulesOf = (browser: string, file: string) =>
  (
    JSON.parse(read(RECORD_FOLDER, `${browser}--${file.replaceAll('/', '--')}.json`)) as {
      modules: string[];
    }
  ).modules;

describe.each(['chrome', 'firefox'])('the build for %s', (browser) => {
  const output = `.output/${browser}-mv3`;
  const manifest = JSON.parse(read(output, 'manifest.json'));

  /** What no script in a call page may hold. */
  const UNWANTED =
    /preact|dexie|lib\/(vault|store|notes|owner|prompts|documents|backup|session)\/|^components\//;
  const unwantedIn = (file: string) =>
    modulesOf(browser, file).filter((module) => UNWANTED.test(module));

  test('runs at most 8 KB of script in every page of a built-in site, and 10 KB in others, the sensor included', () => {
    const watcher = 'content-scripts/call-watcher.js';
    const modules = modulesOf(browser, watcher);
    expect(modules).toContain('lib/overlay/attend.ts');
    expect(modules).not.toContain('lib/overlay/host.ts');
    expect(unwantedIn(watcher)).toEqual([]);
    const scripts = manifest.content_scripts as { readonly js: readonly string[] }[];
    const files = scripts.flatMap(({ js }) => js);
    expect(files).toContain(watcher);
    expect(modules).not.toContain('lib/sites/sites.ts');
    expect(zipped(output, files)).toBeLessThanOrEqual(8 * KB);
    // Of other sites, which are added, a script knows all that Perch knows.
    const others = files.map((file) => (file === watcher ? 'site-watcher.js' : file));
    expect(modulesOf(browser, 'site-watcher.js')).toContain('lib/sites/sites.ts');
    expect(unwantedIn('site-watcher.js')).toEqual([]);
    expect(zipped(output, others)).toBeLessThanOrEqual(10 * KB);
  });

  test('loads at most 14 KB into a meeting to show the panel, without framework, database, notes or keys', () => {
    const file = 'call-overlay.js';
    const modules = modulesOf(browser, file);
    expect(modules).toContain('lib/overlay/host.ts');
    expect(modules).not.toContain('lib/sites/sites.ts');
    expect(unwantedIn(file)).toEqual([]);
    expect(zipped(output, [file])).toBeLessThanOrEqual(14 * KB);
  });

  test('draws the panel with at most 62 KB of script and loads 9 KB afterwards, without database or keys', () => {
    const files = scriptsOf(output, 'panel.html');
    expect(files.length).toBeGreaterThan(0);
    // The browser reads each file by itself.
    expect(files.length).toBeLessThanOrEqual(10);
    const later = readdirSync(path.join(output, 'chunks'))
      .filter((file) => file.startsWith('later-'))
      .map((file) => path.posix.join('chunks', file));
    expect(later).toHaveLength(1);
    expect(files).not.toContain(later[0]);
    const modules = files.flatMap((file) => modulesOf(browser, file));
    expect(modules).toContain('components/panel/Panel.tsx');
    const laterModules = later.flatMap((file) => modulesOf(browser, file));
    expect(laterModules).toContain('components/panel/pages/SafetyPage.tsx');
    const unwanted = /dexie|lib\/(vault|store|owner)\//;
    expect([...modules, ...laterModules].filter((module) => unwanted.test(module))).toEqual([]);
    expect(zipped(output, files)).toBeLessThanOrEqual(62 * KB);
    expect(zipped(output, later)).toBeLessThanOrEqual(9 * KB);
  });

  test('suggests keys that nothing is known to stand in the way of', () => {
    const commands = Object.values(manifest.commands) as {
      suggested_key?: Record<string, string>;
    }[];
    const suggested = commands.flatMap(({ suggested_key: keys }) => (keys ? [keys] : []));
    expect(suggested).toHaveLength(4);
    for (const { default: key = '', mac = '' } of suggested) {
      for (const os of ['win', 'linux', 'cros']) expect(keyTrouble(key, os), key).toBeNull();
      expect(keyTrouble(mac, 'mac'), mac).toBeNull();
    }
  });

  test('asks for these permissions and no other', () => {
    expect(manifest.permissions).toEqual([
      'storage',
      'unlimitedStorage',
      'scripting',
      'alarms',
      'idle',
      'activeTab',
      ...(browser === 'chrome' ? ['sidePanel'] : []),
    ]);
    expect(manifest.host_permissions).toEqual(['https://meet.google.com/*', 'https://*.zoom.us/*']);
    expect(manifest.optional_permissions).toEqual(['notifications']);
    // What a site is added with; docs/permissions.md says that nothing is asked for until then.
    expect(manifest.optional_host_permissions).toEqual(['https://*/*']);
    expect(manifest.incognito).toBe('not_allowed');
    const permissions = read('docs', 'permissions.md');
    for (const permission of [
      ...manifest.permissions,
      ...manifest.host_permissions,
      ...manifest.optional_permissions,
      ...manifest.optional_host_permissions,
    ])
      expect(permissions).toContain(permission);
  });

  test('shows the panel page to built-in call sites alone, and to others at an address that they cannot know', () => {
    expect(manifest.web_accessible_resources).toEqual([
      { resources: ['panel.html'], matches: BUILT_IN_PATTERNS },
      {
        resources: ['site-panel.html'],
        matches: ['https://*/*'],
        // Firefox has another address for each profile anyway.
        ...(browser === 'chrome' ? { use_dynamic_url: true } : {}),
      },
    ]);
  });

  test('has a sensor of at most 2.5 KB, which knows nothing of Perch', () => {
    const file = 'content-scripts/share-sensor.js';
    const modules = modulesOf(browser, file).filter((module) => module.startsWith('lib/'));
    expect(modules).toContain('lib/sensor/sensor.ts');
    expect(modules.filter((module) => !/^lib\/(sensor|sites)\//.test(module))).toEqual([]);
    expect(read(output, file)).not.toMatch(/extension:|browser\.runtime|chrome\.runtime/);
    expect(zipped(output, [file])).toBeLessThanOrEqual(2.5 * KB);
  });

  test('forbids every network request and every script that is not its own', () => {
    const { extension_pages: policy } = manifest.content_security_policy;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy.replace("'wasm-unsafe-eval'", '')).not.toMatch(/https?:|data:|blob:|unsafe|\*/);
  });

  test('names no host but the call sites and the namespaces of markup', () => {
    const hosts = filesUnder([output], /\.(js|html|css|json)$/).flatMap((file) =>
      [...read(file).matchAll(/https?:\/\/([\w.*-]+)/g)].map(([, host]) => host),
    );
    expect(hosts).toContain('meet.google.com');
    // Libraries name their documentation in messages for developers.
    const sites = KNOWN_PATTERNS.map((pattern) => pattern.split('/')[2]);
    const known =
      /^(\*|www\.w3\.org|dexie\.org|tinyurl\.com|bit\.ly|developer\.mozilla\.org|github\.com|bugzilla\.mozilla\.org|preactjs\.com|www\.npmjs\.com|mozilla\.org|reactjs\.org)$/;
    // Names of vocabularies in the formats of Word and FHIR, and an address in a library's comment.
    const vocabularies =
      /^(schemas\.openxmlformats\.org|schemas\.microsoft\.com|answers\.microsoft\.com|purl\.org|purl\.oclc\.org|terminology\.hl7\.org|loinc\.org)$/;
    expect(
      [...new Set(hosts)].filter(
        (host = '') => !sites.includes(host) && !known.test(host) && !vocabularies.test(host),
      ),
    ).toEqual([]);
  });
});

/** Ends the key of what is said to a coach. */
const COACH = '__coach';

describe('the locale file', () => {
  const messages = JSON.parse(read('public', '_locales', 'en', 'messages.json')) as Record<
    string,
    { message: string }
  >;
  const code = [...filesUnder(['components', 'entrypoints', 'lib'], /\.tsx?$/), 'wxt.config.ts']
    .map((file) => read(file))
    .join('\n');

  test('has a text for every key, and no key that nothing uses', () => {
    // Keys of a family are put together from a name, as in `leg_${leg}`; `text` holds their types.
    const families = new Set([...code.matchAll(/`(\w+_)\$\{/g)].map(([, family]) => family));
    const quoted = new Set([...code.matchAll(/'([\w@]+)'/g)].map(([, word]) => word));
    const used = (key: string): boolean =>
      (key.endsWith(COACH) && used(key.slice(0, -COACH.length))) ||
      quoted.has(key) ||
      families.has(key.slice(0, key.indexOf('_') + 1)) ||
      (/_(one|other)$/.test(key) && quoted.has(key.replace(/_(one|other)$/, ''))) ||
      /^(extension|command)_/.test(key);
    const unused = Object.keys(messages).filter((key) => !used(key));
    expect(unused).toEqual([]);
    for (const { message } of Object.values(messages)) expect(message.trim()).not.toBe('');
  });

  test('says coachee to a coach wherever it says client to others', () => {
    // Nobody has chosen a profile yet, or nobody knows which, because the settings are locked.
    const before =
      /^(extension_description|rehearsal_client|firstProfile_\w+|locked_desk|client_lockedHint)$/;
    // Names of a leg and of a way of working, and what every profile calls its files.
    const names = /Client Agenda|client-led|Quote clients only/gi;
    const says = Object.entries(messages).filter(
      ([key, { message }]) =>
        !before.test(key) && !key.endsWith(COACH) && /client/i.test(message.replace(names, '')),
    );
    expect(says.map(([key]) => `${key}${COACH}`)).toEqual(
      Object.keys(messages).filter((key) => key.endsWith(COACH)),
    );
    for (const [key] of says) {
      const words = messages[`${key}${COACH}`]?.message.replace(names, '');
      expect(words, key).toMatch(/coachee/i);
      expect(words, key).not.toMatch(/client/i);
    }
  });

  test('has keys that a browser takes: with any other, Chromium loads no extension', () => {
    for (const key of Object.keys(messages)) expect(key).toMatch(/^[A-Za-z0-9_@]+$/);
  });

  test('speaks calmly: no exclamation marks', () => {
    for (const { message } of Object.values(messages)) expect(message).not.toContain('!');
  });

  test('is the only place with words: components have none of their own', () => {
    const words = />\s*[A-Z][a-z]+ [a-z]+[^<{]*</;
    for (const file of filesUnder(['components', 'entrypoints'], /\.tsx$/))
      expect(read(file).match(words)?.[0] ?? null, file).toBeNull();
  });
});

test('the docs name every prompt of the catalogue', () => {
  const ids = [...read('lib', 'prompts', 'catalogue.ts').matchAll(/\bid: '(\w+)'/g)];
  expect(ids.length).toBeGreaterThanOrEqual(120);
  const docs = read('docs', 'prompts.md');
  expect(ids.filter(([, id]) => !docs.includes(`\`${id}\``))).toEqual([]);
});

test('what the readme and the docs link to exists', () => {
  const files = [...readdirSync('.'), ...filesUnder(['docs', 'lib'], /\.md$/)].filter((file) =>
    file.endsWith('.md'),
  );
  const links = files.flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => ({
      file,
      target,
    })),
  );
  expect(links.length).toBeGreaterThan(10);
  const missing = links.filter(
    ({ file, target }) => !existsSync(path.join(path.dirname(file), target)),
  );
  expect(missing).toEqual([]);
});
