import type { Draft } from '@/lib/vault';
import type { TestBrowser } from './driver/driver.ts';
import { until } from './driver/driver.ts';
import { storedRows } from './in-page/stored.ts';

/** What is typed in Quick note and has no speaker, as a panel keeps it. */
export const typedNote = (text: string, compartment: Draft['compartment'] = 'record'): Draft => ({
  text,
  kind: 'note',
  compartment,
  speaker: '',
});

/** Bytes that an envelope adds to what it seals, by its algorithm (`lib/vault/envelope.ts`). */
const ADDED = [0, 10 + 12 + 16, 10 + 32 + 16];

/**
 * Waits until a draft is stored that is as long as this one, to the byte. Each letter that was
 * typed is kept by itself, so a draft that only stopped growing may still lack the last ones.
 */
export async function draftKept(browser: TestBrowser, { edit, ...rest }: Draft): Promise<void> {
  const { noteId: lineId, ...others } = edit ?? { noteId: '' };
  const sealed = JSON.stringify(edit ? { ...rest, edit: { lineId, ...others } } : rest);
  const length = new TextEncoder().encode(sealed).length;
  await until(async () => {
    const [drafts] = await browser.background(storedRows, 'drafts');
    return drafts?.rows.some((row) => {
      const { body } = JSON.parse(row) as { body: string };
      return body.length === length + (ADDED[body.charCodeAt(1)] ?? Number.NaN);
    });
  }, 'what is half typed to be kept');
}
