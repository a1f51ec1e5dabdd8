import { MEET_PATTERN, ZOOM_PATTERN } from './built-in';
import type { Site, SiteId } from './site';

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
export const zoomAt = (id: SiteId, name: string, pattern: string, builtIn: boolean): Site => ({
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

/** The sites where Perch may run from installation. */
export const BUILT_IN_SITES: readonly Site[] = [meet, zoomAt('zoom', 'Zoom', ZOOM_PATTERN, true)];
