import { type Heard, type HostLine, type HostMessage, hostLine, PanelClient } from '../messaging';
import { browser, browserText, CLOCKWORK, sidePanelOffered } from '../platform';
import { startTicker } from '../session';
import type { Text } from '../text';
import { pollCover } from './cover-poll';
import { createPanelPage, type PanelPage } from './panel-page';
import { watchKeyboard } from './watch-keyboard';

/** What is around a panel's page. */
interface Around {
  host(hear: (message: Heard) => void): HostLine;
  /** The call's tab, for a page that is not in it. */
  readonly tab: number | null;
}

/** A panel that runs in this page. */
export interface StartedPanel {
  readonly text: Text;
  readonly page: PanelPage;
  /** When this call was opened in its tab: the panel's page is loaded then. */
  readonly openedAt: number;
  readonly sidePanelOffered: boolean;
  openSidePanel(): void;
  newId(): string;
}

/** Starts the panel in a frame of a call page. */
export const startFramedPanel = (): StartedPanel =>
  startPanel({ host: (hear) => hostLine(window, hear), tab: null });

/**
 * Starts the panel in a page of its own, a side panel or a window, as soon as somebody can see it.
 * Some browsers load a side panel and don't show it; the panel over the call must not go for that.
 */
export async function startPanelBeside(): Promise<StartedPanel> {
  await seen();
  return startPanel({
    tab: await tabOfThis(),
    // No page is around this one, and it is as large as its window.
    host(hear) {
      queueMicrotask(() =>
        hear({ type: 'layout', shape: 'panel', dock: 'top', surface: 'page', trouble: null }),
      );
      return {
        send(message) {
          if (message.type === 'comeBack') window.close();
        },
        token: async () => null,
      };
    },
  });
}

/** Resolves once this page is visible and has a size. */
const seen = () =>
  new Promise<void>((resolve) => {
    const life = new AbortController();
    const look = () => {
      if (document.hidden || innerWidth === 0 || innerHeight === 0) return;
      life.abort();
      resolve();
    };
    document.addEventListener('visibilitychange', look, { signal: life.signal });
    addEventListener('resize', look, { signal: life.signal });
    look();
  });

/** The call's tab: the one that opened this page, or else the one that it stands beside. */
async function tabOfThis(): Promise<number | null> {
  const given = Number(new URLSearchParams(location.search).get('tab') || Number.NaN);
  if (Number.isSafeInteger(given)) return given;
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? null;
}

function startPanel({ host, tab }: Around): StartedPanel {
  const { documentElement } = document;
  const page = createPanelPage({
    ...CLOCKWORK,
    host,
    client(on) {
      const client = new PanelClient({
        ...on,
        connect: (name) => browser.runtime.connect({ name }),
        panel: crypto.randomUUID(),
        tab,
        later: (run, ms) => void setTimeout(run, ms),
      });
      addEventListener('pagehide', () => client.postAll());
      return client;
    },
    onPointerLeft: () => documentElement.dispatchEvent(new PointerEvent('pointerleave')),
  });
  pollCoverOf(documentElement, page);
  watchKeyboard(window, (typedAgo) => page.host.send({ type: 'keyboardLost', typedAgo }));
  startTicker(CLOCKWORK, page.end, page.tick);
  page.hide(document.hidden);
  document.addEventListener('visibilitychange', () => {
    page.tick(CLOCKWORK.now());
    page.hide(document.hidden);
  });
  addEventListener('offline', page.wentOffline);
  addEventListener('online', page.cameOnline);
  return {
    text: browserText(),
    page,
    openedAt: performance.timeOrigin,
    sidePanelOffered: sidePanelOffered(),
    openSidePanel: () =>
      void browser.runtime.sendMessage({ type: 'openSide' } satisfies HostMessage),
    newId: () => crypto.randomUUID(),
  };
}

function pollCoverOf(element: HTMLElement, { host, covered }: PanelPage): void {
  const pointer = pollCover({
    send: host.send,
    isCovered: () => covered.value,
    every(ms, run) {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
  });
  // A pointer at rest does not move when the panel comes to be beneath it.
  const over = ({ pointerType, screenX: x, screenY: y }: PointerEvent) =>
    pointer.over(pointerType === 'touch' ? null : { x, y });
  for (const type of ['pointermove', 'pointerover'] as const) element.addEventListener(type, over);
  element.addEventListener('pointerleave', pointer.left);
  addEventListener('pointerdown', pointer.look, { capture: true });
}
