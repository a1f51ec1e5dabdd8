import { useState } from 'preact/hooks';
import { useChange } from '../../shared/use-change';
import { usePanel } from '../context';

/**
 * Why safety decided when the session ended, as it is being written. It outlives folding and
 * masking.
 */
export interface ReasonState {
  readonly words: string;
  set(words: string): void;
  /**
   * Saves what was written, if anything was. Resolves with whether there is nothing left to save.
   */
  save(): Promise<boolean>;
}

/** The state of the reason. Locked while it was being written, it is saved. */
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
