import { writeFileSync } from 'node:fs';
import { typeAtOnce } from '../in-page/type-at-once.ts';
import { type Bidi, sourceOf } from './bidi.ts';
import { type Doc, hostOrigin, type Point, type Tab, until } from './driver.ts';

const KEYS: Readonly<Record<string, string>> = {
  Enter: '\uE007',
  Tab: '\uE004',
  Escape: '\uE00C',
  Backspace: '\uE003',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Meta: '\uE03D',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Home: '\uE011',
  End: '\uE010',
};

/** A tab of Firefox. */
export function tabOf(bidi: Bidi, top: string, page: (file: string) => string): Tab {
  const framesOf = async (file: string, around = top) =>
    (await bidi.tree()).filter(
      ({ parent, url }) => parent === around && url.startsWith(page(file)),
    );
  const innerOf = (address: string) =>
    until(
      async () =>
        (await bidi.tree()).find(({ parent, url }) => parent === top && url.includes(address))
          ?.context,
      `a frame with ${address}`,
    );
  const pointer = (actions: readonly object[]) =>
    bidi.send('input.performActions', {
      context: top,
      actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }],
    });
  const activate = () => bidi.send('browsingContext.activate', { context: top });
  /**
   * Waits until another document has loaded. BiDi's own navigation takes the loads of frames for
   * the page's: it ends with a panel that loads meanwhile, or fails because that load is aborted.
   */
  const leaving = async (what: string, leave: () => Promise<void>) => {
    const before = await bidi.document(top);
    await leave();
    await until(
      async () =>
        (await bidi.document(top)) !== before &&
        (await bidi.evaluate(top, "location.href !== 'about:blank' && document.readyState")) ===
          'complete',
      what,
    );
  };
  const move = ({ x, y }: Point) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y) });
  const tab: Tab = {
    ...docOf(bidi, top, async () => ({ x: 0, y: 0 })),
    get tab() {
      return tab;
    },
    async frame(file, inside) {
      const around = inside ? await tab.inner(inside) : tab;
      const within = inside ? await innerOf(inside) : top;
      const { context } = await until(
        async () => (await framesOf(file, within))[0],
        `a frame with ${file}`,
      );
      return { ...docOf(bidi, context, () => hostOrigin(around)), tab };
    },
    async inner(address) {
      const context = await innerOf(address);
      // The frame is of the same origin as the page around it, as in call sites.
      const doc = docOf(bidi, context, () =>
        doc.evaluate(() => {
          const box = window.frameElement?.getBoundingClientRect();
          return { x: box?.x ?? 0, y: box?.y ?? 0 };
        }),
      );
      return { ...doc, tab };
    },
    frames: async (file) => (await framesOf(file)).length,
    frameTexts: async (file) =>
      Promise.all(
        (await framesOf(file)).map(
          async ({ context }) =>
            (await bidi.evaluate(context, 'document.body.innerText')) as string,
        ),
      ),
    async goto(url) {
      const [address, within] = url.split('#');
      const at = (await bidi.evaluate(top, 'location.href')) as string;
      if (within !== undefined && at.split('#')[0] === address) {
        await bidi.evaluate(
          top,
          sourceOf((to) => location.assign(to), [url]),
        );
        return;
      }
      await leaving(`${url} to load`, () =>
        bidi.chrome(
          (id, to) => {
            const { NavigableManager } = ChromeUtils.importESModule(
              'chrome://remote/content/shared/NavigableManager.sys.mjs',
            );
            NavigableManager.getBrowsingContextById(id).loadURI(Services.io.newURI(to), {
              triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal(),
            });
          },
          top,
          url,
        ),
      );
    },
    reload: () =>
      leaving('the page to load again', () =>
        bidi.chrome((id) => {
          const { NavigableManager } = ChromeUtils.importESModule(
            'chrome://remote/content/shared/NavigableManager.sys.mjs',
          );
          NavigableManager.getBrowsingContextById(id).reload(0);
        }, top),
      ),
    activate: async () => void (await activate()),
    close: async () => void (await bidi.send('browsingContext.close', { context: top })),
    resize: async (width, height) =>
      void (await bidi.send('browsingContext.setViewport', {
        context: top,
        viewport: { width, height },
      })),
    hover: async (at) => void (await pointer([move({ x: at.x + 1, y: at.y }), move(at)])),
    async click(at) {
      // The windows of a desktop come to the front when they are pressed. Without a desktop around
      // it, a window that has lost the keyboard to another would take the press and no keys.
      if (!(await bidi.evaluate(top, 'document.hasFocus()'))) await activate();
      await pointer([
        move(at),
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ]);
    },
    drag: async (from, to) =>
      void (await pointer([
        move(from),
        { type: 'pointerDown', button: 0 },
        move({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }),
        move(to),
        { type: 'pointerUp', button: 0 },
      ])),
    async print(file) {
      const { data } = (await bidi.send('browsingContext.print', { context: top })) as {
        data: string;
      };
      writeFileSync(file, Buffer.from(data, 'base64'));
    },
    async screenshot(file) {
      const { data } = (await bidi.send('browsingContext.captureScreenshot', { context: top })) as {
        data: string;
      };
      writeFileSync(file, Buffer.from(data, 'base64'));
    },
    shareUnheard: () =>
      bidi.evaluateApart(
        top,
        'navigator.mediaDevices.getDisplayMedia({ video: true }).then((kept) => { globalThis.kept = kept; }), 0',
      ),
  };
  return tab;
}

function docOf(bidi: Bidi, context: string, origin: () => Promise<Point>): Omit<Doc, 'tab'> {
  const keys = (actions: readonly object[]) =>
    bidi.send('input.performActions', {
      context,
      actions: [{ type: 'key', id: 'keyboard', actions }],
    });
  const type = async (text: string) =>
    void (await keys(
      [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
    ));
  return {
    type,
    typeAtOnce: (text) => bidi.evaluate(context, sourceOf(typeAtOnce, [text])) as never,
    async press(chord) {
      const values = chord.split('+').map((key) => KEYS[key] ?? key);
      await keys([
        ...values.map((value) => ({ type: 'keyDown', value })),
        ...values.toReversed().map((value) => ({ type: 'keyUp', value })),
      ]);
    },
    evaluate: (run, ...args) => bidi.evaluate(context, sourceOf(run, args)) as never,
    evaluateSource: (source) => bidi.evaluate(context, source),
    origin,
  };
}
