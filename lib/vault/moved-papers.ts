import { type ClientMeasures, NO_FEEDBACK, NO_MEASURES } from '../papers';
import type { Papers } from './kinds/papers';

/** Entries of which some belong to a session. */
interface OfSession {
  readonly id: string;
  readonly sessionId: string | null;
}

/**
 * Moves what clients' files have of a session to the file of another client: results of measures,
 * and what was said of the session. It's in both files for a moment rather than in none, and moving
 * it again adds nothing. A review of goals stays with the goals that it is of.
 * @throws OpenError when a paper can't be opened
 * @throws NoSuchSessionError when a client is gone
 */
export async function movePapers(
  vault: Pick<Papers, 'paper' | 'changePaper'>,
  sessionId: string,
  from: string,
  to: string,
): Promise<void> {
  if (from === to) return;
  const theirs = <One extends OfSession>(all: readonly One[] | undefined) =>
    (all ?? []).filter((one) => one.sessionId === sessionId);
  const without = <One extends OfSession>(all: readonly One[], gone: readonly One[]): One[] =>
    all.filter(({ id }) => !gone.some((one) => one.id === id));

  const results = theirs((await vault.paper('measures', from))?.results);
  if (results.length > 0) {
    const less = (paper: ClientMeasures) => without(paper.results, results);
    await vault.changePaper('measures', to, (before) => {
      const there = before ?? NO_MEASURES;
      return { ...there, results: [...less(there), ...results] };
    });
    await vault.changePaper('measures', from, (before) =>
      before ? { ...before, results: less(before) } : null,
    );
  }

  const answers = theirs((await vault.paper('feedback', from))?.answers);
  if (answers.length > 0) {
    await vault.changePaper('feedback', to, (before) => ({
      answers: [...without((before ?? NO_FEEDBACK).answers, answers), ...answers],
    }));
    await vault.changePaper('feedback', from, (before) =>
      before ? { ...before, answers: without(before.answers, answers) } : null,
    );
  }
}
