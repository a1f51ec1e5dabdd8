export { type Age, ageInWorker } from './age';
export {
  BackupError,
  type BackupProblem,
  backupName,
  readBackup,
  writeBackup,
} from './backup';
