import type { Kind } from '@/lib/notes';
import type { LegId } from '@/lib/session';

/** The kinds of note that a leg calls for, the plain one first. */
const KINDS_OF: Readonly<Record<LegId, readonly Kind[]>> = {
  opening: ['note', 'topic'],
  agenda: ['note', 'focus', 'topic'],
  exploration: ['note', 'focus', 'observation'],
  integration: ['note', 'takeaway', 'observation'],
  planning: ['note', 'plan'],
  closing: ['note', 'unfinished', 'plan'],
};

/** The kinds for an intake: history, present challenges, and goals in the client's words. */
const INTAKE_KINDS: Readonly<Partial<Record<LegId, readonly Kind[]>>> = {
  opening: ['note', 'history'],
  agenda: ['note', 'challenge', 'focus'],
  exploration: ['note', 'history', 'challenge'],
  planning: ['note', 'goal', 'plan'],
};

/** The kinds of note to choose from in a leg, for a session of this preset. */
export const kindsOf = (leg: LegId, preset: string): readonly Kind[] =>
  (preset === 'intake' && INTAKE_KINDS[leg]) || KINDS_OF[leg];
