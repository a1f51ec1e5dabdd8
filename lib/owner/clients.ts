import type { ClientChoice, Problem } from '../messaging';
import { type Client, codeProblem, linked, newClient } from '../practice';
import type { Meeting } from '../session';
import type { VaultContext } from './handler';
import { practiceOf, type State } from './state';

/**
 * A client that must exist.
 * @throws RangeError if it doesn't
 */
export function known(client: Client | null): Client {
  if (!client) throw new RangeError('a session has a client that is not there');
  return client;
}

/**
 * The chosen client, created if new, with the state that follows; a null client for nobody yet. Or
 * the reason for a refusal.
 */
export async function clientFor(
  { state, vault, now }: Pick<VaultContext, 'state' | 'vault' | 'now'>,
  choice: ClientChoice,
): Promise<{ readonly client: Client | null; readonly state: State } | Problem> {
  if (choice.by === 'later') return { client: null, state };
  if (vault.locked) return 'lockedNow';
  const { clients } = state.practice;
  const there = clients.find(({ id }) => id === choice.id);
  if (there) return { client: there, state };
  if (choice.by === 'known') return 'noSuchClient';
  const problem = codeProblem(choice.code, clients);
  if (problem) return problem;
  const client = newClient(choice.id, choice.code, now);
  await vault.changeClient(client.id, (stored) => stored ?? client);
  return { client, state: { ...state, practice: await practiceOf(vault) } };
}

/** Links a meeting's address to the client of the session held there. */
export async function link(
  { state, vault }: Pick<VaultContext, 'state' | 'vault'>,
  client: Client,
  meeting: Meeting,
): Promise<State> {
  await vault.changeClient(client.id, (stored) => linked(known(stored), meeting));
  return { ...state, practice: await practiceOf(vault) };
}
