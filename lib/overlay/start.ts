import { type HostMessage, readToHost, type ToHost } from '../messaging';
import { pageBrowser as browser, type Runtime } from '../platform';
import { giveHandle, type SensorLine } from '../sensor';
import type { Meeting } from '../session';
import { isPanelFixed, meetingOf, ownMeetingOf, type Sign, signOf, siteOf } from '../sites';
import { attend, covers } from './attend';
import { createOverlay, type Overlay, type OverlayParts, RETIRE_EVENT } from './host';
import { HOST_ATTRIBUTE } from './host-element';
import { placementKey, readPlacement, screenSize } from './placement';

/** How often the page's own signs, and an address that nothing tells of, are looked at. */
const LOOK_EVERY = 2_000;
const ADDRESS_EVERY = 1_000;
/** How often this script looks whether its extension is still there. */
const LIFE_EVERY = 1_000;

/**
 * Starts Perch in a frame of a call page: the panel in the top frame, what a meeting tells in an
 * inner one.
 */
export function startInPage(sensor: SensorLine): void {
  void (window.top === window ? startTopFrame(sensor) : startInnerFrame(sensor));
}

/** Starts the panel over the rehearsal, a page of the extension. */
export async function startRehearsal(title: string): Promise<void> {
  const parts = await partsFor(
    'rehearsal',
    '/panel.html',
    () => null,
    new AbortController().signal,
  );
  createOverlay({
    ...parts,
    title,
    onBusy() {},
    onGuard() {},
    onMask() {},
    openWindow() {},
  }).show();
}

async function startTopFrame(sensor: SensorLine): Promise<void> {
  for (const old of document.querySelectorAll(`[${HOST_ATTRIBUTE}]`)) {
    old.dispatchEvent(new CustomEvent(RETIRE_EVENT));
    old.remove();
  }
  const life = lifetime();
  const { signal } = life;
  const attendance = await attend({
    overlay: (meeting, onBusy) => overlayHere(meeting, onBusy, signal),
    // Any page of a site that a person has added is a meeting.
    here: () => (siteOf(location.href) ? meetingOf(location.href) : ownMeetingOf(location.href)),
    sign,
    now: () => Date.now(),
    send: (message) => void send(message),
    withdraw(origins) {
      if (origins.some((pattern) => covers(pattern, location.hostname))) life.abort();
    },
  });
  hearBackground((message) => {
    if (!signal.aborted) attendance.told(message);
  });
  watchAddress(attendance.update, signal);
  every(LOOK_EVERY, attendance.look, signal);
  sensor.hear(attendance.hear, signal);
  attendance.update();
  void send({ type: 'askInner' });
}

/**
 * A meeting may sit in an inner frame whose address says so while the top one's does not. When the
 * frame fills the screen, nothing around it can be used, so that it has a panel of its own as long.
 */
function startInnerFrame(sensor: SensorLine): void {
  const { signal } = lifetime();
  sensor.hear((heard) => void send({ type: 'sensed', signal: heard }), signal);
  // On a site that a person has added, the meeting is what the top page's address says.
  if (!siteOf(location.href)) return;
  let last = '';
  const now = () => {
    const meeting = meetingOf(location.href);
    return { type: 'innerRoom', meeting, sign: meeting && sign() } as const;
  };
  const tell = () => {
    const message = now();
    last = JSON.stringify(message);
    void send(message);
  };
  const tellChange = () => {
    if (JSON.stringify(now()) !== last) tell();
  };
  hearBackground(({ type }) => {
    if (type === 'askInner') tell();
  });
  watchAddress(tellChange, signal);
  every(LOOK_EVERY, tellChange, signal);
  const leave = () => void send({ type: 'innerRoom', meeting: null, sign: null });
  window.addEventListener('pagehide', leave, { signal });
  showInFullscreen(signal);
  tell();
}

function showInFullscreen(signal: AbortSignal): void {
  let overlay: Promise<Overlay> | null = null;
  const onFullscreen = () => {
    const fills = document.fullscreenElement !== null;
    if (!overlay && !fills) return;
    overlay ??= overlayHere(
      () => meetingOf(location.href),
      () => {},
      signal,
    );
    void overlay.then((made) => (fills ? made.show() : made.hide()));
  };
  document.addEventListener('fullscreenchange', onFullscreen, { signal });
}

async function overlayHere(
  meeting: () => Meeting | null,
  onBusy: (busy: boolean) => void,
  signal: AbortSignal,
): Promise<Overlay> {
  const site = siteOf(location.href);
  // Where Perch isn't from installation, a page may not learn that it is there. This page has an
  // address that is new each time.
  const page = site && isPanelFixed(site) ? '/panel.html' : '/site-panel.html';
  return createOverlay({
    ...(await partsFor(site?.id ?? location.hostname, page, meeting, signal)),
    title: browser.i18n.getMessage('panel_title'),
    openWindow: () => void send({ type: 'openWindow' }),
    // Only then is another tab told from this one; the page's own handle would be replaced.
    onGuard: (guard) => guard === 'thisTab' && giveHandle(document, crypto.randomUUID()),
    onMask: () => void send({ type: 'mask' }),
    onBusy,
  });
}

/** What every overlay needs: its page, its tokens, and where it was put on this site. */
async function partsFor(
  site: string,
  page: '/panel.html' | '/site-panel.html',
  meeting: () => Meeting | null,
  signal: AbortSignal,
): Promise<Omit<OverlayParts, 'title' | 'openWindow' | 'onGuard' | 'onMask' | 'onBusy'>> {
  const key = placementKey(
    site,
    screenSize(window, matchMedia('(display-mode: fullscreen)').matches),
  );
  const stored = await browser.storage.local.get(key).catch(() => ({}) as Record<string, unknown>);
  return {
    window,
    panelUrl: browser.runtime.getURL(page),
    // The origin is the extension's, whatever the page's address is.
    panelOrigin: new URL(browser.runtime.getURL('/panel.html')).origin,
    placement: readPlacement(stored[key]),
    allow: import.meta.env.FIREFOX ? '' : 'clipboard-write',
    framesMove: !import.meta.env.FIREFOX,
    savePlacement: (placement) => void browser.storage.local.set({ [key]: placement }),
    token: async (away) => String(await send({ type: 'token', meeting: meeting(), away })),
    signal,
  };
}

/** How far along its call this page looks; null for a site that is not known. */
const sign = (): Sign | null => {
  const site = siteOf(location.href);
  return site && signOf(site, document);
};

/** Sends to the background. A script whose extension has just died ends by itself. */
const send = (message: HostMessage): Promise<unknown> =>
  browser.runtime.sendMessage(message).catch(() => null);

function hearBackground(onMessage: (message: ToHost) => void): void {
  browser.runtime.onMessage.addListener((raw: unknown, sender: Runtime.MessageSender) => {
    const message = sender.id === browser.runtime.id ? readToHost(raw) : null;
    if (message) onMessage(message);
    return undefined;
  });
}

/** Ends when this script's extension is gone: updated, disabled or removed. */
function lifetime(): AbortController {
  const life = new AbortController();
  const endIfOrphaned = () => {
    if (browser.runtime?.id === undefined) life.abort();
  };
  every(LIFE_EVERY, endIfOrphaned, life.signal);
  const options = { capture: true, signal: life.signal };
  document.addEventListener(RETIRE_EVENT, endIfOrphaned, options);
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
  else every(ADDRESS_EVERY, check, signal);
}

function every(ms: number, run: () => void, signal: AbortSignal): void {
  const timer = setInterval(run, ms);
  signal.addEventListener('abort', () => clearInterval(timer));
}
