import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from './driver/driver.ts';
import { panelIn, type Rig, startRig } from './perch.ts';
import { filesHolding } from './profile.ts';
import { Screen } from './screen.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

/** In an extension document: opens a port as a panel would, sends what it is given, and collects the answers. */
const talk = async (messages: readonly object[]): Promise<readonly { type: string }[]> => {
  type Port = {
    onMessage: { addListener(listen: (message: { type: string }) => void): void };
    onDisconnect: { addListener(listen: () => void): void };
    postMessage(message: unknown): void;
    disconnect(): void;
  };
  const scope = globalThis as unknown as Record<
    'browser' | 'chrome',
    { runtime: { connect(info: object): Port } }
  >;
  const port = (scope.browser ?? scope.chrome).runtime.connect({ name: 'panel' });
  const answers: { type: string }[] = [];
  return new Promise((resolve) => {
    const done = () => resolve(answers);
    port.onDisconnect.addListener(done);
    port.onMessage.addListener((message) => {
      answers.push(message);
      if (answers.length > 0) setTimeout(done, 300);
    });
    for (const message of messages) port.postMessage(message);
    setTimeout(done, 1_500);
  });
};

const HELLO = {
  type: 'hello',
  panel: '00000000-0000-4000-8000-000000000000',
  fresh: true,
  tab: null,
};

/** How many malformed messages the background has counted, as the desk reads it. */
const refused = () =>
  rig.browser.background(async () => {
    type Counts = { malformed?: number };
    type Api = { storage: { session: { get(key: string): Promise<{ refused?: Counts }> } } };
    const scope = globalThis as unknown as { browser?: Api; chrome: Api };
    const { refused: counts } = await (scope.browser ?? scope.chrome).storage.session.get(
      'refused',
    );
    return counts?.malformed ?? 0;
  });

describe('a framed panel', () => {
  test('is told nothing with no token, a guessed one, or one that was used', async () => {
    const panel = await rig.call();
    await panel.start();
    await panel.note('told to nobody');
    for (const token of [null, '', 'guess', crypto.randomUUID()]) {
      const answers = await panel.doc.evaluate(talk, [{ ...HELLO, token }]);
      expect(answers).toEqual([{ type: 'refused' }]);
    }
    await panel.finish();
    await panel.tab.close();
  });

  test('is told nothing when it gives commands without having said hello', async () => {
    const panel = await rig.call();
    await panel.unfold();
    const answers = await panel.doc.evaluate(talk, [
      { type: 'command', call: 1, command: { type: 'end' } },
      { type: 'command', call: 2, command: { type: 'sessions' } },
    ]);
    expect(answers).toEqual([]);
    await panel.tab.close();
  });

  test('that sends malformed messages gets no answer and harms nothing', async () => {
    const panel = await rig.call();
    await panel.start();
    const malformed = [
      {},
      { type: 'hello' },
      { type: 'hello', token: 5, panel: HELLO.panel },
      { type: 'hello', token: null, panel: 'not an id' },
      { type: 'command' },
      { type: 'command', call: 'x', command: { type: 'end' } },
      { type: 'command', call: 1, command: { type: 'enterLeg', leg: 'constructor' } },
      {
        type: 'command',
        call: 1,
        command: { type: 'addNote', lineId: '../../etc', text: 'x', at: 0 },
      },
      { type: 'readEverything' },
      { type: '__proto__', token: null },
    ];
    const before = await refused();
    expect(await panel.doc.evaluate(talk, malformed)).toEqual([]);
    await until(async () => (await refused()) - before === malformed.length, 'each to be counted');
    await panel.note('still here');
    await panel.finish();
    await panel.tab.close();
  });
});

test('a page of another site can not put the panel into a frame', async () => {
  const tab = await rig.browser.open('https://elsewhere.example/');
  const loaded = await tab.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const frame = document.createElement('iframe');
        frame.src = url;
        frame.onload = () => {
          try {
            // A blocked frame shows an error document; the panel's own would be another origin too.
            resolve(String(frame.contentDocument?.location.href ?? 'other origin'));
          } catch {
            resolve('other origin');
          }
        };
        document.body.append(frame);
        setTimeout(() => resolve('never'), 3_000);
      }),
    rig.browser.page('panel.html'),
  );
  expect(loaded).toMatch(/^(other origin|never|about:blank)$/);
  expect(await tab.frames('panel.html')).toBe(0);
  await tab.close();
});

test('a call page that frames the panel itself gets an empty one', async () => {
  const own = await rig.call();
  await own.start();
  await own.note('not for the page');
  await own.tab.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      if (data.type === 'askToken') port1.postMessage({ type: 'token', token: 'guess' });
    };
    frame.onload = () => {
      frame.contentWindow?.postMessage('perch-channel', '*', [port2]);
      port1.postMessage({
        type: 'layout',
        shape: 'panel',
        dock: 'top',
        surface: 'overlay',
        unseen: false,
      });
      Object.assign(window, { framed: true });
    };
  }, rig.browser.page('panel.html'));
  await until(() => own.tab.evaluate(() => 'framed' in window), 'the second frame');
  await until(async () => (await own.tab.frames('panel.html')) === 2, 'two frames');
  // The real panel answers a command in the meantime, so the other has had its chance.
  await own.note('a second one');
  const texts = await own.tab.frameTexts('panel.html');
  expect(texts.filter((text) => text.includes('not for the page'))).toHaveLength(1);
  expect(texts.filter((text) => text.trim() === '')).toHaveLength(1);
  await own.tab.reload();
  const again = await panelIn(own.tab);
  await again.finish();
  await own.tab.close();
});

/** Every row of Perch's database and of its other storage, as it is kept: bytes as Latin-1. */
const rawRows = () =>
  rig.browser.background(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('perch');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const all: { table: string; rows: string }[] = [];
    for (const table of database.objectStoreNames) {
      const values = await new Promise<unknown[]>((resolve) => {
        const request = database.transaction(table).objectStore(table).getAll();
        request.onsuccess = () => resolve(request.result);
      });
      all.push({
        table,
        rows: values
          .map((row) =>
            JSON.stringify(row, (_, value) =>
              value instanceof Uint8Array
                ? new TextDecoder('latin1').decode(value)
                : value instanceof CryptoKey
                  ? `key extractable ${value.extractable}`
                  : value,
            ),
          )
          .join('\n'),
      });
    }
    database.close();
    const scope = globalThis as unknown as Record<
      'browser' | 'chrome',
      { storage: Record<'local' | 'session', { get(): Promise<object> }> }
    >;
    const { storage } = scope.browser ?? scope.chrome;
    all.push({
      table: 'storage',
      rows: JSON.stringify([await storage.local.get(), await storage.session.get()]),
    });
    return all;
  });

const count = (rows: Awaited<ReturnType<typeof rawRows>>, name: string) =>
  rows
    .find(({ table }) => table === name)
    ?.rows.split('\n')
    .filter(Boolean).length ?? 0;

test('nothing that was typed is in the page, in storage or anywhere in the profile folder', async () => {
  const marker = `marker${'zebra'}${Date.now()}`;
  const panel = await rig.call();
  const already = count(await rawRows(), 'lines');
  await panel.start();
  await panel.note(`${marker} one`);
  await panel.note(`${marker} two`);
  await panel.press('textbox', 'Quick note');
  await panel.doc.type(`${marker} draft`);

  const seen = await panel.tab.evaluate(async () => {
    const databases = (await indexedDB.databases?.()) ?? [];
    return [
      document.documentElement.outerHTML,
      document.title,
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      JSON.stringify(databases),
      JSON.stringify(performance.getEntries().map(({ name }) => name)),
      (window as unknown as { seen: string[] }).seen.join(' '),
    ].join('\n');
  });
  expect(seen).not.toContain(marker);
  expect(seen).not.toContain('-extension://');

  const rows = await rawRows();
  expect(count(rows, 'lines') - already).toBe(2);
  expect(rows.find(({ table }) => table === 'drafts')?.rows).not.toBe('');
  expect(rows.find(({ table }) => table === 'keys')?.rows).toContain('key extractable false');
  for (const { table, rows: content } of rows) {
    expect(content).not.toContain(marker);
    expect(content).not.toMatch(/exploration|opening|legEntered|abc-defg/i);
    // Where the panel sits is kept per site; that a session was held there is not.
    if (table !== 'storage') expect(content).not.toMatch(/meet/i);
  }

  const desk = await rig.browser.open(`${rig.browser.page('desk.html')}#/notes`);
  await new Screen(desk).press('searchbox', 'Search notes');
  await desk.type(`${marker} one`);
  await new Screen(desk).when(
    'searchbox',
    'Search notes',
    ({ value }) => value === `${marker} one`,
  );
  await panel.tab.activate();

  // Browsers write what is in a page's fields to disk, to restore it after a crash. Once they have done so
  // for a field of the call page, they have had their chance with the panel in it.
  const control = `control${'zebra'}${Date.now()}`;
  const chat = await panel.tab.evaluate(() => {
    const { x, y } = document.querySelector('#chat')?.getBoundingClientRect() ?? { x: 0, y: 0 };
    return { x: x + 10, y: y + 10 };
  });
  await panel.tab.click(chat);
  await panel.tab.type(control);
  await until(
    async () => filesHolding(rig.browser.profile, control).length > 0,
    "the browser to save the page's field",
    60_000,
  );
  expect(filesHolding(rig.browser.profile, marker)).toEqual([]);
  await desk.close();
  expect((await panel.see('textbox', 'Quick note')).value).toBe(`${marker} draft`);
  await panel.finish();
  await panel.tab.close();
});

test('nothing in the extension makes a network request', async () => {
  const before = rig.pages.served.length;
  const panel = await rig.call();
  await panel.start();
  await panel.note('goes nowhere');
  await panel.finish();
  const desk = await rig.browser.open(rig.browser.page('desk.html'));
  await rig.browser.open(rig.browser.page('rehearsal.html'));
  // Content security policy refuses every way out; the attempt fails before it reaches the proxy.
  const attempt = async () => {
    const tries = await Promise.allSettled([
      fetch('https://elsewhere.example/fetch'),
      new Promise((_, reject) => {
        const socket = new WebSocket('wss://elsewhere.example/socket');
        socket.onerror = () => reject(new Error('refused'));
      }),
      typeof Image === 'undefined'
        ? Promise.reject(new Error('a worker has no images'))
        : new Promise((_, reject) => {
            const image = new Image();
            image.onload = image.onerror = () => reject(new Error('refused'));
            image.src = 'https://elsewhere.example/image.png';
          }),
    ]);
    return tries.map(({ status }) => status);
  };
  for (const refusals of [
    await desk.evaluate(attempt),
    await panel.doc.evaluate(attempt),
    await rig.browser.background(attempt),
  ])
    expect(refusals).toEqual(['rejected', 'rejected', 'rejected']);
  const asked = rig.pages.served.slice(before);
  expect(asked.length).toBeGreaterThan(0);
  for (const address of asked)
    expect(address).toMatch(/^meet\.google\.com\/(abc-defg-hij|call\.js|favicon\.ico)$/);
  // Whatever host this browser has asked for since its start: the pages of these tests, and its own maker's.
  const makers =
    /(^|\.)(google\.com|googleapis\.com|gvt1\.com|gstatic\.com|mozilla\.(org|net|com)|firefox\.com|mozgcp\.net)$/;
  // One test opened a page of another site on purpose; nothing but that page was served there.
  const opened = /^(meet\.google\.com|elsewhere\.example)$/;
  const others = rig.pages.asked.filter((host) => !makers.test(host) && !opened.test(host));
  expect([...new Set(others)]).toEqual([]);
  expect(
    rig.pages.served.filter((address) => /^elsewhere\.example\/(fetch|image|socket)/.test(address)),
  ).toEqual([]);
  await desk.close();
  await panel.tab.close();
});
