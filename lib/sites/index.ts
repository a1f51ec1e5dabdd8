export { BUILT_IN_PATTERNS } from './built-in';
export { BUILT_IN_SITES } from './built-in-sites';
export { type Followed, follow, GRACE, NOT_YET, type Noticed } from './call';
export { invitedMeetingOf } from './invited';
export {
  meetingAmong,
  ownMeetingOf,
  type Sign,
  type Site,
  type SiteId,
  signOf,
  siteAmong,
} from './site';
export {
  accessTo,
  isEverywhere,
  KNOWN_PATTERNS,
  meetingOf,
  OPTIONAL_PATTERNS,
  SITES,
  type SiteAccess,
  type SiteState,
  siteName,
  siteOf,
} from './sites';
