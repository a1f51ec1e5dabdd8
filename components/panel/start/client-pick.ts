import type { ClientChoice, PracticeView } from '@/lib/messaging';
import { type CodeProblem, clientCalled, codeProblem } from '@/lib/practice';
import type { ClientPick } from './ClientPicker';

/**
 * The choice as a command says it. A code that somebody has is theirs. A new client gets an id
 * here, so that a second delivery makes no second one.
 */
export function choiceOf(
  pick: ClientPick,
  practice: PracticeView,
  newId: () => string,
): ClientChoice {
  if (pick.by !== 'new') return pick;
  const known = clientCalled(practice.clients, pick.code);
  return known ? { by: 'known', id: known.id } : { ...pick, id: newId() };
}

/** Why this choice can't be made, or null. */
export const pickProblem = (pick: ClientPick): CodeProblem | null =>
  pick.by === 'new' ? codeProblem(pick.code, []) : null;
