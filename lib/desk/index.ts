export type { AutoBackup, AutoBackupActions } from './auto-backup';
export type { BackupActions, Outcome, Progress } from './backup';
export type { Desk } from './desk';
export type { DeskFailure } from './desk-vault';
export type { ShownCommand, StorageState } from './device';
export type {
  CalendarRead,
  DocumentFormat,
  FileTrouble,
  Format,
  ShownDocument,
  Table,
} from './files';
export type { Library, LibraryParts, Reading } from './library';
export type { LockActions } from './lock-actions';
export type { RehearsedDesk } from './rehearsed';
export { startDesk, startRehearsed } from './start';
export type { Removed, Undoable, UndoProblem } from './undoing';
export type { Editor, UnsavedEditors } from './unsaved';
