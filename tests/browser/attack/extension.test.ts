import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Json } from '../driver/driver.ts';
import type { Port } from '../in-page/scope.ts';
import {
  desk,
  OTHER,
  panel,
  refused,
  rig,
  sessionNow,
  sessionUnderAttack,
  unharmed,
} from './attacked.ts';
import { EVERY_SHAPE, HOST_SHAPES, PANEL_MESSAGES } from './messages.ts';

// The other extension stays installed, so no other file may share this browser.
sessionUnderAttack({ own: true });

test('no other extension has a way in', async () => {
  const manifest = await desk.evaluate(() => {
    type Manifests = Record<'browser' | 'chrome', { runtime: { getManifest(): object } }>;
    const scope = globalThis as unknown as Manifests;
    return scope.chrome.runtime.getManifest();
  });
  expect(manifest).toHaveProperty('content_security_policy');
  expect(manifest).not.toHaveProperty('externally_connectable');
  const listening = await rig.browser.background(async () => {
    type Events = Record<string, { hasListeners?(): boolean }>;
    const { runtime } = (globalThis as unknown as { chrome: { runtime: Events } }).chrome;
    return ['onMessage', 'onConnect', 'onMessageExternal', 'onConnectExternal'].map(
      (name) => runtime[name]?.hasListeners?.() ?? null,
    );
  });
  // Firefox does not say who listens, so the test also reads the code of the background.
  expect(listening).toEqual(
    rig.browser.name === 'chromium' ? [true, true, false, false] : [null, null, null, null],
  );
  const folder = path.resolve(
    '.output',
    rig.browser.name === 'chromium' ? 'chrome-mv3' : 'firefox-mv3',
  );
  const read = new Map<string, string>();
  const gather = (file: string) => {
    if (read.has(file)) return;
    const source = readFileSync(file, 'utf8');
    read.set(file, source);
    for (const [, found] of source.matchAll(/(?:from|import)\s*\(?["'`](\.[^"'`]+\.js)["'`]/g))
      if (found) gather(path.resolve(path.dirname(file), found));
  };
  gather(path.join(folder, 'background.js'));
  const source = [...read.values()].join('\n');
  expect(source).toMatch(/onConnect\.addListener/);
  expect(source).not.toMatch(/on(Message|Connect|UserScript\w+)External\.addListener/);
});

describe('a call page', () => {
  test('reaches no extension by the API that it may have', async () => {
    const [before, counts] = [await sessionNow(), await refused()];
    const id = new URL(rig.browser.page('')).host;
    const outcomes = await panel.tab.evaluate(
      async (ids: readonly string[], shapes: readonly Json[]) => {
        type PageApi = {
          runtime?: {
            lastError?: unknown;
            sendMessage?(id: string, message: unknown, answer: (given: unknown) => void): void;
            connect?(id: string, info: object): Port;
          };
        };
        const page = window as unknown as Record<'browser' | 'chrome', PageApi | undefined>;
        const answers: string[] = [];
        for (const api of [page.browser, page.chrome])
          for (const id of ids) {
            const runtime = api?.runtime;
            if (!runtime) continue;
            for (const shape of shapes)
              await new Promise<void>((resolve) => {
                const note = (given: unknown) => {
                  if (!runtime.lastError && given !== undefined) answers.push(String(given));
                  resolve();
                };
                try {
                  if (runtime.sendMessage) runtime.sendMessage(id, shape, note);
                  else resolve();
                } catch {
                  resolve();
                }
              });
            await new Promise<void>((resolve) => {
              try {
                const port = runtime.connect?.(id, { name: 'panel' });
                if (!port) return resolve();
                port.onMessage.addListener((message) => answers.push(JSON.stringify(message)));
                port.onDisconnect.addListener(() => resolve());
                for (const shape of shapes) port.postMessage(shape);
              } catch {
                resolve();
              }
            });
          }
        return answers;
      },
      [id, 'perch@perch.session'],
      EVERY_SHAPE,
    );
    expect(outcomes).toEqual([]);
    expect(await refused()).toEqual(counts);
    await unharmed(before);
  });
});

test('another extension is answered nothing, from a page of its own and from the call page', async () => {
  const before = await sessionNow();
  const origin = await rig.browser.loadOther('tests/fixtures/other-extension');
  const perch =
    rig.browser.name === 'firefox'
      ? 'perch@perch.session'
      : rig.browser.page('').replace(/^[a-z-]+:\/\/|\/$/g, '');
  const messages = [...PANEL_MESSAGES, ...Object.values(HOST_SHAPES)] as unknown as Json[];
  const page = await rig.browser.open(`${origin}/page.html`);
  const tried = await page.evaluate(
    (id, sent) =>
      (
        globalThis as unknown as { tryMessages(id: string, sent: Json[]): Promise<Json> }
      ).tryMessages(id, sent),
    perch,
    messages,
  );
  expect(tried).toEqual({ answers: [], closed: 3 });
  expect(
    await page.evaluate(
      (at) => (globalThis as unknown as { tryPages(at: string): Promise<Json> }).tryPages(at),
      rig.browser.page('').replace(/\/$/, ''),
    ),
  ).toEqual([]);
  await page.close();
  // Its content script runs only in pages that are opened after it was installed.
  const call = await rig.call(OTHER);
  await call.there();
  const seen = await call.tab.evaluate(
    (id, sent) =>
      new Promise<Json>((resolve) => {
        addEventListener('message', ({ data }) => {
          if (data?.from === 'another extension') resolve(data);
        });
        postMessage({ to: 'another extension', perch: id, messages: sent });
      }),
    perch,
    messages,
  );
  expect(seen).toEqual({
    from: 'another extension',
    found: [{ title: 'Perch panel', words: null, text: '' }],
    answers: [],
  });
  await call.tab.close();
  await unharmed(before);
});
