import * as v from 'valibot';
import { ENTERED_BY } from '@/lib/papers';
import type { TypeOf } from '@/lib/session';
import { useClock } from '../../shared/clock';
import { useUnsaved } from '../unsaved';
import { ONE_SITTING } from './entry';

/** A value of an own measure that isn't saved yet. */
const ownEntryShape = v.strictObject({
  /** The id that the result will have, so that saving twice keeps one. */
  id: v.string(),
  /** As it was typed; empty for nothing. */
  typed: v.string(),
  by: v.picklist(ENTERED_BY),
  /** Whether the client has answered it on a shared screen. */
  asked: v.boolean(),
  /** The initials of who answers, in a file of several people; null while nobody has said. */
  person: v.nullable(v.string()),
  /** When it was begun, in epoch milliseconds. */
  beganAt: v.number(),
});
export type OwnEntry = TypeOf<typeof ownEntryShape>;

export const newOwnEntry = (id: string, beganAt: number): OwnEntry => ({
  id,
  typed: '',
  by: 'readOut',
  asked: false,
  person: null,
  beganAt,
});

/** The entry with a value. It is of the day on which the value was given first. */
export const withTyped = (entry: OwnEntry, typed: string, now: number): OwnEntry => ({
  ...entry,
  typed,
  beganAt: entry.typed === '' ? now : entry.beganAt,
});

/** The name of the editor that holds a value which isn't saved. */
export const ownEntryName = (clientId: string, ownId: string): string =>
  `${clientId} value ${ownId}`;

/**
 * The value of an own measure that isn't saved; null for none. What was chosen without a value is
 * forgotten after a day.
 */
export function useOwnEntry(clientId: string, ownId: string) {
  const clock = useClock();
  const shape = v.pipe(
    ownEntryShape,
    v.check(({ typed, beganAt }) => typed !== '' || clock.now() - beganAt < ONE_SITTING),
  );
  return useUnsaved<OwnEntry | null>(
    clientId,
    ownEntryName(clientId, ownId),
    v.nullable(shape),
    null,
  );
}
