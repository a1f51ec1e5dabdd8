import type { TestBrowser } from './driver/driver.ts';
import { until } from './driver/driver.ts';
import { storedRows } from './in-page/stored.ts';

/** Waits until drafts exist and none of them has grown for a moment, so that all typing is kept. */
export async function draftsKept(browser: TestBrowser): Promise<void> {
  const sizes = async () => {
    const [drafts] = await browser.background(storedRows, 'drafts');
    return drafts?.rows.map((row) => (JSON.parse(row) as { body: string }).body.length).join();
  };
  let last: string | undefined = '';
  await until(async () => {
    const before = last;
    last = await sizes();
    return last && last === before;
  }, 'what is half typed to be kept');
}
