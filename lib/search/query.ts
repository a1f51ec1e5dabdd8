import type { Kind } from '../notes';
import type { EpochMs, LegId } from '../session';

/** What is looked for. Null means any. */
export interface Query {
  /** Words, each of which has to stand somewhere in the session; none for all notes. */
  readonly words: string;
  readonly clientId: string | null;
  /** The earliest start of a session, in epoch milliseconds. */
  readonly since: EpochMs | null;
  /** Before when a session starts, in epoch milliseconds. */
  readonly until: EpochMs | null;
  readonly leg: LegId | null;
  readonly kind: Kind | null;
  /** Which notes are looked through: those of the record, private ones, or both. */
  readonly among: 'record' | 'private' | 'both';
}

export const NO_QUERY: Query = {
  words: '',
  clientId: null,
  since: null,
  until: null,
  leg: null,
  kind: null,
  among: 'record',
};

/** Whether a query looks for anything. */
export const asksForAny = ({ words, among, ...others }: Query): boolean =>
  words.trim() !== '' ||
  among === 'private' ||
  Object.values(others).some((value) => value !== null);
