import type { Snapshot } from '@/lib/messaging';
import { endOf } from '@/lib/session';

/** What there is to try in a rehearsal, in the order in which it is shown. */
export const STEPS = [
  'bar',
  'start',
  'say',
  'legs',
  'note',
  'private',
  'mask',
  'end',
  'close',
] as const;
export type Step = (typeof STEPS)[number];

/**
 * The steps that have been done: those of before, and those that can be told from what the panel
 * shows now. Its shape isn't among these. The same set if there is none more.
 */
export function stepsDone(before: ReadonlySet<Step>, snapshot: Snapshot): ReadonlySet<Step> {
  const more = doneNow(before, snapshot).filter((step) => !before.has(step));
  return more.length === 0 ? before : new Set([...before, ...more]);
}

function doneNow(before: ReadonlySet<Step>, snapshot: Snapshot): readonly Step[] {
  if (snapshot.masked) return ['mask'];
  const { session } = snapshot;
  if (!session) return before.has('end') ? ['close'] : [];
  const { events, notes, promptSteps, situation } = session;
  const told: Readonly<Partial<Record<Step, boolean>>> = {
    start: true,
    say: situation !== null || Object.keys(promptSteps).length > 0,
    // The first leg is entered with the start.
    legs: events.filter(({ type }) => type === 'legEntered').length > 1,
    note: notes.length > 0,
    private: notes.some(({ compartment }) => compartment === 'private'),
    end: endOf(events) !== null,
  };
  return STEPS.filter((step) => told[step]);
}
