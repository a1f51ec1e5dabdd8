import { type Carried, carriedFrom } from '../notes';
import { lastOf } from '../session';
import type { SessionRecord, Vault } from '../vault';

/** What the client's last closed session before this one has left to come back to. */
export async function leftBefore(
  vault: Pick<Vault, 'session' | 'lastWith'>,
  { events }: Pick<SessionRecord, 'events'>,
  clientId: string,
): Promise<{ readonly from: string | null; readonly left: readonly Carried[] }> {
  const from = await vault.lastWith(clientId, lastOf(events, 'started')?.at ?? 0);
  const session = from === null ? null : await vault.session(from);
  return { from, left: session ? carriedFrom(session.notes) : [] };
}
