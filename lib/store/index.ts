export type { Table } from 'dexie';
export { type Change, changeOf, watchChanges, watchTable } from './changes';
export { freeSpace, isLow } from './free-space';
export {
  type DraftRow,
  type EventRow,
  type KeyRow,
  type LineRow,
  type LockRow,
  type PackRow,
  type PaperRow,
  type PlaceRow,
  PRACTICE_STORE,
  REHEARSAL_STORE,
  type RecordRow,
  type RestoredTable,
  type SealedBytes,
  type SessionRow,
  type StagedRow,
  type StaleRow,
  Store,
} from './store';
export { isNewer, NewerDatabaseError, openStore, removeStore, UpgradeError } from './upgrade';
