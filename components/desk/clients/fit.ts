import type { Engagement } from '@/lib/practice';
import { PREPARED_MODES, type PreparedMode } from '@/lib/session';

/** What a practitioner says before a session; null for a question that isn't answered. */
export interface FitAnswers {
  readonly ready: 'yes' | 'no' | null;
  readonly type: 'ongoing' | 'intake' | 'crisis' | null;
  readonly prescribed: 'no' | 'yes' | null;
  readonly atEase: 'yes' | 'no' | null;
  readonly wish: 'lead' | 'guidance' | 'notAsked' | null;
}

/** Reasons that hold for the sessions after the next one, too. */
const LASTING: ReadonlySet<FitSuggestion['why']> = new Set(['prescribed', 'wish', 'ask', 'fits']);

/** The mode that sessions can begin with from now on; null for what is of the next one alone. */
export const lastingMode = (found: FitSuggestion | null): PreparedMode | null =>
  found && LASTING.has(found.why)
    ? (PREPARED_MODES.find((mode) => mode === found.way) ?? null)
    : null;

/**
 * The answers that a client's file gives. What is left open is for the practitioner to say.
 * @param isFirst whether there was no session with the client yet
 */
export const answersFor = (
  { method, prescribed, preference, preferenceAt }: Engagement,
  isFirst: boolean,
): FitAnswers => ({
  ready: null,
  type: isFirst ? 'intake' : null,
  prescribed: prescribed ? 'yes' : method === null ? null : 'no',
  atEase: null,
  wish: preference === '' && preferenceAt === null ? 'notAsked' : null,
});

/** The questions, with their answers in the order in which they are shown. */
export const FIT_QUESTIONS = {
  ready: ['yes', 'no'],
  type: ['ongoing', 'intake', 'crisis'],
  prescribed: ['no', 'yes'],
  atEase: ['yes', 'no'],
  wish: ['lead', 'guidance', 'notAsked'],
} as const satisfies { readonly [Q in keyof FitAnswers]: readonly NonNullable<FitAnswers[Q]>[] };
export type FitQuestion = keyof FitAnswers;

/** A way to begin, and why: what of the answers speaks for it. */
export interface FitSuggestion {
  readonly way: 'clientLed' | 'guided' | 'practitionerLed' | 'experiment';
  readonly why: 'crisis' | 'intake' | 'prescribed' | 'wish' | 'ready' | 'atEase' | 'ask' | 'fits';
}

/**
 * A suggestion for who leads; the practitioner decides. Null until every question is answered. The
 * first reason that applies counts: safety and intake before method, method before the client's
 * wish, and all of them before the practitioner's own ease.
 */
export function suggested(answers: FitAnswers): FitSuggestion | null {
  const { ready, type, prescribed, atEase, wish } = answers;
  if (!ready || !type || !prescribed || !atEase || !wish) return null;
  if (type !== 'ongoing') return { way: 'practitionerLed', why: type };
  if (prescribed === 'yes') return { way: 'guided', why: 'prescribed' };
  if (wish === 'guidance') return { way: 'guided', why: 'wish' };
  if (ready === 'no') return { way: 'guided', why: 'ready' };
  if (atEase === 'no') return { way: 'experiment', why: 'atEase' };
  return { way: 'clientLed', why: wish === 'notAsked' ? 'ask' : 'fits' };
}
