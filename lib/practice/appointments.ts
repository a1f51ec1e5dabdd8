import type { Meeting } from '../session';
import { type Client, clientAt } from './client';

/**
 * Whose an appointment is: whoever a person has named for its series, or the only client whose
 * meetings are at its address. Null for nobody known.
 */
export const whoseIs = (
  { uid, meeting }: { readonly uid: string; readonly meeting: Meeting | null },
  clients: readonly Client[],
  whose: Readonly<Record<string, string>>,
): Client | null => clients.find(({ id }) => id === whose[uid]) ?? clientAt(clients, meeting);
