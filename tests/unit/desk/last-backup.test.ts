import { expect, test } from 'vitest';
import { isBackupDue, lastBackup } from '@/components/desk/last-backup';
import type { Head } from '@/lib/library';
import { DEFAULT_SETTINGS } from '@/lib/practice';

const DAY = 86_400_000;
const entry = (what: 'backedUp' | 'exported', at: number) => ({ what, at, sessions: 1, notes: 1 });
const headAt = (startedAt: number) => ({ startedAt }) as Head;
const library = (backupDays: 0 | 7, ...starts: readonly number[]) => ({
  heads: starts.map(headAt),
  settings: { ...DEFAULT_SETTINGS, backupDays },
});

test('the last backup is the later one of those by hand and by themselves', () => {
  const log = [entry('exported', 9), entry('backedUp', 5), entry('backedUp', 2)];
  expect(lastBackup({ log }, null)).toBe(5);
  expect(lastBackup({ log }, { at: 7 })).toBe(7);
  expect(lastBackup({ log }, { at: 0 })).toBe(5);
  expect(lastBackup({ log: [] }, null)).toBeNull();
  expect(lastBackup(null, null)).toBeNull();
});

test.each<[string, ReturnType<typeof library>, number | null, boolean]>([
  ['right after the first session', library(7, 0), null, false],
  ['a week after the first session', library(7, 0), null, true],
  ['a week after the last backup', library(7, 0), 0, true],
  ['a day after the last backup', library(7, 0), 6 * DAY, false],
  ['when nobody wants to be reminded', library(0, 0), null, false],
  ['without sessions', library(7), null, false],
])('a backup is due %s: %#', (when, practice, last, due) => {
  const now = when === 'right after the first session' ? DAY : 7 * DAY;
  expect(isBackupDue(practice, last, now)).toBe(due);
});
