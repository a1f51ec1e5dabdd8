import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Rig, startRig } from './perch.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ own: true });
});
afterAll(() => rig?.close());

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
  // Whatever host this browser has asked for since its start: the pages of these tests, and its own
  // maker's.
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
