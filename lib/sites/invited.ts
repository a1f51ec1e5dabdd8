import type { Meeting } from '../session';
import { meetingOf, siteOf } from './sites';

/**
 * Zoom's invitations. They lead to a page that offers the app and the browser; in the browser, the
 * meeting has the same number at another address.
 */
const NUMBERED = /^\/[jsw]\/(\d{9,11})\/?$/;
const PERSONAL = /^\/(my\/[\w.-]+)\/?$/;

/** The meeting that an address leads to, also by way of an invitation; or null. */
export function invitedMeetingOf(address: string): Meeting | null {
  const meeting = meetingOf(address);
  if (meeting) return meeting;
  const site = siteOf(address)?.id;
  if (site !== 'zoom' && site !== 'zoomGov' && site !== 'zoomChina') return null;
  const { pathname = '' } = URL.parse(address) ?? {};
  const room = (NUMBERED.exec(pathname) ?? PERSONAL.exec(pathname))?.[1];
  return room ? { site, room } : null;
}
