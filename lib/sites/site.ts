import type { Meeting } from '../session';

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

/** The site of an address among these, or null. Accepts any text; only https addresses have one. */
export function siteAmong(sites: readonly Site[], address: string): Site | null {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return null;
  return sites.find((site) => site.owns(url)) ?? null;
}

/** Longest room that is kept, in UTF-16 units. */
const LONGEST_ROOM = 200;

/** The meeting that an address of one of these sites leads to, or null. */
export function meetingAmong(sites: readonly Site[], address: string): Meeting | null {
  const url = URL.parse(address);
  const site = siteAmong(sites, address);
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
