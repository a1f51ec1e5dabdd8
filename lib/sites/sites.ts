import type { Meeting } from '../session';
import { BUILT_IN_SITES, zoomAt } from './built-in-sites';
import { meetingAmong, type Site, siteAmong } from './site';

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
  ...BUILT_IN_SITES,
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
export const siteOf = (address: string): Site | null => siteAmong(SITES, address);

/** The meeting that an address of a known site leads to, or null. */
export const meetingOf = (address: string): Meeting | null => meetingAmong(SITES, address);

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

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
