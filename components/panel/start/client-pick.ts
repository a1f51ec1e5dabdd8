import type { ClientChoice, PracticeView } from '@/lib/messaging';
import {
  type Booked,
  bookedFor,
  type CodeProblem,
  clientCalled,
  codeProblem,
} from '@/lib/practice';
import type { EpochMs } from '@/lib/session';
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

/** Whose meeting it is, by its address or by what is booked here for now; null for nobody. */
export const expectedHere = (
  { here, booked }: Pick<PracticeView, 'here' | 'booked'>,
  now: EpochMs,
): string | null => here ?? bookedFor(booked, null, now)?.clientId ?? null;

/** The pick to begin with: whose meeting it is, or else the code that was being typed here. */
export function offeredPick(
  practice: Pick<PracticeView, 'here' | 'booked' | 'typedCode'>,
  now: EpochMs,
): ClientPick {
  const id = expectedHere(practice, now);
  if (id !== null) return { by: 'known', id };
  const { typedCode } = practice;
  return typedCode ? { by: 'new', code: typedCode } : { by: 'later' };
}

/** The appointment that a session with whom was picked is held for. */
export function bookedWith(
  pick: ClientPick,
  { booked }: Pick<PracticeView, 'booked'>,
  now: EpochMs,
): Booked | null {
  if (pick.by === 'known') return bookedFor(booked, pick.id, now);
  // What is known to be somebody else's is no new client's.
  const free = pick.by === 'new' ? booked.filter(({ clientId }) => clientId === null) : booked;
  return bookedFor(free, null, now);
}
