/** Match patterns of Google Meet. */
export const MEET_PATTERN = 'https://meet.google.com/*';
/** Match patterns of Zoom's own domain. */
export const ZOOM_PATTERN = 'https://*.zoom.us/*';

/**
 * Match patterns of the sites where Perch may run from installation. They stand apart from what is
 * known about the sites, so that a script in a page carries no more than it needs.
 */
export const BUILT_IN_PATTERNS: readonly string[] = [MEET_PATTERN, ZOOM_PATTERN];
