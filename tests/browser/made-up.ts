import path from 'node:path';
import { rolldown } from 'rolldown';
import { EMPTY_PAGE, type Tab, type TestBrowser } from './driver/driver.ts';

const root = path.join(import.meta.dirname, '../..');

/**
 * Puts a made-up practice into the database of a browser's Perch, through an empty page of it. A
 * desk that is open follows.
 */
export async function fillPractice(
  browser: Pick<TestBrowser, 'open' | 'page'>,
  sessions: number,
  clients: number,
): Promise<void> {
  const bundle = await rolldown({
    input: path.join(import.meta.dirname, 'in-page/filled.ts'),
    // The project's tsconfig extends a file that a build writes, which may not exist yet.
    tsconfig: false,
    resolve: { alias: { '@': root } },
  });
  const { output } = await bundle.generate({ format: 'iife', codeSplitting: false });
  const tab: Tab = await browser.open(browser.page(EMPTY_PAGE));
  await tab.evaluateSource(`(() => { ${output[0].code} })(), true`);
  await tab.evaluateSource(`globalThis.fillPractice(${sessions}, ${clients})`);
  await tab.close();
}
