import { writeFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright';
import { typeAtOnce } from '../in-page/type-at-once.ts';
import { type Doc, hostOrigin, type Point, type Tab, until } from './driver.ts';

const pages = new WeakMap<Tab, Page>();

/**
 * The driver's page of a tab.
 * @throws for a tab of another browser
 */
export function pageOf(tab: Tab): Page {
  const page = pages.get(tab);
  if (!page) throw new Error('not a tab of this browser');
  return page;
}

/** A tab of Chromium. `extensionPage` gives the address of a page of Perch. */
export function tabOf(page: Page, extensionPage: (file: string) => string): Tab {
  const mouse = page.mouse;
  const tab: Tab = {
    ...docOf(page.mainFrame(), async () => ({ x: 0, y: 0 })),
    get tab() {
      return tab;
    },
    frame: async (file, inside) => {
      const frame = await until(
        async () =>
          page.frames().find((candidate) => {
            const around = candidate.parentFrame();
            if (!around || !candidate.url().startsWith(extensionPage(file))) return false;
            return inside ? around.url().includes(inside) : around === page.mainFrame();
          }),
        `a frame with ${file}`,
      );
      const around = inside ? await tab.inner(inside) : tab;
      return { ...docOf(frame, () => hostOrigin(around)), tab };
    },
    inner: async (address) => {
      const frame = await until(
        async () =>
          page
            .frames()
            .find((candidate) => candidate.parentFrame() && candidate.url().includes(address)),
        `a frame with ${address}`,
      );
      const at = async () => (await (await frame.frameElement()).boundingBox()) ?? { x: 0, y: 0 };
      return { ...docOf(frame, at), tab };
    },
    frames: async (file) =>
      page
        .frames()
        .filter((frame) => frame.url().startsWith(extensionPage(file)) && frame.parentFrame())
        .length,
    frameTexts: (file) =>
      Promise.all(
        page
          .frames()
          .filter((frame) => frame.url().startsWith(extensionPage(file)))
          .map((frame) => frame.evaluate(() => document.body.innerText)),
      ),
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    activate: () => page.bringToFront(),
    close: () => page.close(),
    resize: (width, height) => page.setViewportSize({ width, height }),
    hover: async ({ x, y }) => {
      await mouse.move(x + 1, y);
      await mouse.move(x, y);
    },
    // The press may close the window it is in.
    click: ({ x, y }) =>
      mouse.click(x, y).catch((error: unknown) => {
        if (!page.isClosed()) throw error;
      }),
    async drag(from, to) {
      await mouse.move(from.x, from.y);
      await mouse.down();
      await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
      await mouse.move(to.x, to.y, { steps: 4 });
      await mouse.up();
    },
    shareUnheard: () => Promise.reject(new Error('this driver can not do that')),
    async print(file) {
      const session = await page.context().newCDPSession(page);
      const { data } = await session.send('Page.printToPDF');
      await session.detach();
      writeFileSync(file, Buffer.from(data, 'base64'));
    },
    async screenshot(file) {
      await page.bringToFront();
      const session = await page.context().newCDPSession(page);
      const { data } = await session.send('Page.captureScreenshot');
      await session.detach();
      writeFileSync(file, Buffer.from(data, 'base64'));
    },
  };
  pages.set(tab, page);
  return tab;
}

function docOf(frame: Frame, origin: () => Promise<Point>): Omit<Doc, 'tab'> {
  const { keyboard } = frame.page();
  return {
    type: (text) => keyboard.type(text),
    typeAtOnce: (text) => frame.evaluate(`(${typeAtOnce})(${JSON.stringify(text)})`) as never,
    press: (chord) => keyboard.press(chord),
    evaluate: (fn, ...args) => frame.evaluate(`(${fn})(...${JSON.stringify(args)})`) as never,
    evaluateSource: (source) => frame.evaluate(source),
    origin,
  };
}
