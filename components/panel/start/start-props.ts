import type { PracticeView, Problem } from '@/lib/messaging';
import type { EpochMs, PlanRequest } from '@/lib/session';
import type { ClientPick } from './ClientPicker';
import type { Starting } from './use-starting';

/** What was chosen before the start. */
export interface StartChoice {
  readonly request: PlanRequest;
  readonly client: ClientPick;
  /** Whether the user picked the client, rather than the meeting's address. */
  readonly confirmed: boolean;
}

export interface StartFormProps {
  /** Whether there is room for a bar only. */
  readonly bar: boolean;
  /** Whether clients can't be read now. */
  readonly locked: boolean;
  readonly practice: PracticeView;
  /** When this call was opened in its tab. */
  readonly openedAt: EpochMs;
  readonly starting: Starting;
  /** Starts the session. Resolves with null, or with the reason it couldn't be started. */
  onStart(choice: StartChoice): Promise<Problem | null>;
}
