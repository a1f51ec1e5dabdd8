import { useState } from 'preact/hooks';
import { useChange } from '../../shared/use-change';
import { usePanel } from '../context';

/** The reason for a safety override while it is typed. It survives folding and masking. */
export interface ReasonState {
  readonly words: string;
  set(words: string): void;
  /** Saves the reason if there is one. Resolves with true if nothing remains to be saved. */
  save(): Promise<boolean>;
}

/** The state of the reason. Locking the notes saves it. */
export function useReason(locked: boolean): ReasonState {
  const { act } = usePanel();
  const [words, set] = useState('');
  const save = async () => {
    const written = words.trim();
    if (written !== '') {
      const { ok } = await act({
        type: 'record',
        event: { type: 'safetyReasonGiven', words: written },
      });
      if (!ok) return false;
    }
    set('');
    return true;
  };
  useChange(locked, () => {
    if (!locked) return;
    void save();
    set('');
  });
  return { words, set, save };
}
