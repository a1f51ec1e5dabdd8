import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isHolding } from '../profile.ts';
import { startDisplay } from './display.ts';
import {
  type Doc,
  EMPTY_PAGE,
  hostOrigin,
  type Json,
  type LaunchOptions,
  type Point,
  type Tab,
  type TestBrowser,
  until,
} from './driver.ts';
import { findBrowser } from './find-browser.ts';
import { newProfile, type Running, run } from './process.ts';

const GECKO_ID = 'perch@perch.session';
const UUID = '0f0e0d0c-0b0a-4908-8706-050403020100';

interface Context {
  readonly context: string;
  readonly url: string;
  readonly children: readonly Context[];
}

/**
 * Starts Firefox with the built extension, driven over WebDriver BiDi. Storage settings are the
 * defaults.
 */
export async function launchFirefox(options: LaunchOptions): Promise<TestBrowser> {
  const found = findBrowser('firefox');
  if (!found) throw new Error('no Firefox was found');
  const profile = options.profile ?? newProfile('firefox');
  const downloads = path.join(profile, 'saved');
  mkdirSync(downloads, { recursive: true });
  const prefs = {
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
    'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: UUID }),
    'extensions.webextensions.keepUuidOnUninstall': true,
    // A temporary add-on doesn't survive a restart, and a permanent unsigned one needs this.
    'xpinstall.signatures.required': false,
    'network.cookie.cookieBehavior': 5,
    'browser.shell.checkDefaultBrowser': false,
    'browser.aboutwelcome.enabled': false,
    'browser.sessionstore.resume_from_crash': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.reportingpolicy.firstRun': false,
    'toolkit.startup.max_resumed_crashes': -1,
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': options.network.proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': options.network.proxyPort,
    'network.proxy.no_proxies_on': '',
    'network.proxy.allow_hijacking_localhost': true,
    'media.peerconnection.ice.loopback': true,
    'media.peerconnection.ice.obfuscate_host_addresses': false,
    'intl.accept_languages': 'en-US, en',
    'intl.locale.requested': 'en-US',
    'dom.disable_open_during_load': false,
    // Work at each start that no test needs.
    'app.normandy.enabled': false,
    'messaging-system.rsexperimentloader.enabled': false,
    'browser.newtabpage.enabled': false,
    'browser.newtab.preload': false,
    'browser.startup.page': 0,
    // A tab's cost is mostly its process, so tabs of a site share one, which stays for the next
    // tab.
    'dom.ipc.processPrelaunch.enabled': false,
    'dom.ipc.processCount.webIsolated': 1,
    'dom.ipc.keepProcessesAlive.webIsolated.perOrigin': 1,
    // A fake camera and screen, and no permission dialogs.
    'media.navigator.streams.fake': true,
    'media.navigator.permission.disabled': true,
    'full-screen-api.warning.timeout': 0,
    ...(options.quota
      ? { 'dom.quotaManager.temporaryStorage.fixedLimit': Math.floor(options.quota / 1_024) }
      : {}),
    ...(options.nothingOnTop ? { 'dom.documentpip.enabled': false } : {}),
  };
  const prefLines = Object.entries(prefs).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(path.join(profile, 'user.js'), prefLines.join('\n'));

  const display = options.screen ? await startDisplay() : null;
  let running: Running;
  let bidi: Bidi;
  const start = async () => {
    running = await run(
      found.path,
      [
        ...(options.headless === false ? [] : ['--headless']),
        '--no-remote',
        '--width=1280',
        '--height=900',
        '--profile',
        profile,
        '--remote-debugging-port=0',
        '--remote-allow-system-access',
        'about:blank',
      ],
      /WebDriver BiDi listening on (ws:\S+)/,
      display ? { ...process.env, DISPLAY: display.name } : process.env,
    );
    bidi = await connect(`${running.endpoint}/session`);
    await bidi.send('session.new', {
      capabilities: { alwaysMatch: { acceptInsecureCerts: true } },
    });
  };
  const install = (): Promise<unknown> =>
    bidi.send('webExtension.install', {
      extensionData: { type: 'archivePath', path: firefoxArchive() },
      'moz:permanent': true,
    });
  const page = (file: string) => `moz-extension://${UUID}/${file}`;
  /** Runs privileged code in the browser's own window. */
  const chrome = async <A extends readonly Json[], R>(
    run: (...args: A) => R | Promise<R>,
    ...args: A
  ) => {
    const tree = (await bidi.send('browsingContext.getTree', { 'moz:scope': 'chrome' })) as {
      contexts: Context[];
    };
    const [window] = tree.contexts;
    if (!window) throw new Error('Firefox has no window');
    return (await bidi.evaluate(window.context, sourceOf(run, args))) as R;
  };
  /** Opens a tab directly at the address, because an empty tab first would cost another process. */
  const open = async (url: string, inFront = true) => {
    const context = await chrome(
      (to, select) => {
        const { NavigableManager } = ChromeUtils.importESModule(
          'chrome://remote/content/shared/NavigableManager.sys.mjs',
        );
        const { gBrowser } = window as unknown as { gBrowser: Tabs };
        const added = gBrowser.addTrustedTab(to);
        if (select) gBrowser.selectedTab = added;
        return NavigableManager.getIdForBrowser(added.linkedBrowser);
      },
      url,
      inFront,
    );
    await until(
      async () =>
        (await bidi.evaluate(context, "location.href !== 'about:blank' && document.readyState")) ===
        'complete',
      `${url} to load`,
    );
    return context;
  };
  const firstPage = async () => {
    await install();
    return until(
      async () => (await bidi.tree()).find(({ url }) => url.startsWith(page('desk.html')))?.context,
      'the welcome page',
    );
  };
  await start();
  let first = await firstPage().catch(async (error: unknown) => {
    // A browser that fails to start properly must not keep running.
    await running.kill();
    throw error;
  });

  return {
    name: 'firefox',
    profile,
    downloads,
    page,
    open: async (url) => tabOf(bidi, await open(url), page),
    async openPrivate(url) {
      const before = (await bidi.tree()).map(({ context }) => context);
      // Open the address directly: navigating away from a page that still loads may never end.
      await chrome((to) => {
        (
          window as unknown as { openTrustedLinkIn(to: string, where: string, how: object): void }
        ).openTrustedLinkIn(to, 'window', { private: true });
      }, url);
      const context = await until(
        async () =>
          (await bidi.tree()).find(
            ({ context: found, parent, url: at }) =>
              parent === null && !before.includes(found) && at.startsWith(url),
          )?.context,
        'a private window',
      );
      await until(
        async () => (await bidi.evaluate(context, 'document.readyState')) === 'complete',
        'its page to load',
      );
      return tabOf(bidi, context, page);
    },
    welcome: async () => tabOf(bidi, first, page),
    async opened(address) {
      const context = await until(
        async () =>
          (await bidi.tree()).find(({ parent, url }) => parent === null && url.startsWith(address))
            ?.context,
        `a page at ${address}`,
      );
      return tabOf(bidi, context, page);
    },
    async endSharing() {
      await chrome(() => {
        const { webrtcUI } = ChromeUtils.importESModule('resource:///modules/webrtcUI.sys.mjs');
        const shares = webrtcUI.getActiveStreams(false, false, true);
        if (shares.length === 0) throw new Error('nothing is shared');
        webrtcUI.stopSharingStreams(shares, false, false, true);
      });
    },
    async toggleSidebar() {
      return chrome(async (id) => {
        const { SidebarController: sidebar } = window as unknown as {
          SidebarController: { readonly isOpen: boolean; toggle(id: string): Promise<void> };
        };
        await sidebar.toggle(`${id.replace(/\W/g, '_')}-sidebar-action`);
        return sidebar.isOpen;
      }, GECKO_ID);
    },
    async popOut() {
      const window = await until(async () => {
        const tree = await bidi.tree();
        const panels = tree.filter(({ url }) => url.startsWith(page('panel.html')));
        return panels
          .map(({ parent }) => tree.find(({ context }) => context === parent))
          .find((around) => around?.url === 'about:blank')?.context;
      }, 'the window that was popped out');
      return tabOf(bidi, window, page).frame('panel.html');
    },
    async killWorker() {
      // A background in the middle of something keeps running unless the idle timeout is forced.
      await until(
        () =>
          chrome(async (id) => {
            const extension = WebExtensionPolicy.getByID(id)?.extension;
            const before = extension?.backgroundContext;
            if (!before) return true;
            await extension.terminateBackground({ disableResetIdleForTest: true });
            return extension.backgroundContext !== before;
          }, GECKO_ID),
        'the event page to end',
      );
    },
    async crashExtension() {
      const processes = () =>
        chrome(async () =>
          (await ChromeUtils.requestProcInfo()).children
            .filter(({ type }) => type === 'extension')
            .map(({ pid }) => pid),
        );
      // After a recent crash, the process may still be starting.
      const pids = await until(async () => {
        const found = await processes();
        return found.length > 0 && found;
      }, 'a process of the extension');
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      await until(
        async () => !(await processes()).some((pid) => pids.includes(pid)),
        'the process to have gone',
      );
    },
    async background(run, ...args) {
      // BiDi doesn't list the event page. An extension page has the same storage and APIs.
      const pages = (await bidi.tree()).filter(({ url }) => url.startsWith(page('')));
      const there = (pages.find(({ parent }) => parent === null) ?? pages[0])?.context;
      const context = there ?? (await open(page(EMPTY_PAGE), false));
      try {
        return (await bidi.evaluate(context, sourceOf(run, args))) as never;
      } finally {
        if (!there) await bidi.send('browsingContext.close', { context });
      }
    },
    addSecurityKey: async () => {
      throw new Error('pages of an extension are offered none');
    },
    async agree(this: TestBrowser, _patterns, ask) {
      await ask();
      await this.allowPermission();
    },
    async allowPermission() {
      await until(
        () =>
          chrome(() => {
            const button = document.querySelector<HTMLElement>(
              '#addon-webext-permissions-notification .popup-notification-primary-button',
            );
            if (!button || (button as HTMLButtonElement).disabled) return false;
            button.click();
            return true;
          }),
        "the browser's question",
      );
    },
    async pressCommand(this: TestBrowser, tab, command) {
      const shortcut = await this.background(async (name) => {
        const { commands } = (
          globalThis as unknown as {
            browser: {
              commands: {
                getAll(): Promise<{ name: string; shortcut: string }[]>;
                update(of: { name: string; shortcut: string }): Promise<void>;
              };
            };
          }
        ).browser;
        const given = (await commands.getAll()).find((one) => one.name === name)?.shortcut;
        if (given) return given;
        // The user would set a key in the same way.
        await commands.update({ name, shortcut: 'Alt+Shift+J' });
        return 'Alt+Shift+J';
      }, command);
      await tab.activate();
      // Send the keys to the browser process first, as the operating system does.
      return chrome((keys) => {
        const processor = Cc['@mozilla.org/text-input-processor;1'].createInstance(
          Ci.nsITextInputProcessor,
        );
        processor.beginInputTransactionForTests(window);
        const events = keys.map((key) =>
          key.length === 1
            ? new KeyboardEvent('', { key, code: `Key${key}`, keyCode: key.charCodeAt(0) })
            : new KeyboardEvent('', { key, code: `${key}Left` }),
        );
        const at = Date.now();
        for (const event of events) processor.keydown(event);
        for (const event of events.reverse()) processor.keyup(event);
        return at;
      }, shortcut.split('+'));
    },
    async leaveDevice(state) {
      if (state === 'locked') throw new Error('Firefox does not tell');
      await chrome((ms) => {
        const service = Cc['@mozilla.org/widget/useridleservice;1'].getService(
          Ci.nsIUserIdleServiceInternal,
        );
        // An idle device can't become idle again.
        service.resetIdleTimeOut(0);
        service.resetIdleTimeOut(ms);
      }, state.idleMinutes * 60_000);
    },
    holdClock(this: TestBrowser, instant) {
      return this.background(async (at) => {
        interface Realm {
          Date: DateConstructor;
          Function: FunctionConstructor;
          Number: NumberConstructor;
        }
        const { runtime } = (
          globalThis as unknown as {
            browser: { runtime: { getBackgroundPage(): Promise<Realm> } };
          }
        ).browser;
        const page = await runtime.getBackgroundPage();
        // Built from the event page's own functions, because this page's functions die with it.
        page.Date.now = page.Function.prototype.bind.call(page.Number.prototype.valueOf, at);
      }, instant);
    },
    async pressToolbarButton(tab) {
      await tab.activate();
      await chrome((id) => {
        const policy = WebExtensionPolicy.getByID(id);
        const { ExtensionParent } = ChromeUtils.importESModule(
          'resource://gre/modules/ExtensionParent.sys.mjs',
        );
        ExtensionParent.apiManager.global.browserActionFor(policy?.extension).triggerAction(window);
      }, GECKO_ID);
    },
    async updateExtension() {
      // While a session runs an installed update waits, and in the end comes down to a reload.
      await chrome(async (id) => {
        const { AddonManager } = ChromeUtils.importESModule(
          'resource://gre/modules/AddonManager.sys.mjs',
        );
        await (await AddonManager.getAddonByID(id)).reload();
      }, GECKO_ID);
    },
    async loadOther(folder) {
      const { extension } = (await bidi.send('webExtension.install', {
        extensionData: { type: 'path', path: path.resolve(folder) },
      })) as { extension: string };
      return chrome(
        (id) => WebExtensionPolicy.getByID(id)?.getURL('').replace(/\/$/, '') ?? '',
        extension,
      );
    },
    async memoryOf(tab) {
      const address = await tab.evaluate(() => location.href);
      return chrome(async (at) => {
        const processOf = async () => {
          const { children } = await ChromeUtils.requestProcInfo();
          const found = children.find(({ windows }) =>
            windows.some(({ documentURI }) => documentURI?.spec === at),
          );
          if (!found) throw new Error(`no process holds ${at}`);
          return found;
        };
        const { pid } = await processOf();
        const manager = Cc['@mozilla.org/memory-reporter-manager;1'].getService(
          Ci.nsIMemoryReporterManager,
        );
        const now = async () => {
          const sum = { page: 0, beside: 0 };
          await new Promise<void>((done) => {
            const report = (of: string, path: string, _: number, units: number, amount: number) => {
              const here = new RegExp(`pid ${pid}\\b`).test(of) && units === 0;
              if (!here || !path.startsWith('explicit/window-objects/top(')) return;
              const ofPage = /\/window\((?!moz-extension:)[^/]*\/js-realm\(/.test(path);
              sum[ofPage ? 'page' : 'beside'] += amount;
            };
            manager.getReports(report, null, () => done(), null, false);
          });
          return sum;
        };
        // Collect until the memory no longer shrinks.
        let kept = { page: Number.POSITIVE_INFINITY, beside: 0 };
        for (let next = await now(); next.page < kept.page * 0.995; next = await now()) {
          kept = next;
          Services.obs.notifyObservers(null, 'child-mmu-request');
        }
        return { ...kept, process: (await processOf()).memory };
      }, address);
    },
    exited: () => running.exited,
    async kill() {
      // Firefox records the installation a moment later. It must not be killed before.
      await until(async () => {
        return ['extensions.json', 'addonStartup.json.lz4'].every((file) =>
          isHolding(path.join(profile, file), GECKO_ID),
        );
      }, 'the installation to be written down');
      await running.kill();
    },
    async quit() {
      await bidi.send('browser.close').catch(() => {});
      await running.exited;
    },
    relaunch: start,
    async uninstall() {
      // The window stays open only while it has a tab.
      const blank = await open('about:blank#');
      const others = (await bidi.tree()).filter(
        ({ parent, context }) => parent === null && context !== blank,
      );
      for (const { context } of others) await bidi.send('browsingContext.close', { context });
      await bidi.send('webExtension.uninstall', { extension: GECKO_ID });
    },
    async install() {
      first = await firstPage();
    },
    async close() {
      await bidi.send('browser.close').catch(() => {});
      await running.kill();
      display?.close();
      if (!options.profile)
        rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** What Firefox offers privileged code; used only in `chrome`. */
declare const WebExtensionPolicy: {
  getByID(id: string): {
    getURL(path: string): string;
    extension: {
      readonly backgroundContext?: object;
      terminateBackground(how: { disableResetIdleForTest: boolean }): Promise<void>;
    };
  } | null;
};
declare const Cc: {
  readonly '@mozilla.org/text-input-processor;1': {
    createInstance(type: unknown): {
      beginInputTransactionForTests(window: Window): void;
      keydown(event: KeyboardEvent): void;
      keyup(event: KeyboardEvent): void;
    };
  };
  readonly '@mozilla.org/memory-reporter-manager;1': {
    getService(type: unknown): {
      /** Amounts are in bytes if `units` is 0. */
      getReports(
        report: (
          process: string,
          path: string,
          kind: number,
          units: number,
          amount: number,
        ) => void,
        data: null,
        done: () => void,
        doneData: null,
        anonymize: boolean,
      ): void;
    };
  };
  readonly '@mozilla.org/widget/useridleservice;1': {
    getService(type: unknown): { resetIdleTimeOut(ms: number): void };
  };
};
declare const Ci: Record<
  'nsITextInputProcessor' | 'nsIUserIdleServiceInternal' | 'nsIMemoryReporterManager',
  unknown
>;
declare const Services: { readonly obs: { notifyObservers(about: null, topic: string): void } };
declare const ChromeUtils: {
  requestProcInfo(): Promise<{
    readonly children: readonly {
      readonly type: string;
      readonly pid: number;
      /** Bytes. */
      readonly memory: number;
      readonly windows: readonly { readonly documentURI: { readonly spec: string } | null }[];
    }[];
  }>;
  importESModule(url: string): {
    webrtcUI: {
      getActiveStreams(cameras: boolean, microphones: boolean, screens: boolean): readonly object[];
      stopSharingStreams(
        shares: readonly object[],
        cameras: boolean,
        microphones: boolean,
        screens: boolean,
      ): void;
    };
    NavigableManager: { getIdForBrowser(browser: object): string };
    AddonManager: { getAddonByID(id: string): Promise<{ reload(): Promise<void> }> };
    ExtensionParent: {
      apiManager: {
        global: { browserActionFor(extension: unknown): { triggerAction(window: Window): void } };
      };
    };
  };
};

interface BrowserTab {
  readonly linkedBrowser: object;
}
interface Tabs {
  addTrustedTab(address: string): BrowserTab;
  selectedTab: BrowserTab;
}

function firefoxArchive(): string {
  const folder = path.resolve('.output');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  return path.join(folder, `perch-${version}-firefox.zip`);
}

const sourceOf = (run: (...args: never[]) => unknown, args: readonly Json[]) =>
  `(${run})(...${JSON.stringify(args)})`;

/** A WebDriver BiDi connection. */
interface Bidi {
  send(method: string, params?: object): Promise<unknown>;
  /** Evaluates source text in a context. Promises are awaited, and the value travels as JSON. */
  evaluate(context: string, source: string): Promise<unknown>;
  tree(): Promise<
    readonly { readonly context: string; readonly url: string; readonly parent: string | null }[]
  >;
}

async function connect(url: string): Promise<Bidi> {
  const socket = new WebSocket(url);
  const pending = new Map<
    number,
    { resolve(result: unknown): void; reject(error: Error): void; method: string }
  >();
  let count = 0;
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`could not connect to ${url}`));
  });
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(String(data)) as {
      id?: number;
      type: string;
      result?: unknown;
      error?: string;
      message?: string;
    };
    const waiting = message.id === undefined ? undefined : pending.get(message.id);
    if (!waiting || message.id === undefined) return;
    pending.delete(message.id);
    if (message.type === 'error')
      waiting.reject(new Error(`${waiting.method}: ${message.error}: ${message.message}`));
    else waiting.resolve(message.result);
  };
  socket.onclose = () => {
    for (const { reject, method } of pending.values())
      reject(new Error(`connection closed during ${method}`));
    pending.clear();
  };
  const send = (method: string, params: object = {}) =>
    new Promise<unknown>((resolve, reject) => {
      count += 1;
      pending.set(count, { resolve, reject, method });
      socket.send(JSON.stringify({ id: count, method, params }));
    });
  return {
    send,
    async evaluate(context, source) {
      const result = (await send('script.evaluate', {
        expression: `(async () => JSON.stringify((await (${source})) ?? null))()`,
        awaitPromise: true,
        target: { context },
      })) as { type: string; result?: { value: string }; exceptionDetails?: { text: string } };
      if (result.type === 'exception') throw new Error(result.exceptionDetails?.text);
      return JSON.parse(result.result?.value ?? 'null');
    },
    async tree() {
      const { contexts } = (await send('browsingContext.getTree')) as { contexts: Context[] };
      const flat: { context: string; url: string; parent: string | null }[] = [];
      const walk = (list: readonly Context[], parent: string | null) => {
        for (const { context, url, children } of list) {
          flat.push({ context, url, parent });
          walk(children, context);
        }
      };
      walk(contexts, null);
      return flat;
    },
  };
}

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

function tabOf(bidi: Bidi, top: string, page: (file: string) => string): Tab {
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
      // Frames of call sites have the same origin as the page around them.
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
    goto: async (url) =>
      void (await bidi.send('browsingContext.navigate', { context: top, url, wait: 'complete' })),
    reload: async () =>
      void (await bidi.send('browsingContext.reload', { context: top, wait: 'complete' })),
    activate: async () => void (await bidi.send('browsingContext.activate', { context: top })),
    close: async () => void (await bidi.send('browsingContext.close', { context: top })),
    resize: async (width, height) =>
      void (await bidi.send('browsingContext.setViewport', {
        context: top,
        viewport: { width, height },
      })),
    hover: async (at) => void (await pointer([move({ x: at.x + 1, y: at.y }), move(at)])),
    click: async (at) =>
      void (await pointer([
        move(at),
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ])),
    drag: async (from, to) =>
      void (await pointer([
        move(from),
        { type: 'pointerDown', button: 0 },
        move({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }),
        move(to),
        { type: 'pointerUp', button: 0 },
      ])),
    async screenshot(file) {
      const { data } = (await bidi.send('browsingContext.captureScreenshot', { context: top })) as {
        data: string;
      };
      writeFileSync(file, Buffer.from(data, 'base64'));
    },
  };
  return tab;
}

function docOf(bidi: Bidi, context: string, origin: () => Promise<Point>): Omit<Doc, 'tab'> {
  const keys = (actions: readonly object[]) =>
    bidi.send('input.performActions', {
      context,
      actions: [{ type: 'key', id: 'keyboard', actions }],
    });
  return {
    type: async (text) =>
      void (await keys(
        [...text].flatMap((value) => [
          { type: 'keyDown', value },
          { type: 'keyUp', value },
        ]),
      )),
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
