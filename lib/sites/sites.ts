import type { Place } from '../session';

/** What is known about one call site. Data and pure functions of an address. */
export interface Site {
  readonly id: SiteId;
  readonly name: string;
  /** Match pattern of the pages the content script runs on. */
  readonly pattern: string;
  /** Whether an address is one of this site's. */
  owns(url: URL): boolean;
  /** The room's part of the address, or null when it is not a room's. Lobby, call and "you left" may share it. */
  room(url: URL): string | null;
}

export type SiteId = 'meet' | 'zoom';

/** Addresses as seen 2026-08. `/new` and `/landing` are not rooms; a nickname under `/lookup` is. */
const meet: Site = {
  id: 'meet',
  name: 'Google Meet',
  pattern: 'https://meet.google.com/*',
  owns: ({ hostname }) => hostname === 'meet.google.com',
  room: ({ pathname }) =>
    /^\/(?:_meet\/)?([a-z]{3}-[a-z]{4}-[a-z]{3}|lookup\/[\w-]+)\/?$/i.exec(pathname)?.[1] ?? null,
};

/**
 * Addresses as seen 2026-10. `/wc` alone and `/wc/home` are the shell, which holds a meeting in an inner
 * frame or shows its address itself; `/wc/leave` follows a meeting.
 */
const zoom: Site = {
  id: 'zoom',
  name: 'Zoom',
  pattern: 'https://*.zoom.us/*',
  owns: ({ hostname }) => /(^|\.)zoom\.us$/.test(hostname),
  room: ({ pathname }) => {
    const number =
      /^\/wc\/(\d{9,11})(?:\/(?:join|start))?\/?$/.exec(pathname) ??
      /^\/wc\/(?:join|start)\/(\d{9,11})\/?$/.exec(pathname);
    if (number) return number[1] ?? null;
    return /^\/wc\/((?:my|start)\/[\w.-]+)\/?$/.exec(pathname)?.[1] ?? null;
  },
};

/** The call sites Perch runs on. */
export const SITES: readonly Site[] = [meet, zoom];

/** The site an address belongs to, or null. Takes any text; what is no https address belongs to none. */
export function siteOf(address: string): Site | null {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return null;
  return SITES.find((site) => site.owns(url)) ?? null;
}

/** The call an address leads to, or null. */
export function placeOf(address: string): Place | null {
  const url = URL.parse(address);
  const site = siteOf(address);
  const room = url && site?.room(url);
  return site && room ? { site: site.id, room } : null;
}
