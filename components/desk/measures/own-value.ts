import * as v from 'valibot';
import { ENTERED_BY, type EnteredBy } from '@/lib/papers';
import { useUnsaved } from '../unsaved';

/** A value of a measure of one's own that isn't saved, as it was typed. */
export const useOwnValue = (clientId: string, ownId: string) =>
  useUnsaved(clientId, `${clientId} value ${ownId}`, v.string(), '');

/** Whose value it is, in a file of several people; null while nobody has said. */
export const useOwnPerson = (clientId: string, ownId: string) =>
  useUnsaved<string | null>(
    clientId,
    `${clientId} value ${ownId} person`,
    v.nullable(v.string()),
    null,
  );

/** Who has entered it. */
export const useOwnBy = (clientId: string, ownId: string) =>
  useUnsaved<EnteredBy>(
    clientId,
    `${clientId} value ${ownId} by`,
    v.picklist(ENTERED_BY),
    'readOut',
  );
