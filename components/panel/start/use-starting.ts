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
  /** Whether anything was chosen. */
  readonly isBegun: boolean;
  /** Call it when the form is drawn: times such as "5 minutes ago" are as at first. */
  opened(): void;
}

/**
 * Keeps what is chosen before a start while the panel is folded or masked, except for times, which
 * would be wrong by then. All of it is gone with a
 * lock, with a start, and when the call of another client comes.
 * @param sessionId of the session that is open; null for none
 * @param here the client of the meeting's address; undefined while a mask hides it
 */
export function useStarting(
  locked: boolean,
  sessionId: string | null,
  here: string | null | undefined,
): Starting {
  const [pick, setPick] = useState<ClientPick | null>(null);
  const [fields, setFields] = useState(FIRST_FIELDS);
  const byHand = useRef(false);
  const known = useRef(here);
  const reset = () => {
    setPick(null);
    setFields(FIRST_FIELDS);
    byHand.current = false;
  };
  useChange(locked || sessionId, (over) => {
    if (over) reset();
  });
  useChange(here, (client) => {
    if (client === undefined) return;
    if (known.current !== client) reset();
    known.current = client;
  });
  return {
    pick,
    setPick,
    fields,
    put: (values) => setFields((before) => ({ ...before, ...values })),
    byHand,
    isBegun: pick !== null || byHand.current,
    opened() {
      const { began, typedEnd } = FIRST_FIELDS;
      setFields((before) => ({ ...before, began, typedEnd }));
    },
  };
}
