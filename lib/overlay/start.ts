import { readToHost, type ToHost } from '../messaging';
import { pageBrowser as browser, type Runtime } from '../platform';
import { listenToSensor, type SensorLine } from '../sensor';
import type { Meeting } from '../session';
import { meetingAmong, ownMeetingOf, type Sign, type Site, signOf, siteAmong } from '../sites';
import { attend, covers } from './attend';
import { fetchOverlay } from './hand-over';
import type { Overlay } from './host';
import { HOST_ATTRIBUTE, RETIRE_EVENT } from './marks';
import { send } from './send';

/** How often the page's own signs, and an address that nothing tells of, are looked at. */
const LOOK_EVERY = 2_000;
const ADDRESS_EVERY = 1_000;
/** How often this script looks whether its extension is still there. */
const LIFE_EVERY = 1_000;

/** What is known of sites, as far as it concerns the page of this script. */
type Sites = readonly Site[];

/** The panel is in the top frame; an inner one tells of a meeting. */
function startInPage(sensor: SensorLine, sites: Sites): void {
  if (window.top === window) startTopFrame(sensor, sites);
  else startInnerFrame(sensor, sites);
}

/**
 * Starts Perch in a frame of a call page once the page is there, and only once.
 * @param sites what is known of the page's site among others
 */
export function startWatching(sites: Sites): void {
  // A page can get a script twice: declared, and from a background that found the tab open.
  // Compared with true, because an element of the page with this id is found under the name too.
  if (present.perchPresent === true) return;
  present.perchPresent = true;
  const sensor = listenToSensor(window);
  const start = () => startInPage(sensor, sites);
  if (document.readyState === 'loading')
    document.addEventListener('DOMContentLoaded', start, { once: true });
  else start();
}

const present = globalThis as { perchPresent?: unknown };

function startTopFrame(sensor: SensorLine, sites: Sites): void {
  for (const old of document.querySelectorAll(`[${HOST_ATTRIBUTE}]`)) {
    old.dispatchEvent(new CustomEvent(RETIRE_EVENT));
    old.remove();
  }
  const life = lifetime();
  const { signal } = life;
  const attendance = attend({
    overlay: (meeting, onBusy) => overlayHere(sites, meeting, onBusy, signal),
    // Any page of a site that a person has added is a meeting.
    here: () =>
      siteAmong(sites, location.href)
        ? meetingAmong(sites, location.href)
        : ownMeetingOf(location.href),
    sign: () => sign(sites),
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
function startInnerFrame(sensor: SensorLine, sites: Sites): void {
  const { signal } = lifetime();
  sensor.hear((heard) => void send({ type: 'sensed', signal: heard }), signal);
  // On a site that a person has added, the meeting is what the top page's address says.
  if (!siteAmong(sites, location.href)) return;
  let last = '';
  const now = () => {
    const meeting = meetingAmong(sites, location.href);
    return { type: 'innerRoom', meeting, sign: meeting && sign(sites) } as const;
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
  showInFullscreen(sites, signal);
  tell();
}

function showInFullscreen(sites: Sites, signal: AbortSignal): void {
  let overlay: Promise<Overlay | null> | null = null;
  const onFullscreen = async () => {
    if (!overlay && !document.fullscreenElement) return;
    overlay ??= overlayHere(
      sites,
      () => meetingAmong(sites, location.href),
      () => {},
      signal,
    );
    const made = await overlay;
    if (!made) overlay = null;
    else if (document.fullscreenElement) made.show();
    else made.hide();
  };
  document.addEventListener('fullscreenchange', () => void onFullscreen(), { signal });
}

function overlayHere(
  sites: Sites,
  meeting: () => Meeting | null,
  onBusy: (busy: boolean) => void,
  signal: AbortSignal,
): Promise<Overlay | null> {
  const site = siteAmong(sites, location.href);
  const builtIn = site?.builtIn ?? false;
  // In Chromium, an isolated page loads no page at a changing address. The side panel has it.
  if (!builtIn && crossOriginIsolated && !import.meta.env.FIREFOX) return Promise.resolve(null);
  return fetchOverlay({
    site: site?.id ?? location.hostname,
    // Where Perch isn't from installation, a page may not learn that it is there. This page has an
    // address that is new each time.
    page: builtIn ? '/panel.html' : '/site-panel.html',
    meeting,
    onBusy,
    signal,
  });
}

/** How far along its call this page looks; null for a site that is not known. */
const sign = (sites: Sites): Sign | null => {
  const site = siteAmong(sites, location.href);
  return site && signOf(site, document);
};

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
