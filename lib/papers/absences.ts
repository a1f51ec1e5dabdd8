import * as v from 'valibot';
import { instant, type TypeOf } from '../session';
import { united } from './united';

/** Why an agreed session wasn't held: the client didn't come, or it was called off before. */
export const ABSENCES = ['missed', 'cancelled'] as const;
export type AbsenceKind = (typeof ABSENCES)[number];

/** Agreed sessions with a client that were not held. */
export const clientAbsencesShape = v.strictObject({
  absences: v.array(
    v.strictObject({
      id: v.string(),
      /** When it was agreed to begin; noon where nobody said a time. */
      at: instant,
      kind: v.picklist(ABSENCES),
    }),
  ),
});
export type ClientAbsences = TypeOf<typeof clientAbsencesShape>;

export const NO_ABSENCES: ClientAbsences = { absences: [] };

export const mergedAbsences = (mine: ClientAbsences, other: ClientAbsences): ClientAbsences => ({
  absences: united(mine.absences, other.absences),
});
