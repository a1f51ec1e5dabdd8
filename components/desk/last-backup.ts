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
  { heads, settings }: Pick<Library, 'heads' | 'settings'>,
  last: EpochMs | null,
  now: EpochMs,
): boolean {
  const first = heads.at(-1);
  if (!first || settings.backupDays === 0) return false;
  return now - (last ?? first.startedAt) >= settings.backupDays * DAY;
}
