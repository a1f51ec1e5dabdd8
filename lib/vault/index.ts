export { type NamedKey, open, OpenError, type OpenFailure, type RecordKind, seal } from './envelope';
export { deviceKeyRing, KeyMissingError, type KeyRing } from './keys';
export { type OpenSession, type SessionSummary, Vault } from './vault';
