import type { Head } from '@/lib/library';

/** Sessions that have to have the same theme before anything is said of it. */
const SESSIONS = 3;

/** A theme that all of the last sessions had, and what waited meanwhile. */
export interface SameTopic {
  readonly theme: string;
  /** What was parked or left unfinished in the last of them. */
  readonly waiting: string;
  /** The session that it was seen in last. */
  readonly sessionId: string;
}

/**
 * A theme that stays while something else waits, or null. It says what was noted and judges
 * nothing: of a few sessions it knows only their themes.
 * @param heads the closed sessions of a client, the newest first
 */
export function sameTopic(heads: readonly Head[]): SameTopic | null {
  const last = heads.slice(0, SESSIONS);
  const [newest] = last;
  if (!newest || last.length < SESSIONS) return null;
  const counts = new Map<string, number>();
  for (const { themes } of heads)
    for (const theme of new Set(themes)) counts.set(theme, (counts.get(theme) ?? 0) + 1);
  const [theme] = newest.themes
    .filter((one) => last.every(({ themes }) => themes.includes(one)))
    .toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const waiting = last.flatMap(({ open }) => open).find(({ text }) => text !== theme)?.text;
  if (theme === undefined || waiting === undefined) return null;
  return { theme, waiting, sessionId: newest.id };
}
