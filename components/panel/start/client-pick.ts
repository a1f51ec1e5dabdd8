import type { ClientChoice, PracticeView } from '@/lib/messaging';
import { type CodeProblem, clientCalled, codeProblem } from '@/lib/practice';
import type { ClientPick } from './ClientPicker';

/**
 * The pick as a command has it. A code that exists means its client. A new client gets an id here,
 * so that a second delivery creates no second client.
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

/** The code of the picked client; empty for nobody yet. */
export function called(pick: ClientPick, { clients }: Pick<PracticeView, 'clients'>): string {
  if (pick.by === 'new') return pick.code.trim();
  return pick.by === 'known' ? (clients.find(({ id }) => id === pick.id)?.code ?? '') : '';
}

/** Why this pick isn't possible, or null. */
export const pickProblem = (pick: ClientPick): CodeProblem | null =>
  pick.by === 'new' ? codeProblem(pick.code, []) : null;

/** The pick to begin with: whose meeting it is, or else the code that was being typed here. */
export function offeredPick({
  here,
  typedCode,
}: Pick<PracticeView, 'here' | 'typedCode'>): ClientPick {
  if (here) return { by: 'known', id: here };
  return typedCode ? { by: 'new', code: typedCode } : { by: 'later' };
}
