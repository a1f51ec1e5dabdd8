/**
 * Serves the gallery: every scene of panel, popup and rehearsal. With `--pictures`, takes a picture
 * of each instead, and of the running product on a pretend call, and puts them on one page; with a
 * folder of other pictures after it, each beside its twin: the one of the same name in there or in
 * a folder in there, or the one that `TWINS` names.
 */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import preact from '@preact/preset-vite';
import { chromium } from 'playwright';
import { build, createServer, type InlineConfig, preview } from 'vite';
import { findBrowser } from '../tests/browser/driver/find-browser.ts';
import { howToInstall } from './browsers.ts';
import { takeRunningPictures } from './running-pictures.ts';

const root = path.resolve(import.meta.dirname, '..');
const out = path.join(root, '.shots', 'gallery');
const wanted = process.argv.indexOf('--pictures');

const gallery = {
  configFile: false,
  root: path.join(root, 'tests', 'gallery'),
  logLevel: 'error',
  resolve: { alias: { '@': root } },
  plugins: [preact({ prefreshEnabled: false, devToolsEnabled: false })],
} as const satisfies InlineConfig;

/** Beginnings of scenes' names, and the pictures of how those scenes are to look. */
const TWINS = {
  'asks-': 'asks',
  'bar-crisis': 'crisis',
  'bar-longer': 'bar-de',
  'bar-narrowest': 'bar-narrow',
  'bar-rightToLeft': 'bar-ar',
  'bar-twiceAsLarge': 'bar-2x',
  'desk-first-protection': 'first-2',
  'desk-first-try': 'first-3',
  'desk-first-work': 'first-1',
  'desk-measure': 'phq9',
  'desk-session-client': 'session-client-copy',
  'desk-session-draft-rightToLeft': 'session-rtl',
  'desk-today-rightToLeft': 'today-rtl',
  'desk-today-twiceAsLarge': 'text200',
  dot: 'small',
  masked: 'small',
  'menu-layout': 'menu-layout',
  'page-': 'pages',
  'panel-': 'panel',
  'popup-': 'popup',
  'state-focus-bar': 'bar-keys',
  'strip-ready': 'strip-ready',
  'strip-': 'strips',
} as const;

if (wanted < 0) {
  const server = await createServer({
    ...gallery,
    server: { host: 'localhost', fs: { allow: [root] } },
  });
  await server.listen();
  console.log(`The gallery is at ${server.resolvedUrls?.local[0]} until Ctrl+C.`);
} else {
  // A server that builds as it goes loads its pages again when a browser refuses it a connection,
  // which Chromium does after some 150 pages.
  const built = {
    outDir: path.join(root, '.shots', 'gallery-site'),
    emptyOutDir: true,
    // As the product is built: for older browsers, colours and directions are rewritten.
    target: ['chrome144', 'firefox142'],
  };
  await build({ ...gallery, build: built });
  const server = await preview({ ...gallery, build: built, preview: { host: 'localhost' } });
  await takePictures(server.resolvedUrls?.local[0] ?? '', process.argv[wanted + 1] ?? null);
  await server.close();
}

/**
 * @param address where the gallery is served
 * @param others the folder of the pictures to put beside these; null for none
 */
async function takePictures(address: string, others: string | null): Promise<void> {
  const found = findBrowser('chromium');
  if (!found) throw new Error(howToInstall('chromium'));
  mkdirSync(out, { recursive: true });
  const browser = await chromium.launch({
    executablePath: found.path,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await browser.newPage();
  await page.goto(address);
  const scenes = await page.$$eval('section', (sections) =>
    sections.map((section) => {
      const [frame] = section.querySelectorAll('iframe');
      const size = { width: Number(frame?.width), height: Number(frame?.height) };
      return { name: section.querySelector('h2')?.textContent ?? '', size };
    }),
  );
  for (const { name, size } of scenes)
    for (const scheme of ['', '&dark']) {
      await page.setViewportSize(size);
      await page.goto(`${address}?scene=${name}${scheme}`);
      await page.waitForSelector('html[data-drawn]', { state: 'attached' });
      await page.screenshot({ path: path.join(out, `${name}${scheme && '-dark'}.png`) });
    }
  await browser.close();
  const running = await takeRunningPictures(out);
  const beside = (name: string) => {
    const twin = others && twinOf(name, others);
    if (!twin) return '';
    const copy = `other-${name}.png`;
    copyFileSync(twin, path.join(out, copy));
    return `<img src="${copy}" alt="" style="max-width: 900px">`;
  };
  const row = (name: string) => `<img src="${name}.png" alt=""> ${beside(name)}`;
  const drawn = scenes.map(({ name }) => `<h2>${name}</h2>${row(name)} ${row(`${name}-dark`)}`);
  const played = running.map(
    (name) =>
      `<h2>${name}, running</h2><img src="running-${name}.png" alt="" width="900"> ${beside(name)}`,
  );
  const rows = [...drawn, ...played];
  const file = path.join(out, 'index.html');
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><title>Gallery</title>${rows.join('\n')}`,
  );
  console.log(
    `${scenes.length} scenes, and ${running.length} of a session as it runs, are in ${path.relative(process.cwd(), file)}`,
  );
}

/** The picture of how a scene is to look; null if there is none. */
function twinOf(scene: string, others: string): string | null {
  const folders = [others, ...['call', 'desk'].map((folder) => path.join(others, folder))];
  const dark = scene.endsWith('-dark') ? '-dark' : '';
  const name = dark ? scene.slice(0, -dark.length) : scene;
  const [, named] = Object.entries(TWINS).find(([begins]) => name.startsWith(begins)) ?? [];
  for (const one of [name, name.replace(/^desk-/, ''), ...(named ? [named] : [])])
    for (const folder of folders) {
      const file = path.join(folder, `${one}${dark}.png`);
      if (existsSync(file)) return file;
    }
  return null;
}
