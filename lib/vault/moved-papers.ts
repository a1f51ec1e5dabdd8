import { type ClientMeasures, type ClientPlans, NO_FEEDBACK, NO_MEASURES } from '../papers';
import type { Papers } from './kinds/papers';
import type { Sessions } from './kinds/sessions';

/** Entries of which some belong to a session. */
interface OfSession {
  readonly id: string;
  readonly sessionId: string | null;
}

/**
 * Moves what clients' files have of a session to the file of another client: results of measures,
 * what became of its plans, and what was said of the session. It's in both files for a moment
 * rather than in none, and moving it again adds nothing. A review of goals stays with the goals
 * that it is of.
 * @throws OpenError when a paper can't be opened
 * @throws NoSuchSessionError when a client is gone
 */
export async function movePapers(
  vault: Pick<Papers, 'paper' | 'changePaper'> & Pick<Sessions, 'session'>,
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

  const notes = new Set((await vault.session(sessionId))?.notes.map(({ id }) => id));
  const split = (plans: ClientPlans | null, isTheirs: boolean) =>
    Object.fromEntries(
      Object.entries(plans?.answers ?? {}).filter(([noteId]) => notes.has(noteId) === isTheirs),
    );
  const said = split(await vault.paper('plans', from), true);
  if (Object.keys(said).length > 0) {
    await vault.changePaper('plans', to, (before) => ({
      answers: { ...before?.answers, ...said },
    }));
    await vault.changePaper('plans', from, (before) =>
      before ? { answers: split(before, false) } : null,
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
