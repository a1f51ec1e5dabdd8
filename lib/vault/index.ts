export {
  type NamedKey,
  OpenError,
  type OpenFailure,
  open,
  type RecordKind,
  seal,
} from './envelope';
export { deviceKeyRing, KeyMissingError, type KeyRing } from './keys';
export { type Draft, type OpenSession, Vault } from './vault';
