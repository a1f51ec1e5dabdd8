import { defineContentScript } from 'wxt/utils/define-content-script';
import { type HostMessage, readToHost } from '@/lib/messaging';
import {
  createOverlay,
  HOST_ATTRIBUTE,
  type Overlay,
  placementKey,
  RETIRE_EVENT,
  readPlacement,
} from '@/lib/overlay';
import { browser, type Runtime } from '@/lib/platform';
import { giveHandle, hearSensor, type Signal } from '@/lib/sensor';
import type { Meeting } from '@/lib/session';
import {
  BUILT_IN_PATTERNS,
  type Followed,
  follow,
  meetingOf,
  NOT_YET,
  type Noticed,
  ownMeetingOf,
  type Sign,
  signOf,
  siteOf,
} from '@/lib/sites';

export default defineContentScript({
  matches: [...BUILT_IN_PATTERNS],
  allFrames: true,
  runAt: 'document_idle',
  noScriptStartedPostMessage: true,
  main() {
    // Injected twice into one page (declared, and by a background that found the tab open): once is
    // enough. Compared with true: an element of the page with this id would be found under the name
    // as well.
    if (present.perchPresent === true) return;
    present.perchPresent = true;
    void (window.top === window ? topFrame() : innerFrame());
  },
});

const present = globalThis as { perchPresent?: unknown };

/** How often the page's own signs are looked for, in milliseconds. */
const LOOK_EVERY = 2_000;

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
  else every(1_000, check, signal);
}

function every(ms: number, run: () => void, signal: AbortSignal): void {
  const timer = setInterval(run, ms);
  signal.addEventListener('abort', () => clearInterval(timer));
}

/** Whether a match pattern such as `https://*.example.org/*` is of this page's host. */
function coversThis(pattern: string): boolean {
  const host = pattern.replace(/^https:\/\//, '').split('/')[0] ?? '';
  return host.startsWith('*.')
    ? `.${location.hostname}`.endsWith(host.slice(1))
    : host === location.hostname;
}

/** Sends to the background; a context that has just died is noticed elsewhere. */
const send = (message: HostMessage): Promise<unknown> =>
  browser.runtime.sendMessage(message).catch(() => null);

/** A page of a site that its person has added is a call wherever it is. */
const here = (): Meeting | null =>
  siteOf(location.href) ? meetingOf(location.href) : ownMeetingOf(location.href);

const sign = (): Sign | null => {
  const site = siteOf(location.href);
  return site && signOf(site, document);
};

async function overlayHere(
  meeting: () => Meeting | null,
  onBusy: (busy: boolean) => void,
  signal: AbortSignal,
): Promise<Overlay> {
  const site = siteOf(location.href);
  const key = placementKey(site?.id ?? location.hostname, screen);
  const stored = await browser.storage.local.get(key).catch(() => ({}) as Record<string, unknown>);
  // A page that is not known may not learn that Perch is there; its frame has an address of its
  // own, new each time.
  const page = browser.runtime.getURL(site ? '/panel.html' : '/site-panel.html');
  return createOverlay({
    window,
    panelUrl: page,
    // However it is addressed, its origin is the extension's.
    panelOrigin: new URL(browser.runtime.getURL('/panel.html')).origin,
    title: browser.i18n.getMessage('panel_title'),
    placement: readPlacement(stored[key]),
    framesMove: !import.meta.env.FIREFOX,
    savePlacement: (placement) => void browser.storage.local.set({ [key]: placement }),
    token: async (away) => String(await send({ type: 'token', meeting: meeting(), away })),
    openWindow: () => void send({ type: 'openWindow' }),
    // Only then is another tab told from this one; the page's own handle would be replaced.
    onGuard: (guard) => guard === 'thisTab' && giveHandle(document, crypto.randomUUID()),
    onMask: () => void send({ type: 'mask' }),
    onBusy,
    signal,
  });
}

async function topFrame(): Promise<void> {
  for (const old of document.querySelectorAll(`[${HOST_ATTRIBUTE}]`)) {
    old.dispatchEvent(new CustomEvent(RETIRE_EVENT));
    old.remove();
  }
  const life = lifetime();
  const { signal } = life;
  const inner = new Map<number, { meeting: Meeting; sign: Sign | null }>();
  let asked = false;
  let busy = false;
  let elsewhere = false;
  const innermost = () => inner.values().next().value ?? null;
  const meeting = () => here() ?? innermost()?.meeting ?? null;
  const overlay = await overlayHere(
    meeting,
    (now) => {
      busy = now;
      update();
    },
    signal,
  );
  let shown: boolean | null = null;
  let known = '';
  let media: Noticed['media'] = 'none';
  let followed: Followed = NOT_YET;
  const look = () => {
    const now = Date.now();
    const seen = innermost()?.sign ?? sign();
    followed = follow(followed, { room: meeting() !== null, media, sign: seen, now });
    overlay.tellCall(followed.call);
  };
  const hear = (heard: Signal) => {
    overlay.sense(heard);
    const told = MEDIA[heard];
    if (told === undefined) return;
    media = told;
    look();
  };
  const update = () => {
    const now = JSON.stringify(meeting());
    if (now !== known) void send({ type: 'moved', meeting: meeting() });
    known = now;
    // An open session keeps the panel: a page that leaves its room must not take it away.
    const wanted = !elsewhere && (meeting() !== null || asked || (busy && shown === true));
    look();
    if (wanted === shown) return;
    shown = wanted;
    if (wanted) overlay.show();
    else overlay.hide();
    void send({ type: 'attend', shown: wanted });
  };

  browser.runtime.onMessage.addListener((raw: unknown, sender: Runtime.MessageSender) => {
    if (sender.id !== browser.runtime.id || signal.aborted) return;
    const message = readToHost(raw);
    if (message?.type === 'show') {
      asked = true;
      // Here, whatever else there is: where that was closed may have gone unnoticed.
      elsewhere = false;
    }
    if (message?.type === 'elsewhere') elsewhere = message.on;
    if (message?.type === 'withdrawn' && message.origins.some(coversThis)) life.abort();
    if (message?.type === 'sensed') hear(message.signal);
    if (message?.type === 'innerRoom') {
      const { frameId, meeting: at, sign: seen } = message;
      if (at) inner.set(frameId, { meeting: at, sign: seen });
      else inner.delete(frameId);
    }
    if (message) update();
    return undefined;
  });
  watchAddress(update, signal);
  every(LOOK_EVERY, look, signal);
  hearSensor(document, hear, signal);
  update();
  void send({ type: 'askInner' });
}

const MEDIA: Readonly<Partial<Record<Signal, Noticed['media']>>> = {
  mediaConnected: 'connected',
  mediaLive: 'live',
  mediaNone: 'none',
};

/**
 * A meeting may sit in an inner frame whose address says so while the top one's does not. When it
 * fills the screen, nothing of the page around it can be used, so that the frame has a panel of its
 * own as long.
 */
function innerFrame(): void {
  if (!siteOf(location.href)) return;
  const { signal } = lifetime();
  let last = '';
  const tell = () => {
    const at = meetingOf(location.href);
    const message = { type: 'innerRoom', meeting: at, sign: at && sign() } as const;
    last = JSON.stringify(message);
    void send(message);
  };
  const report = () => {
    const at = meetingOf(location.href);
    if (JSON.stringify({ type: 'innerRoom', meeting: at, sign: at && sign() }) !== last) tell();
  };
  browser.runtime.onMessage.addListener((raw: unknown, sender: Runtime.MessageSender) => {
    if (sender.id === browser.runtime.id && readToHost(raw)?.type === 'askInner') tell();
    return undefined;
  });
  watchAddress(report, signal);
  every(LOOK_EVERY, report, signal);
  window.addEventListener(
    'pagehide',
    () => void send({ type: 'innerRoom', meeting: null, sign: null }),
    { signal },
  );
  hearSensor(document, (heard) => void send({ type: 'sensed', signal: heard }), signal);
  let overlay: Promise<Overlay> | null = null;
  document.addEventListener(
    'fullscreenchange',
    () => {
      const fills = document.fullscreenElement !== null;
      if (!overlay && !fills) return;
      overlay ??= overlayHere(
        () => meetingOf(location.href),
        () => {},
        signal,
      );
      void overlay.then((made) => (fills ? made.show() : made.hide()));
    },
    { signal },
  );
  tell();
}
