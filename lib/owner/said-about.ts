import { type DraftField, SAID_ABOUT } from '../notes';
import type { ClientFeedback } from '../papers';
import type { EpochMs } from '../session';
import type { Vault } from '../vault';
import { type Drafts, fieldName, panelOf } from './state';

/** Whether a field is of what a client says about the session. */
export const isSaidAbout = (field: DraftField): boolean =>
  SAID_ABOUT.some((known) => known === field);

type Answer = ClientFeedback['answers'][number];

/** Keeps what a client says about a session, once. */
export const keepSaidAbout = (
  vault: Pick<Vault, 'changePaper'>,
  clientId: string,
  answer: Answer,
): Promise<void> =>
  vault.changePaper('feedback', clientId, (before) => {
    const answers = before?.answers ?? [];
    // One that was sent twice, or is settled twice, is there already.
    return answers.some((one) => one.id === answer.id) ? null : { answers: [...answers, answer] };
  });

/**
 * What was answered and typed in the fields of panels and never saved: one answer for each panel.
 * @param at when it is kept, in epoch milliseconds
 */
export function saidAboutIn(drafts: Drafts, sessionId: string, at: EpochMs): readonly Answer[] {
  const panels = new Set(
    [...drafts]
      .filter(([, { field }]) => field && isSaidAbout(field))
      .map(([name]) => panelOf(name)),
  );
  const all = [...panels].map((id) => {
    const typed = (field: DraftField) => drafts.get(fieldName({ id }, field))?.text.trim() ?? '';
    return {
      // The same however often it is settled.
      id: `${sessionId}/${id}`,
      at,
      sessionId,
      mattered: numberIn(typed('mattered')),
      lead: numberIn(typed('lead')),
      words: typed('feedback'),
    };
  });
  return all.filter((one) => one.mattered !== null || one.lead !== null || one.words !== '');
}

/** An answer from 0 to 10; null for anything else. */
const numberIn = (typed: string): number | null =>
  /^(?:\d|10)$/.test(typed) ? Number(typed) : null;
