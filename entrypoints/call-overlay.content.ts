import { defineContentScript } from 'wxt/utils/define-content-script';
import { type HostMessage, readToHost } from '@/lib/messaging';
import { createOverlay, HOST_ATTRIBUTE, RETIRE_EVENT, readPlacement } from '@/lib/overlay';
import { browser, type Runtime } from '@/lib/platform';
import type { Place } from '@/lib/session';
import { placeOf, SITES, siteOf } from '@/lib/sites';

export default defineContentScript({
  matches: SITES.map(({ pattern }) => pattern),
  allFrames: true,
  runAt: 'document_idle',
  noScriptStartedPostMessage: true,
  main() {
    // Injected twice into one page (declared, and by a background that found the tab open): once is enough.
    // Compared with true: an element of the page with this id would be found under the name as well.
    if (present.perchPresent === true) return;
    present.perchPresent = true;
    void (window.top === window ? topFrame() : innerFrame());
  },
});

const present = globalThis as { perchPresent?: unknown };

/** Ends when this script's extension is gone: updated, disabled or removed. */
function lifetime(): AbortController {
  const life = new AbortController();
  const orphaned = () => browser.runtime?.id === undefined;
  const check = setInterval(() => orphaned() && life.abort(), 1_000);
  life.signal.addEventListener('abort', () => clearInterval(check));
  document.addEventListener(RETIRE_EVENT, () => orphaned() && life.abort(), {
    capture: true,
    signal: life.signal,
  });
  return life;
}

function watchAddress(onChange: () => void, signal: AbortSignal): void {
  let last = location.href;
  const check = () => {
    if (location.href === last) return;
    last = location.href;
    onChange();
  };
  const { navigation } = globalThis as { navigation?: EventTarget };
  if (navigation) navigation.addEventListener('currententrychange', check, { signal });
  else {
    const timer = setInterval(check, 1_000);
    signal.addEventListener('abort', () => clearInterval(timer));
  }
}

/** Sends to the background; a context that has just died is noticed elsewhere. */
const send = (message: HostMessage): Promise<unknown> =>
  browser.runtime.sendMessage(message).catch(() => null);

async function topFrame(): Promise<void> {
  const site = siteOf(location.href);
  if (!site) return;
  for (const old of document.querySelectorAll(`[${HOST_ATTRIBUTE}]`)) {
    old.dispatchEvent(new CustomEvent(RETIRE_EVENT));
    old.remove();
  }
  const { signal } = lifetime();
  const key = `placement:${site.id}`;
  const stored = await browser.storage.local.get(key).catch(() => ({}) as Record<string, unknown>);

  const inner = new Map<number, Place>();
  let asked = false;
  let busy = false;
  const place = () => placeOf(location.href) ?? inner.values().next().value ?? null;
  const overlay = createOverlay({
    window,
    panelUrl: browser.runtime.getURL('panel.html'),
    panelOrigin: new URL(browser.runtime.getURL('')).origin,
    title: browser.i18n.getMessage('panel_title'),
    placement: readPlacement(stored[key]),
    savePlacement: (placement) => void browser.storage.local.set({ [key]: placement }),
    token: async () => String(await send({ type: 'token', place: place() })),
    onBusy: (now) => {
      busy = now;
      update();
    },
    signal,
  });
  let shown: boolean | null = null;
  let known = '';
  const update = () => {
    const here = JSON.stringify(place());
    if (here !== known) void send({ type: 'moved', place: place() });
    known = here;
    // An open session keeps the panel: a page that leaves its room must not take it away.
    const wanted = place() !== null || asked || (busy && shown === true);
    if (wanted === shown) return;
    shown = wanted;
    if (wanted) overlay.show();
    else overlay.hide();
    void send({ type: 'attend', shown: wanted });
  };

  browser.runtime.onMessage.addListener((raw: unknown, sender: Runtime.MessageSender) => {
    if (sender.id !== browser.runtime.id || signal.aborted) return;
    const message = readToHost(raw);
    if (message?.type === 'show') asked = true;
    if (message?.type === 'innerRoom') {
      if (message.place) inner.set(message.frameId, message.place);
      else inner.delete(message.frameId);
    }
    if (message) update();
    return undefined;
  });
  watchAddress(update, signal);
  update();
  void send({ type: 'askInner' });
}

/** A meeting may sit in an inner frame whose address says so while the top one's does not. */
function innerFrame(): void {
  if (!siteOf(location.href)) return;
  const { signal } = lifetime();
  const report = () => void send({ type: 'innerRoom', place: placeOf(location.href) });
  browser.runtime.onMessage.addListener((raw: unknown, sender: Runtime.MessageSender) => {
    if (sender.id === browser.runtime.id && readToHost(raw)?.type === 'askInner') report();
    return undefined;
  });
  watchAddress(report, signal);
  window.addEventListener('pagehide', () => void send({ type: 'innerRoom', place: null }), {
    signal,
  });
  report();
}
