export { type Followed, follow, GRACE, NOT_YET, type Noticed } from './call';
export {
  accessTo,
  BUILT_IN_PATTERNS,
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
  siteOf,
} from './sites';
