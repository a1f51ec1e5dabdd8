export { deriveInWorker } from './derive-in-worker';
export {
  type NamedKey,
  OpenError,
  type OpenFailure,
  open,
  type PublicKey,
  type RecordKind,
  type SealingKey,
  seal,
} from './envelope';
export {
  DocumentFinalError,
  LockForgedError,
  LockUnreadableError,
  NoSuchSessionError,
  RestoreOutdatedError,
  SessionOpenError,
  UnderHoldError,
} from './errors';
export { deviceKeyRing, KeyMissingError, type KeyRing } from './keys';
export type { LogEntry } from './kinds/log';
export type { Draft } from './kinds/notes';
export type { BackupFile } from './kinds/practice';
export { type SessionRecord, withWords } from './kinds/sessions';
export {
  isResealed,
  Lock,
  type LockParts,
  type LockProblem,
  type LockReply,
  type LockState,
  type NewPasskey,
  type PasskeySlot,
  RingChangedError,
  type RootKeeper,
} from './lock';
export { ASK_EVERY, lockDue, type Watched } from './lock-due';
export { movePapers } from './moved-papers';
export { COST, type Cost, type Derive, derive, LONGEST_PASSPHRASE, waitAfter } from './passphrase';
export { type ResealProgress, reseal } from './reseal';
export { Restore, type RestorePlan } from './restore';
export { spanOf } from './stale';
export { guessesFor, STRENGTHS, type Strength, strengthOf } from './strength';
export { EmptiedError, keepTally, type Tally, type TallyKeeper } from './tally';
export {
  type Counts,
  everyRecord,
  isSound,
  NO_COUNTS,
  readTransferred,
  type Transferred,
} from './transfer';
export { type Vault, vaultOf } from './vault';
