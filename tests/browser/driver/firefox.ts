import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isHolding } from '../profile.ts';
import { type Bidi, connect, sourceOf } from './bidi.ts';
import { startDisplay } from './display.ts';
import { EMPTY_PAGE, type LaunchOptions, type TestBrowser, until } from './driver.ts';
import { findBrowser } from './find-browser.ts';
import { firefoxArchive, GECKO_ID, UUID, writePrefs } from './firefox-profile.ts';
import { tabOf } from './firefox-tab.ts';
import { newProfile, type Running, run, slowed } from './process.ts';

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
  writePrefs(profile, downloads, options);

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
      {
        ...process.env,
        ...(display ? { DISPLAY: display.name } : {}),
        ...(options.hiddenZone ? { TZ: options.hiddenZone } : {}),
      },
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
  const chrome: Bidi['chrome'] = (run, ...args) => bidi.chrome(run, ...args);
  /** Opens a tab directly at the address, because an empty tab first would cost another process. */
  const open = async (url: string, inFront = true, container = 0) => {
    const context = await chrome(
      (to, select, userContextId) => {
        const { NavigableManager } = ChromeUtils.importESModule(
          'chrome://remote/content/shared/NavigableManager.sys.mjs',
        );
        const { gBrowser } = window as unknown as { gBrowser: Tabs };
        const added = gBrowser.addTrustedTab(to, { userContextId });
        if (select) gBrowser.selectedTab = added;
        return NavigableManager.getIdForBrowser(added.linkedBrowser);
      },
      url,
      inFront,
      container,
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
    openInContainer: async (url) => tabOf(bidi, await open(url, true, 2), page),
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
    said: () => chrome(() => Services.console.getMessageArray().map(({ message }) => message)),
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
    async slowDown(_tab, factor) {
      const pids = await chrome(async () =>
        (await ChromeUtils.requestProcInfo()).children
          .filter(({ type }) => type === 'extension' || type.startsWith('web'))
          .map(({ pid }) => pid),
      );
      const end = slowed(pids, factor);
      return async () => end();
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
        await commands.update({ name, shortcut: 'Alt+Shift+Y' });
        return 'Alt+Shift+Y';
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
      await chrome(async (ms) => {
        const service = Cc['@mozilla.org/widget/useridleservice;1'].getService(
          Ci.nsIUserIdleServiceInternal,
        );
        // An idle device can't become idle again.
        service.resetIdleTimeOut(0);
        service.resetIdleTimeOut(ms);
        if (ms === 0) return;
        // While nobody is told that the device is idle, the service lets its timer stand, however
        // long ago the last input is. Another observer makes it look at once.
        await new Promise<void>((resolve) => {
          const observer = {
            QueryInterface: ChromeUtils.generateQI(['nsIObserver']),
            observe() {
              service.removeIdleObserver(observer, 1);
              resolve();
            },
          };
          service.addIdleObserver(observer, 1);
        });
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
