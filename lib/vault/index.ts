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
export { deviceKeyRing, KeyMissingError, type KeyRing } from './keys';
export {
  Lock,
  type LockProblem,
  type LockReply,
  type LockState,
  LockUnreadableError,
  type PasskeySlot,
  RingChangedError,
  type RootKeeper,
} from './lock';
export { COST, type Cost, type Derive, derive, LONGEST_PASSPHRASE, waitAfter } from './passphrase';
export { type ResealProgress, reseal } from './reseal';
export { guessesFor, STRENGTHS, type Strength, strengthOf } from './strength';
export {
  type Counts,
  everyRecord,
  NO_COUNTS,
  Restore,
  type RestorePlan,
  readTransferred,
  type Transferred,
} from './transfer';
export {
  type BackupFile,
  type Draft,
  type LogEntry,
  type SessionRecord,
  Vault,
  withWords,
} from './vault';
export { ASK_EVERY, lockDue, type Watched } from './watch';
