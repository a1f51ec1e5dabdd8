import type { Kind } from '../notes';
import type { EpochMs, LegId } from '../session';

/** What is looked for. Null means any. */
export interface Query {
  /** Words, each of which has to stand somewhere in the session; none for all notes. */
  readonly words: string;
  readonly clientId: string | null;
  /** The earliest start of a session, in epoch milliseconds. */
  readonly since: EpochMs | null;
  readonly leg: LegId | null;
  readonly kind: Kind | null;
  /** Whether private notes are looked through, too. */
  readonly withPrivate: boolean;
}

export const NO_QUERY: Query = {
  words: '',
  clientId: null,
  since: null,
  leg: null,
  kind: null,
  withPrivate: false,
};

/** Whether a query looks for anything. */
export const asksForAny = ({ words, clientId, since, leg, kind }: Query): boolean =>
  words.trim() !== '' || clientId !== null || since !== null || leg !== null || kind !== null;
