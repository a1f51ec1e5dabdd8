import { usePanel } from '../context';
import type { FieldState } from './use-fields';

/** The reason for a safety override while it is typed. */
export interface ReasonState extends FieldState {
  /** Saves the reason if there is one. Resolves with true if nothing remains to be saved. */
  save(): Promise<boolean>;
}

/** The reason in this field. */
export function useReason(field: FieldState): ReasonState {
  const { act } = usePanel();
  const { words, set, empty } = field;
  return {
    words,
    set,
    empty,
    async save() {
      const written = words.trim();
      if (written === '') return true;
      const { ok } = await act({
        type: 'record',
        event: { type: 'safetyReasonGiven', words: written },
      });
      if (ok) empty();
      return ok;
    },
  };
}
