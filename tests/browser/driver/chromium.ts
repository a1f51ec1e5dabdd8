import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright';
import { pageOf, tabOf } from './chromium-tab.ts';
import { type LaunchOptions, type TestBrowser, until } from './driver.ts';
import { findBrowser } from './find-browser.ts';
import { newProfile, processesOf, type Running, run } from './process.ts';

const EXTENSION = path.resolve('.output/chrome-mv3');
/** An extension that can be loaded beside Perch; see `loadOther`. */
const OTHER_EXTENSION = path.resolve('tests/fixtures/other-extension');

/** The Measure Memory API (WICG), which TypeScript doesn't know. */
type Measuring = Performance & {
  readonly measureUserAgentSpecificMemory?: () => Promise<{
    readonly breakdown: readonly {
      readonly bytes: number;
      readonly types: readonly string[];
      readonly attribution: readonly { readonly container?: object }[];
    }[];
  }>;
};

/**
 * Starts Chromium with the built extension. Settings are the defaults, except for what a test
 * machine needs.
 */
export async function launchChromium(options: LaunchOptions): Promise<TestBrowser> {
  const found = findBrowser('chromium');
  if (!found) throw new Error('no Chromium was found');
  const profile = options.profile ?? newProfile('chromium');
  const downloads = path.join(profile, 'saved');
  mkdirSync(downloads, { recursive: true });
  if (options.smallestFont) {
    mkdirSync(path.join(profile, 'Default'), { recursive: true });
    const webprefs = { minimum_font_size: options.smallestFont };
    writeFileSync(
      path.join(profile, 'Default', 'Preferences'),
      JSON.stringify({ webkit: { webprefs } }),
    );
  }
  const args = [
    ...(options.headless === false ? [] : ['--headless=new', '--disable-gpu']),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-search-engine-choice-screen',
    '--hide-crash-restore-bubble',
    '--password-store=basic',
    '--lang=en-US',
    '--window-size=1280,900',
    // Work of the browser that no test needs: prestarted processes, animated tabs, translation.
    '--disable-features=SpareRendererForSitePerProcess,Translate,OptimizationHints,MediaRouter,PaintHolding',
    '--animation-duration-scale=0',
    '--disable-component-extensions-with-background-pages',
    '--disable-default-apps',
    '--remote-debugging-port=0',
    '--enable-unsafe-extension-debugging',
    `--user-data-dir=${profile}`,
    `--proxy-server=127.0.0.1:${options.network.proxyPort}`,
    '--proxy-bypass-list=<-loopback>',
    `--ignore-certificate-errors-spki-list=${options.network.certificate}`,
    `--disable-extensions-except=${EXTENSION},${OTHER_EXTENSION}`,
    `--load-extension=${EXTENSION}`,
    '--allow-loopback-in-peer-connection',
    // Measure memory on request, not after the next garbage collection.
    '--enable-blink-features=ForceEagerMeasureMemory',
    // The page with this title is shared without a question.
    '--auto-select-tab-capture-source-by-title=Chosen to be shared',
    ...(options.nothingOnTop ? ['--disable-blink-features=DocumentPictureInPictureAPI'] : []),
    'about:blank',
  ];
  let running: Running;
  let browser: Browser;
  let session: CDPSession;
  let id = '';
  let said: string[] = [];
  const start = async () => {
    running = await run(found.path, args, /DevTools listening on (ws:\S+)/);
    await attach();
    id = await until(
      async () => (await worker())?.url.split('/')[2],
      'the background worker',
    ).catch(abandon);
  };
  const attach = async () => {
    browser = await chromium.connectOverCDP(running.endpoint);
    session = await browser.newBrowserCDPSession();
    await session.send('Browser.setDownloadBehavior', {
      behavior: 'allow',
      downloadPath: downloads,
    });
    said = [];
    context().on('console', (message) => said.push(message.text()));
  };
  /** A browser that fails to start properly must not keep running. */
  const abandon = async (error: unknown): Promise<never> => {
    await running.kill();
    throw error;
  };
  const targets = async () => (await session.send('Target.getTargets')).targetInfos;
  const worker = async () =>
    (await targets()).find(
      ({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension://'),
    );
  const context = () => {
    const [first] = browser.contexts();
    if (!first) throw new Error('the browser has no window');
    return first;
  };
  const page = (file: string) => `chrome-extension://${id}/${file}`;
  const firstPage = () =>
    until(
      async () =>
        context()
          .pages()
          .find((opened) => opened.url().startsWith(page('desk.html'))),
      'the welcome page',
    );
  await start();
  let first = await firstPage().catch(abandon);
  if (options.quota) {
    const line = await first.context().newCDPSession(first);
    const origin = page('').replace(/\/$/, '');
    await line.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: options.quota });
  }

  return {
    name: 'chromium',
    profile,
    downloads,
    page,
    async open(url) {
      const opened = await context().newPage();
      await opened.bringToFront();
      await opened.goto(url);
      return tabOf(opened, page);
    },
    async openInContainer() {
      throw new Error('Chromium has no containers');
    },
    async openPrivate(url) {
      const opened = await (await browser.newContext()).newPage();
      await opened.goto(url);
      return tabOf(opened, page);
    },
    welcome: async () => tabOf(first, page),
    async opened(address) {
      const shown = (one: Page) => one.url().startsWith(address);
      // An open connection isn't told about side panels; a new one is.
      const found = await until(async () => {
        const here = context().pages().find(shown);
        if (here) return here;
        if (!(await targets()).some(({ url }) => url.startsWith(address))) return null;
        const again = await chromium.connectOverCDP(running.endpoint);
        return again.contexts()[0]?.pages().find(shown);
      }, `a page at ${address}`);
      return tabOf(found, page);
    },
    async popOut() {
      const opened = await until(
        async () =>
          context()
            .pages()
            .find(
              (one) =>
                one.url() === 'about:blank' &&
                one.frames().some((frame) => frame.url().startsWith(page('panel.html'))),
            ),
        'the window that was popped out',
      );
      return tabOf(opened, page).frame('panel.html');
    },
    async killWorker() {
      // Don't look at the target: a worker that restarts at once keeps its id, so its end may be
      // missed.
      const from = context()
        .pages()
        .find((one) => !one.url().startsWith(page('')));
      const on = from ?? (await context().newPage());
      const line = await on.context().newCDPSession(on);
      let ended = false;
      line.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        ended ||= versions.some(
          ({ scriptURL, status, runningStatus }) =>
            scriptURL.startsWith(page('')) && status === 'activated' && runningStatus === 'stopped',
        );
      });
      // The workers' present state comes first, because one may have ended already.
      await line.send('ServiceWorker.enable');
      await line.send('ServiceWorker.stopAllWorkers');
      await until(async () => ended, 'the worker to end');
      await line.detach();
      if (!from) await on.close();
    },
    said: async () => said,
    async crashExtension() {
      // After a recent crash, the process may still be starting.
      const pids = await until(async () => {
        const found = processesOf(running, / --extension-process/);
        return found.length > 0 && found;
      }, 'a process of the extension');
      const frames = async () => (await targets()).filter(({ type }) => type === 'iframe');
      const inIt = (await frames()).filter(({ url }) => url.startsWith(page('')));
      const crashed = new Set<string>();
      const crash = ({ targetId }: { targetId: string }) => crashed.add(targetId);
      session.on('Target.targetCrashed', crash);
      await session.send('Target.setDiscoverTargets', { discover: true });
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      await until(
        async () => inIt.every(({ targetId }) => crashed.has(targetId)),
        'the frames to have crashed',
      );
      // A frame without a process has no address until it loads again.
      await until(
        async () => (await frames()).every(({ url }) => url !== ''),
        'what crashed to be loaded anew',
        30_000,
      );
      session.off('Target.targetCrashed', crash);
      await session.send('Target.setDiscoverTargets', { discover: false });
      // This connection takes every tab with an extension page for closed.
      await attach();
    },
    async background(fn, ...args) {
      const found = await until(
        async () =>
          context()
            .serviceWorkers()
            .find((w) => w.url().startsWith('chrome-extension://')),
        'the background worker',
      );
      return found.evaluate(`(${fn})(...${JSON.stringify(args)})`) as never;
    },
    async agree(this: TestBrowser, patterns, ask) {
      const extensions = await this.open('chrome://extensions/');
      await extensions.evaluate(
        async (extensionId, hosts) => {
          const { developerPrivate } = chrome;
          await developerPrivate.updateExtensionConfiguration({
            extensionId,
            hostAccess: 'ON_SPECIFIC_SITES',
          });
          for (const host of hosts) await developerPrivate.addHostPermission(extensionId, host);
        },
        id,
        // From now on, the built-in sites would need permission as well.
        [...patterns, 'https://meet.google.com/*', 'https://*.zoom.us/*'],
      );
      await extensions.close();
      await ask();
    },
    allowPermission: async () => {
      throw new Error('no driver can press this dialog');
    },
    async slowDown(tab, factor) {
      const opened = pageOf(tab);
      const lines: CDPSession[] = [];
      for (const frame of opened.frames()) {
        // A frame in its page's process has no line of its own.
        const line = await opened
          .context()
          .newCDPSession(frame === opened.mainFrame() ? opened : frame)
          .catch(() => null);
        await line?.send('Emulation.setCPUThrottlingRate', { rate: factor });
        if (line) lines.push(line);
      }
      return async () => {
        for (const line of lines) {
          await line.send('Emulation.setCPUThrottlingRate', { rate: 1 });
          await line.detach();
        }
      };
    },
    async addSecurityKey(tab) {
      const opened = pageOf(tab);
      const line = await opened.context().newCDPSession(opened);
      await line.send('WebAuthn.enable');
      await line.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          ctap2Version: 'ctap2_1',
          transport: 'internal',
          hasUserVerification: true,
          isUserVerified: true,
          hasResidentKey: true,
          hasPrf: true,
          automaticPresenceSimulation: true,
        },
      });
    },
    pressCommand(this: TestBrowser, _tab, command) {
      return this.background(async (name) => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        const at = Date.now();
        chrome.commands.onCommand.dispatch(name, tab);
        return at;
      }, command);
    },
    leaveDevice(this: TestBrowser, state) {
      const locked = state === 'locked';
      return this.background(
        (idleSeconds, screenLocked) => {
          const is = (seconds: number) =>
            screenLocked ? 'locked' : idleSeconds >= seconds ? 'idle' : 'active';
          // Both forms: the browser's own promise, and the callback of what wraps it.
          chrome.idle.queryState = async (seconds, tell) => {
            tell?.(is(seconds));
            return is(seconds);
          };
          chrome.idle.onStateChanged.dispatch(is(1));
        },
        locked ? 0 : state.idleMinutes * 60,
        locked,
      );
    },
    holdClock(this: TestBrowser, instant) {
      return this.background((at) => {
        Date.now = () => at;
      }, instant);
    },
    endSharing: async () => {
      throw new Error('no driver can press this bar');
    },
    toggleSidebar: async () => {
      throw new Error('Chromium has none');
    },
    async pressToolbarButton(tab) {
      const opened = pageOf(tab);
      const { targetInfos } = await session.send('Target.getTargets', {
        filter: [{ type: 'tab' }],
      });
      const target = targetInfos.find(({ url }) => url === opened.url());
      await session.send(
        'Extensions.triggerAction' as never,
        { id, targetId: target?.targetId } as never,
      );
    },
    async updateExtension() {
      const before = await worker();
      await session.send('Extensions.loadUnpacked' as never, { path: EXTENSION } as never);
      await until(async () => {
        const now = await worker();
        return now && now.targetId !== before?.targetId;
      }, 'the new copy of the extension');
    },
    async loadOther(folder) {
      const loaded = (await session.send(
        'Extensions.loadUnpacked' as never,
        { path: path.resolve(folder) } as never,
      )) as unknown as { id: string };
      return `chrome-extension://${loaded.id}`;
    },
    async memoryOf(tab) {
      const opened = pageOf(tab);
      const line = await opened.context().newCDPSession(opened);
      const page = await tab.evaluate(async () => {
        const { measureUserAgentSpecificMemory: measure } = performance as Measuring;
        if (!measure) return null;
        const { breakdown } = await measure.call(performance);
        return breakdown
          .filter(
            ({ types, attribution: [of] }) => types[0] === 'JavaScript' && of && !of.container,
          )
          .reduce((sum, { bytes }) => sum + bytes, 0);
      });
      await line.send('HeapProfiler.enable');
      // Freed objects may have held others, so collect twice.
      for (const _ of [1, 2]) await line.send('HeapProfiler.collectGarbage');
      const { usedSize } = await line.send('Runtime.getHeapUsage');
      await line.detach();
      return { page: page ?? usedSize, beside: page === null ? 0 : usedSize - page, process: null };
    },
    exited: () => running.exited,
    kill: () => running.kill(),
    async quit() {
      await session.send('Browser.close').catch(() => {});
      await running.exited;
    },
    relaunch: start,
    async uninstall() {
      const others = context().pages();
      await context().newPage();
      for (const other of others) await other.close();
      await session.send('Extensions.uninstall' as never, { id } as never);
    },
    async install() {
      await session.send('Extensions.loadUnpacked' as never, { path: EXTENSION } as never);
      first = await firstPage();
    },
    async close() {
      await browser.close().catch(() => {});
      await running.kill();
      if (!options.profile)
        rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** What Chromium offers the background and its extensions page; used only there. */
declare const chrome: {
  readonly developerPrivate: {
    updateExtensionConfiguration(to: object): Promise<void>;
    addHostPermission(id: string, host: string): Promise<void>;
  };
  readonly commands: { onCommand: { dispatch(name: string, tab: unknown): void } };
  readonly idle: {
    readonly onStateChanged: { dispatch(state: string): void };
    queryState(seconds: number, tell?: (state: string) => void): Promise<string>;
  };
  readonly tabs: { query(of: object): Promise<readonly unknown[]> };
};
