export type { AutoBackup, AutoBackupActions } from './auto-backup';
export type { BackupActions, Outcome, Progress } from './backup';
export type { Removed } from './changes';
export type { Desk } from './desk';
export type { StorageState } from './device';
export type { Format } from './files';
export type { Library } from './library';
export type { LockActions } from './lock-actions';
export { startDesk } from './start';
