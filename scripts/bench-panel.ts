/**
 * Measures how quickly the panel answers, against what the browser itself needs for the same: the
 * strip until it is seen, against a bare frame of the extension; a note from a person's Enter until
 * it says Saved, against a strict put in IndexedDB; and a leg from its press until it is shown, in
 * frames. Prints medians and ratios; nothing here passes or fails.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { panelIn, startRig } from '../tests/browser/perch.ts';
import { build } from './run.ts';

const NOTES = 200;
const LEGS = 60;
const LOADS = 15;
/** Milliseconds between the last letter and Enter, as a quick hand has them. */
const BY_HAND = 100;

const firefox = process.env.PERCH_BROWSER === 'firefox';
await build([firefox ? 'firefox' : 'chromium']);
const OUTPUT = path.resolve('.output', `${firefox ? 'firefox' : 'chrome'}-mv3`);
const MANIFEST = path.join(OUTPUT, 'manifest.json');
/** A page of the extension with one word, which a call page may show and no release has. */
const BARE = path.join(OUTPUT, 'bare.html');
const released = readFileSync(MANIFEST, 'utf8');
writeFileSync(BARE, '<!doctype html><style>p { font: 13px sans-serif }</style><p>Perch');
writeFileSync(MANIFEST, released.replaceAll('"panel.html"', '"panel.html","bare.html"'));
/** Leaves the build as it was, also when something fails. */
process.once('exit', () => {
  rmSync(BARE);
  writeFileSync(MANIFEST, released);
});
process.once('SIGINT', () => process.exit(1));
const rig = await startRig({ own: true });
const tab = await rig.browser.open('https://meet.google.com/abc-defg-hij');

/** In a frame's document: milliseconds from its beginning to its first words. */
const seen = () =>
  new Promise<number>((resolve) => {
    const look = () => {
      const [first] = performance.getEntriesByName('first-contentful-paint');
      if (first) resolve(first.startTime);
      else requestAnimationFrame(look);
    };
    look();
  });
/** In the call page: shows a bare frame. */
const showBare = (src: string) => {
  const frame = document.createElement('iframe');
  frame.src = src;
  // What is out of sight is not painted.
  frame.style.cssText = 'position: fixed; inset: 300px auto auto 0; z-index: 9';
  document.body.append(frame);
};
const strips: number[] = [];
const bares: number[] = [];
for (let n = 0; n < LOADS; n += 1) {
  await tab.goto('https://meet.google.com/abc-defg-hij');
  const strip = await panelIn(tab);
  await strip.there();
  strips.push(await strip.doc.evaluate(seen));
  await tab.evaluate(showBare, rig.browser.page('bare.html'));
  bares.push(await (await tab.frame('bare.html')).evaluate(seen));
}
const panel = await panelIn(tab);
await panel.start();
await panel.press('textbox', 'Quick note');

/** Milliseconds of strict puts of a sealed note's size, one after the other. */
const puts = await panel.doc.evaluate(async (count: number) => {
  const opened = indexedDB.open('bench', 1);
  const db = await new Promise<IDBDatabase>((resolve) => {
    opened.onupgradeneeded = () => opened.result.createObjectStore('notes');
    opened.onsuccess = () => resolve(opened.result);
  });
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const start = performance.now();
    await new Promise((done) => {
      const put = db.transaction('notes', 'readwrite', { durability: 'strict' });
      put.objectStore('notes').put(new Uint8Array(400), n);
      put.oncomplete = done;
    });
    times.push(performance.now() - start);
  }
  db.close();
  indexedDB.deleteDatabase('bench');
  return times;
}, NOTES);

/** Milliseconds from Enter until the panel says Saved. */
const notes = await panel.doc.evaluate(
  async ([count, byHand]: [number, number]) => {
    const field = document.querySelector('textarea');
    const status = document.querySelector('.note-status');
    if (!field || !status) throw new Error('the note is not there');
    const setText = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
    const until = (holds: () => boolean) =>
      new Promise<void>((resolve) => {
        if (holds()) return resolve();
        const observer = new MutationObserver(() => {
          if (!holds()) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      });
    const times: number[] = [];
    for (let n = 0; n < count; n += 1) {
      setText?.call(field, `a note of some words, ${n}`);
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await until(() => status.textContent === '');
      await new Promise((typed) => setTimeout(typed, byHand));
      const start = performance.now();
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      await until(() => status.textContent === 'Saved');
      times.push(performance.now() - start);
    }
    return times;
  },
  [NOTES, BY_HAND] as [number, number],
);

/** Frames and milliseconds from the press of a leg until it is the current one. */
const legs = await panel.doc.evaluate(async (count: number) => {
  const buttons = [...document.querySelectorAll<HTMLElement>('.legs button')];
  const times: { frames: number; ms: number }[] = [];
  for (let n = 0; n < count; n += 1) {
    const button = buttons[(n % 5) + 1];
    if (!button) continue;
    await new Promise((next) => requestAnimationFrame(next));
    const start = performance.now();
    button.click();
    for (let frames = 1; ; frames += 1) {
      await new Promise((next) => requestAnimationFrame(next));
      if (button.getAttribute('aria-current') !== 'step') continue;
      times.push({ frames, ms: performance.now() - start });
      break;
    }
  }
  return times;
}, LEGS);
await rig.close();

const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[of.length >> 1] ?? 0;
const [put, note] = [median(puts), median(notes)];
const [strip, bare] = [median(strips), median(bares)];
console.log(`\n${rig.browser.name}, medians`);
console.log(`a bare frame                 ${bare.toFixed(2)} ms`);
console.log(
  `the strip until it is seen   ${strip.toFixed(2)} ms, ${(strip / bare).toFixed(2)} times a bare frame`,
);
console.log(`a strict put                 ${put.toFixed(2)} ms`);
console.log(
  `Enter until Saved            ${note.toFixed(2)} ms, ${(note / put).toFixed(2)} times a put`,
);
console.log(
  `a leg until it is shown      ${median(legs.map(({ frames }) => frames))} frames, ${median(legs.map(({ ms }) => ms)).toFixed(2)} ms`,
);
