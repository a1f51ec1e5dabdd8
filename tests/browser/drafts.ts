import type { TestBrowser } from './driver/driver.ts';
import { until } from './driver/driver.ts';

/** Waits until drafts exist and none of them has grown for a moment, so that all typing is kept. */
export async function draftsKept(browser: TestBrowser): Promise<void> {
  const sizes = () =>
    browser.background(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('perch');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const rows = await new Promise<{ body: Uint8Array }[]>((resolve) => {
        const request = database.transaction('drafts').objectStore('drafts').getAll();
        request.onsuccess = () => resolve(request.result);
      });
      database.close();
      return rows.map(({ body }) => body.length).join();
    });
  let last = '';
  await until(async () => {
    const before = last;
    last = await sizes();
    return last !== '' && last === before;
  }, 'what is half typed to be kept');
}
