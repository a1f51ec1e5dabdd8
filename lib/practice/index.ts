export {
  bookedNear,
  isNoSession,
  NO_SESSION,
  nextAppointments,
  whoseIs,
} from './appointments';
export { type Booked, bookedFor, bookedWithin, nextBooked } from './booked';
export {
  CARD_FIELDS,
  type Card,
  type CardField,
  cardShape,
  EMPTY_CARD,
  FIRST_STEPS,
  type FirstStep,
  remembered,
  takenOver,
} from './card';
export {
  type Client,
  clientAt,
  clientShape,
  linked,
  newClient,
  sameMeeting,
  unlinked,
  withReview,
  withReviewWords,
} from './client';
export {
  type CodeProblem,
  cleanCode,
  clientCalled,
  codeProblem,
  freeCode,
  LONGEST_CODE,
  LONGEST_FIELD,
  LONGEST_INITIALS,
  LONGEST_NAME,
  nextCode,
  speakersOf,
} from './client-code';
export { EMERGENCY_AS_OF, type EmergencyRegion, emergencyNumbersFor } from './emergency';
export {
  AGREED_SESSIONS,
  CLIENT_STATES,
  type ClientState,
  type Engagement,
  engagementDue,
  FREQUENCIES,
  type Frequency,
  METHODS,
  type Method,
  USUAL_ENGAGEMENT,
  wasProBono,
  withProBono,
} from './engagement';
export { GUIDANCE_LEVELS, type Guidance } from './guidance';
export {
  dueAt,
  RETENTION_AGE,
  RETENTION_YEARS,
  type Retention,
  type Rule,
  retentionShape,
  ruleFor,
  USUAL_RETENTION,
} from './retention';
export { type Expected, expectedOn } from './rhythm';
export {
  BACKUP_DAYS,
  type BackupDays,
  DEFAULT_SETTINGS,
  HOURS,
  type Hours,
  LATE_HOURS,
  type LegNameProblem,
  LOCK_AFTER,
  type LockAfter,
  legNameProblem,
  type PresetProblem,
  presetProblem,
  REGIONS,
  type Region,
  renamed,
  type Settings,
  SHARE_GUARDS,
  type ShareGuard,
  settingsShape,
} from './settings';
export { modeWith, usualPreset } from './usual';
