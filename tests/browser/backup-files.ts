import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { until } from './driver/driver.ts';
import type { Rig } from './perch.ts';
import type { Screen } from './screen.ts';

/** The file that the browser has downloaded, once it is whole. */
export const downloaded = (in_: Rig, ending: string) =>
  until(async () => {
    const names = readdirSync(in_.browser.downloads).filter((name) => name.endsWith(ending));
    const file = names.at(-1);
    return file && readFileSync(path.join(in_.browser.downloads, file)).length > 0
      ? path.join(in_.browser.downloads, file)
      : null;
  }, `a download ending in ${ending}`);

/** Gives a file to the page's file field, as its person does. */
export async function chooseBackup(screen: Screen, name: string, bytes: Buffer): Promise<void> {
  await screen.doc.evaluate(
    (base64, called) => {
      const field = document.querySelector<HTMLInputElement>('input[type=file][accept=".age"]');
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      data.items.add(new File([content], called));
      if (!field) throw new Error('no file field');
      field.files = data.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    },
    bytes.toString('base64'),
    name,
  );
}
