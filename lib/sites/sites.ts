import type { Meeting } from '../session';
import { MEET_PATTERN, ZOOM_PATTERN } from './built-in';

/** The stage of a call, as the page's signs show it. */
export type Sign = 'lobby' | 'call' | 'left';

/** A sign of a page: an element and, where needed, its exact text. */
interface Mark {
  readonly selector: string;
  readonly text?: string;
}

/** What is known about one call site: data, and pure functions of an address or a document. */
export interface Site {
  readonly id: SiteId;
  readonly name: string;
  /** Match patterns for the content script and for the permission it needs. */
  readonly patterns: readonly string[];
  /** Whether Perch may run there from installation; elsewhere the user has to allow it. */
  readonly builtIn: boolean;
  /** Year and month in which addresses and marks were last checked. */
  readonly checked: string;
  /** Whether an address belongs to this site. */
  owns(url: URL): boolean;
  /**
   * The room in an address, or null if the address names none. Lobby, call and "you left" may share
   * a room.
   */
  room(url: URL): string | null;
  /**
   * Elements that tell the stages apart. Sites don't guarantee them: if none is found, only the
   * offers to start and end are missing.
   */
  readonly marks: Readonly<Partial<Record<Sign, readonly Mark[]>>>;
}

export type SiteId =
  | 'meet'
  | 'zoom'
  | 'zoomGov'
  | 'zoomChina'
  | 'teams'
  | 'webex'
  | 'jitsi'
  | 'whereby'
  | 'doxy'
  | 'simplePractice'
  | 'vsee'
  | 'tebra'
  | 'chime'
  | 'goto';

/** `/new` and `/landing` aren't rooms; a nickname under `/lookup` is. */
const meet: Site = {
  id: 'meet',
  name: 'Google Meet',
  patterns: [MEET_PATTERN],
  builtIn: true,
  checked: '2026-08',
  owns: ({ hostname }) => hostname === 'meet.google.com',
  room: ({ pathname }) =>
    /^\/(?:_meet\/)?([a-z]{3}-[a-z]{4}-[a-z]{3}|lookup\/[\w-]+)\/?$/i.exec(pathname)?.[1] ?? null,
  marks: {
    left: [{ selector: '[data-call-ended="true"]' }, { selector: '[jsname="r4nke"]' }],
    lobby: [{ selector: '[jscontroller="dyDNGc"]' }, { selector: '[jsname="Qx7uuf"]' }],
    // The name of an icon, the same in every language.
    call: [{ selector: '.google-symbols', text: 'call_end' }],
  },
};

/**
 * Zoom's web client at one of its domains. `/wc` and `/wc/home` are the app's shell, which shows a
 * meeting at its own address or in an inner frame. `/wc/leave` follows a meeting.
 */
const zoomAt = (id: SiteId, name: string, pattern: string, builtIn: boolean): Site => ({
  id,
  name,
  patterns: [pattern],
  builtIn,
  checked: '2026-10',
  owns: ({ hostname }) => `.${hostname}`.endsWith(pattern.slice('https://*'.length, -'/*'.length)),
  room: ({ pathname }) => {
    const number =
      /^\/wc\/(\d{9,11})(?:\/(?:join|start))?\/?$/.exec(pathname) ??
      /^\/wc\/(?:join|start)\/(\d{9,11})\/?$/.exec(pathname);
    if (number) return number[1] ?? null;
    return /^\/wc\/((?:my|start)\/[\w.-]+)\/?$/.exec(pathname)?.[1] ?? null;
  },
  marks: {
    left: [{ selector: '#wc-leave' }],
    lobby: [{ selector: '.preview-root' }, { selector: '.waiting-room-container' }],
    call: [{ selector: '#wc-footer .footer__leave-btn-container' }],
  },
});

const zoom = zoomAt('zoom', 'Zoom', ZOOM_PATTERN, true);
// The same client on domains of their own. It was checked on zoom.us only.
const zoomGov = zoomAt('zoomGov', 'Zoom for Government', 'https://*.zoomgov.com/*', false);
const zoomChina = zoomAt('zoomChina', 'Zoom China', 'https://*.zoom.com.cn/*', false);

/** The whole app lives under `/v2/`, including a meeting that was joined by its link. */
const teams: Site = {
  id: 'teams',
  name: 'Microsoft Teams',
  patterns: [
    'https://teams.microsoft.com/*',
    'https://teams.live.com/*',
    'https://teams.cloud.microsoft/*',
  ],
  builtIn: false,
  checked: '2026-05',
  owns: ({ hostname }) =>
    ['teams.microsoft.com', 'teams.live.com', 'teams.cloud.microsoft'].includes(hostname),
  room: ({ pathname, hash, searchParams }) => {
    const where = `${pathname} ${decoded(hash)}`;
    const link = /\/(?:l\/)?(?:meetup-join|meet)\/([\w:@.%-]+)/.exec(where)?.[1];
    if (link) return link;
    return pathname.startsWith('/v2/') && searchParams.has('meetingjoin') ? 'v2' : null;
  },
  marks: {
    lobby: [{ selector: '#prejoin-join-button' }],
    call: [{ selector: '#hangup-button' }, { selector: '[data-tid="hangup-button"]' }],
  },
};

const webex: Site = {
  id: 'webex',
  name: 'Webex',
  patterns: ['https://*.webex.com/*'],
  builtIn: false,
  checked: '2026-11',
  owns: ({ hostname }) => hostname.endsWith('.webex.com'),
  room: ({ pathname, searchParams }) =>
    /\/j\.php$/.test(pathname)
      ? searchParams.get('MTID')
      : (/\/meeting\/(?:download|info)\/(\w+)/.exec(pathname)?.[1] ??
        /^\/(meet\/[\w.-]+)\/?$/.exec(pathname)?.[1] ??
        null),
  marks: {},
};

const jitsi: Site = {
  id: 'jitsi',
  name: 'Jitsi Meet',
  patterns: ['https://meet.jit.si/*', 'https://8x8.vc/*'],
  builtIn: false,
  checked: '2026-11',
  owns: ({ hostname }) => hostname === 'meet.jit.si' || hostname === '8x8.vc',
  room: ({ hostname, pathname }) =>
    (hostname === '8x8.vc'
      ? /^\/([^/]+\/[^/]+)\/?$/
      : /^\/(?!static\/)([^/]+(?:\/[^/]+)?)\/?$/
    ).exec(pathname)?.[1] ?? null,
  marks: {},
};

const whereby: Site = {
  id: 'whereby',
  name: 'Whereby',
  patterns: ['https://whereby.com/*', 'https://*.whereby.com/*'],
  builtIn: false,
  checked: '2026-11',
  owns: ({ hostname }) =>
    /(^|\.)whereby\.com$/.test(hostname) && !/^(docs|status|api)\./.test(hostname),
  room: ({ pathname }) =>
    /^\/(?!(?:information|user|blog|careers)(?:\/|$))([\w-]+)\/?$/.exec(pathname)?.[1] ?? null,
  marks: {},
};

const doxy: Site = {
  id: 'doxy',
  name: 'Doxy.me',
  patterns: ['https://doxy.me/*', 'https://*.doxy.me/*'],
  builtIn: false,
  checked: '2026-11',
  owns: ({ hostname }) => /(^|\.)doxy\.me$/.test(hostname),
  room: ({ pathname }) => /^\/([\w.-]+)\/?$/.exec(pathname)?.[1] ?? null,
  marks: {},
};

const simplePractice: Site = {
  id: 'simplePractice',
  name: 'SimplePractice',
  patterns: ['https://video.simplepractice.com/*'],
  builtIn: false,
  checked: '2026-11',
  owns: ({ hostname }) => hostname === 'video.simplepractice.com',
  room: ({ pathname }) => /^\/(appt-[0-9a-f]{32})\/?/i.exec(pathname)?.[1] ?? null,
  marks: {},
};

const vsee: Site = {
  id: 'vsee',
  name: 'VSee',
  patterns: ['https://*.vsee.com/*', 'https://*.vsee.me/*'],
  builtIn: false,
  checked: '2026-11',
  owns: ({ hostname }) => /(^|\.)vsee\.(com|me)$/.test(hostname),
  room: ({ pathname }) => /^\/((?:c|u|room)\/[\w.-]+)/.exec(pathname)?.[1] ?? null,
  marks: {},
};

const tebra: Site = {
  id: 'tebra',
  name: 'Tebra (Kareo)',
  patterns: ['https://telehealth.kareo.com/*'],
  builtIn: false,
  checked: '2026-11',
  owns: ({ hostname }) => hostname === 'telehealth.kareo.com',
  room: ({ pathname }) => /^\/visit\/([\w-]+)/.exec(pathname)?.[1] ?? null,
  marks: {},
};

const chime: Site = {
  id: 'chime',
  name: 'Amazon Chime',
  patterns: ['https://app.chime.aws/*'],
  builtIn: false,
  checked: '2026-11',
  owns: ({ hostname }) => hostname === 'app.chime.aws',
  room: ({ pathname }) => /^\/meetings\/([\w-]+)/.exec(pathname)?.[1] ?? null,
  marks: {},
};

const goTo: Site = {
  id: 'goto',
  name: 'GoTo Meeting',
  patterns: ['https://meet.goto.com/*', 'https://app.goto.com/*'],
  builtIn: false,
  checked: '2026-11',
  owns: ({ hostname }) => hostname === 'meet.goto.com' || hostname === 'app.goto.com',
  room: ({ hostname, pathname }) =>
    (hostname === 'meet.goto.com' ? /^\/([\w-]+)\/?$/ : /^\/meeting\/([\w-]+)/).exec(
      pathname,
    )?.[1] ?? null,
  marks: {},
};

/** Every call site that Perch knows, the built-in ones first. */
export const SITES: readonly Site[] = [
  meet,
  zoom,
  zoomGov,
  zoomChina,
  teams,
  webex,
  jitsi,
  whereby,
  doxy,
  simplePractice,
  vsee,
  tebra,
  chime,
  goTo,
];

/** Match patterns of every site that Perch knows. */
export const KNOWN_PATTERNS: readonly string[] = SITES.flatMap(({ patterns }) => patterns);

/** Match patterns of the known sites that the user has to allow. */
export const OPTIONAL_PATTERNS: readonly string[] = SITES.filter(({ builtIn }) => !builtIn).flatMap(
  ({ patterns }) => patterns,
);

/** Whether a match pattern covers every site. */
export const isEverywhere = (pattern: string): boolean =>
  /^(<all_urls>|(\*|https):\/\/\*\/.*)$/.test(pattern);

/** The name of a known site, or null. Names aren't translated. */
export const siteName = (id: string | null): string | null =>
  SITES.find((site) => site.id === id)?.name ?? null;

/** The known site of an address, or null. Accepts any text; only https addresses have a site. */
export function siteOf(address: string): Site | null {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return null;
  return SITES.find((site) => site.owns(url)) ?? null;
}

/** Longest room that is kept, in UTF-16 units. */
const LONGEST_ROOM = 200;

/** The meeting that an address of a known site leads to, or null. */
export function meetingOf(address: string): Meeting | null {
  const url = URL.parse(address);
  const site = siteOf(address);
  const room = url && site?.room(url);
  return site && room ? { site: site.id, room: room.slice(0, LONGEST_ROOM) } : null;
}

/**
 * The meeting at an address of a site that the user has added: every page of it counts as a room.
 * Null if the address isn't https.
 */
export function ownMeetingOf(address: string): Meeting | null {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return null;
  const room = `${url.hostname}${url.pathname}`.replace(/\/$/, '');
  return { site: 'own', room: room.slice(0, LONGEST_ROOM) };
}

/** What Perch needs to ask for permission to run on a site. */
export interface SiteAccess {
  readonly name: string;
  /** Match patterns. */
  readonly patterns: readonly string[];
  /** Whether Perch may run there from installation. Firefox may still have to ask. */
  readonly builtIn: boolean;
}

/** A call site, and whether Perch may run there. */
export interface SiteState extends SiteAccess {
  readonly allowed: boolean;
}

/**
 * The site of an address; an unknown site is represented by its host. Null if the address isn't
 * https or has no host name.
 */
export function accessTo(address: string): SiteAccess | null {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || !/^[a-z\d.-]+$/.test(url.hostname)) return null;
  return (
    siteOf(address) ?? {
      name: url.hostname,
      patterns: [`https://${url.hostname}/*`],
      builtIn: false,
    }
  );
}

/** The stage that a page's signs show, or null if none is found. */
export function signOf({ marks }: Site, document: Document): Sign | null {
  const there = ({ selector, text }: Mark) =>
    text === undefined
      ? document.querySelector(selector) !== null
      : [...document.querySelectorAll(selector)].some(
          ({ textContent }) => textContent?.trim() === text,
        );
  return (['left', 'lobby', 'call'] as const).find((sign) => marks[sign]?.some(there)) ?? null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
