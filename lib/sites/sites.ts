import type { Meeting } from '../session';

/** Where somebody is in a call, as a page's own signs say it. */
export type Sign = 'lobby' | 'call' | 'left';

/** A sign of a page: an element, and the whole of its text where that matters. */
interface Mark {
  readonly selector: string;
  readonly text?: string;
}

/** What is known about one call site. Data and pure functions of an address and a document. */
export interface Site {
  readonly id: SiteId;
  readonly name: string;
  /**
   * Match patterns of the pages the content script runs on, and of the permission that it needs.
   */
  readonly patterns: readonly string[];
  /** Whether Perch comes with leave to run there; elsewhere its person gives it. */
  readonly builtIn: boolean;
  /** When its addresses and marks were last looked at: year and month. */
  readonly checked: string;
  /** Whether an address is one of this site's. */
  owns(url: URL): boolean;
  /**
   * The room's part of the address, or null when it is not a room's. Lobby, call and "you left" may
   * share it.
   */
  room(url: URL): string | null;
  /**
   * Nobody has promised any of these. Where none is found, offers to start and end are all that is
   * missing.
   */
  readonly marks: Readonly<Partial<Record<Sign, readonly Mark[]>>>;
}

export type SiteId =
  | 'meet'
  | 'zoom'
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

/** `/new` and `/landing` are not rooms; a nickname under `/lookup` is. */
const meet: Site = {
  id: 'meet',
  name: 'Google Meet',
  patterns: ['https://meet.google.com/*'],
  builtIn: true,
  checked: '2026-08',
  owns: ({ hostname }) => hostname === 'meet.google.com',
  room: ({ pathname }) =>
    /^\/(?:_meet\/)?([a-z]{3}-[a-z]{4}-[a-z]{3}|lookup\/[\w-]+)\/?$/i.exec(pathname)?.[1] ?? null,
  marks: {
    left: [{ selector: '[data-call-ended="true"]' }, { selector: '[jsname="r4nke"]' }],
    lobby: [{ selector: '[jscontroller="dyDNGc"]' }, { selector: '[jsname="Qx7uuf"]' }],
    // The name of a picture, the same in every language.
    call: [{ selector: '.google-symbols', text: 'call_end' }],
  },
};

/**
 * `/wc` alone and `/wc/home` are the shell, which holds a meeting in an inner frame or shows its
 * address itself; `/wc/leave` follows a meeting.
 */
const zoom: Site = {
  id: 'zoom',
  name: 'Zoom',
  patterns: ['https://*.zoom.us/*'],
  builtIn: true,
  checked: '2026-10',
  owns: ({ hostname }) => /(^|\.)zoom\.us$/.test(hostname),
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
};

/** The whole workspace lives under `/v2/`; a meeting joined by its link says so there, too. */
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

/** Every call site that Perch knows, those that it comes with first. */
export const SITES: readonly Site[] = [
  meet,
  zoom,
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

/** Match patterns of the sites that Perch comes with leave to run on. */
export const BUILT_IN_PATTERNS: readonly string[] = SITES.filter(({ builtIn }) => builtIn).flatMap(
  ({ patterns }) => patterns,
);

/** Match patterns of every site that Perch knows. */
export const KNOWN_PATTERNS: readonly string[] = SITES.flatMap(({ patterns }) => patterns);

/**
 * The site an address belongs to, or null. Takes any text; what is no https address belongs to
 * none.
 */
export function siteOf(address: string): Site | null {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return null;
  return SITES.find((site) => site.owns(url)) ?? null;
}

/** Longest room that is kept. */
const LONGEST_ROOM = 200;

/** The call an address of a known site leads to, or null. */
export function meetingOf(address: string): Meeting | null {
  const url = URL.parse(address);
  const site = siteOf(address);
  const room = url && site?.room(url);
  return site && room ? { site: site.id, room: room.slice(0, LONGEST_ROOM) } : null;
}

/**
 * The call an address of a site leads to that its person has added: every page of it is one. Null
 * for no https address.
 */
export function ownMeetingOf(address: string): Meeting | null {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return null;
  const room = `${url.hostname}${url.pathname}`.replace(/\/$/, '');
  return { site: 'own', room: room.slice(0, LONGEST_ROOM) };
}

/** What leave to run on a site is asked for with. */
export interface SiteAccess {
  readonly name: string;
  /** Match patterns. */
  readonly patterns: readonly string[];
  /** Whether Perch comes with it. Firefox may still have to be asked. */
  readonly builtIn: boolean;
}

/** A call site, and whether Perch may run there. */
export interface SiteState extends SiteAccess {
  readonly allowed: boolean;
}

/**
 * The site that an address is of, known or not; null for what is no https address with a host's
 * name. One that is not known is its host.
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

/** What a page's own signs say, or null when none of them is there. */
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
