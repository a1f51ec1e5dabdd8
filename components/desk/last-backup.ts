import type { AutoBackup, Library } from '@/lib/desk';
import type { EpochMs } from '@/lib/session';

const DAY = 86_400_000;

/** When the last backup was made, by hand or by itself; null for never. */
export function lastBackup(
  library: Pick<Library, 'log'> | null,
  auto: Pick<AutoBackup, 'at'> | null,
): EpochMs | null {
  const logged = library?.log.find(({ what }) => what === 'backedUp')?.at ?? 0;
  return Math.max(logged, auto?.at ?? 0) || null;
}

/**
 * Whether the last backup, or without one the first session, is older than the practitioner wants a
 * backup to be.
 */
export function isBackupDue(
  { sessions, settings }: Pick<Library, 'sessions' | 'settings'>,
  last: EpochMs | null,
  now: EpochMs,
): boolean {
  if (sessions.length === 0 || settings.backupDays === 0) return false;
  const first = Math.min(...sessions.map(({ events }) => events[0]?.at ?? now));
  return now - (last ?? first) >= settings.backupDays * DAY;
}
