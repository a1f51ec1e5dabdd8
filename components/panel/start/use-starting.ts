import { useRef, useState } from 'preact/hooks';
import { useChange } from '../../shared/use-change';
import type { ClientPick } from './ClientPicker';
import { FIRST_FIELDS, type StartFields } from './start-request';

/** What is chosen before a session starts. */
export interface Starting {
  /**
   * Null until the user picks a client; then the meeting's address decides, or else a code that was
   * typed before the page was loaded again.
   */
  readonly pick: ClientPick | null;
  setPick(pick: ClientPick | null): void;
  readonly fields: StartFields;
  put(values: Partial<StartFields>): void;
  /** Whether the user has chosen type, length or order, which no other client changes then. */
  readonly byHand: { current: boolean };
}

/**
 * Keeps what is chosen before a start while the panel is folded or masked. It is gone with a lock
 * and with a start.
 * @param sessionId of the session that is open; null for none
 */
export function useStarting(locked: boolean, sessionId: string | null): Starting {
  const [pick, setPick] = useState<ClientPick | null>(null);
  const [fields, setFields] = useState(FIRST_FIELDS);
  const byHand = useRef(false);
  // What was typed is not held while the notes are locked.
  useChange(locked, () => setPick(null));
  useChange(sessionId, () => {
    if (sessionId === null) return;
    setPick(null);
    setFields(FIRST_FIELDS);
    byHand.current = false;
  });
  return {
    pick,
    setPick,
    fields,
    put: (values) => setFields((before) => ({ ...before, ...values })),
    byHand,
  };
}
