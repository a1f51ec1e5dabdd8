import { computed, type ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import {
  type CueId,
  cueAt,
  type EpochMs,
  endOf,
  inMinutes,
  MINUTE,
  type SessionEvent,
  type SessionPlan,
  type Timeline,
  timeline,
} from '@/lib/session';

/** What time it is. */
export interface Clock {
  /** The instant that is shown: it moves on when a second that somebody counts has passed. */
  readonly second: ReadonlySignal<EpochMs>;
  /** The clock itself, for the instant somebody acts. */
  now(): EpochMs;
}

const ClockContext = createContext<Clock | null>(null);
export const ClockProvider = ClockContext.Provider;

export function useClock(): Clock {
  const clock = useContext(ClockContext);
  if (!clock) throw new Error('nothing around this component says what time it is');
  return clock;
}

/** The instant that is shown. Whoever asks is drawn again each second. */
export const useSecond = (): EpochMs => useClock().second.value;

/**
 * The instant that is shown. Whoever asks is drawn again when another minute of the clock has
 * begun.
 */
export function useMinute(): EpochMs {
  const { second } = useClock();
  const minute = useMemo(() => computed(() => Math.floor(second.value / MINUTE)), [second]);
  return minute.value >= 0 ? second.peek() : 0;
}

/**
 * Whole seconds until an instant, 0 once it has come. Whoever asks is drawn again each second until
 * then.
 */
export function useSecondsUntil(instant: EpochMs): number {
  const { second } = useClock();
  const seconds = useMemo(
    () => computed(() => Math.ceil(Math.max(0, instant - second.value) / 1_000)),
    [second, instant],
  );
  return seconds.value;
}

/**
 * The session as it stands. Whoever asks is drawn again when something changes that is shown in
 * minutes or in words: its milliseconds may be up to a minute old. What shows seconds asks
 * `useSecond` beside it.
 * @param cuesOff the cues that are not wanted; any other is drawn when it comes and when it goes
 */
export function useTimeline(session: Recorded, cuesOff?: readonly CueId[]): Timeline;
export function useTimeline(session: Recorded | null, cuesOff?: readonly CueId[]): Timeline | null;
export function useTimeline(
  session: Recorded | null,
  cuesOff: readonly CueId[] = NONE,
): Timeline | null {
  const { second } = useClock();
  const plan = session?.plan;
  const events = session?.events;
  const shown = useMemo(
    () =>
      computed(() => {
        if (!plan || !events) return '';
        // One that is over stands still.
        const then = timeline(plan, events, endOf(events) ? second.peek() : second.value);
        return `${inMinutes(then)} ${JSON.stringify(cueAt(then, cuesOff))}`;
      }),
    [second, plan, events, cuesOff],
  );
  const key = shown.value;
  return useMemo(
    () => (key && plan && events ? timeline(plan, events, second.peek()) : null),
    [key, second, plan, events],
  );
}

interface Recorded {
  readonly plan: SessionPlan;
  readonly events: readonly SessionEvent[];
}

const NONE: readonly CueId[] = [];
