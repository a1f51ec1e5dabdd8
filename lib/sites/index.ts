export { BUILT_IN_PATTERNS } from './built-in';
export { type Followed, follow, GRACE, NOT_YET, type Noticed } from './call';
export { invitedMeetingOf } from './invited';
export {
  accessTo,
  isEverywhere,
  KNOWN_PATTERNS,
  meetingOf,
  OPTIONAL_PATTERNS,
  ownMeetingOf,
  SITES,
  type Sign,
  type Site,
  type SiteAccess,
  type SiteId,
  type SiteState,
  signOf,
  siteName,
  siteOf,
} from './sites';
