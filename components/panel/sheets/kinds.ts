import type { Kind } from '@/lib/notes';
import type { LegId, Profile } from '@/lib/session';

/** The kinds of note that a leg calls for, the plain one first. */
const KINDS_OF: Readonly<Record<LegId, readonly Kind[]>> = {
  opening: ['note', 'topic'],
  agenda: ['note', 'focus', 'topic'],
  exploration: ['note', 'focus', 'observation', 'topic'],
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

/** The kinds for a coach: what is agreed before the work begins. */
const COACH_KINDS: Readonly<Partial<Record<LegId, readonly Kind[]>>> = {
  agenda: ['note', 'outcome', 'importance', 'evidence', 'topic'],
};

/** The kinds of note that Minimal offers, which are as many as a session needs. */
export const PLAINEST: readonly Kind[] = [
  'note',
  'focus',
  'topic',
  'takeaway',
  'observation',
  'plan',
  'risk',
  'unfinished',
];

/** The kinds of note to choose from in a leg, for a session of this preset and profile. */
export const kindsOf = (leg: LegId, preset: string, profile: Profile): readonly Kind[] =>
  (preset === 'intake' && INTAKE_KINDS[leg]) ||
  (profile === 'coach' && COACH_KINDS[leg]) ||
  KINDS_OF[leg];
