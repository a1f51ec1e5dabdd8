import type { RecordRow } from '../../store';
import { sameBytes } from '../bytes';
import { unlessUnreadable, type VaultCore } from '../core';
import { UnderHoldError } from '../errors';
import { clientBody } from '../records';

/**
 * Makes sure that no legal hold is on a client, as far as their details can be opened. The answer
 * says, within the transaction that erases, whether they still are as they were.
 * @throws UnderHoldError if one is
 */
export async function notUnderHold(
  { store: { clients }, open }: Pick<VaultCore, 'store' | 'open'>,
  clientId: string,
): Promise<() => Promise<boolean>> {
  const before: RecordRow | undefined = await clients.get(clientId);
  const client =
    before && (await open('client', clientId, before.body, clientBody).catch(unlessUnreadable));
  if (client && client.legalHold.trim() !== '') throw new UnderHoldError();
  return async () => sameBytes((await clients.get(clientId))?.body, before?.body);
}
