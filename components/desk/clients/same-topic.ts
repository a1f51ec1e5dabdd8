import type { Head } from '@/lib/library';
import { hasSameWords, recurringIn } from '@/lib/notes';

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
  const [theme] = recurringIn(heads.map(({ themes }) => themes))
    .filter(({ sessions }) => last.every((_, place) => sessions.includes(place)))
    .toSorted((a, b) => b.sessions.length - a.sessions.length);
  if (!theme) return null;
  const waits = last
    .flatMap(({ open }) => open)
    .find((one) => !hasSameWords(one.text, theme.words));
  return waits ? { theme: theme.words, waiting: waits.text, sessionId: newest.id } : null;
}
