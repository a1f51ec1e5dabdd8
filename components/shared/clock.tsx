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

/** The page's clock. */
export interface Clock {
  /** The instant to show. It moves on with the seconds of the countdown. */
  readonly second: ReadonlySignal<EpochMs>;
  /** The exact instant, for the moment somebody acts. */
  now(): EpochMs;
}

const ClockContext = createContext<Clock | null>(null);
export const ClockProvider = ClockContext.Provider;

/**
 * The page's clock.
 * @throws Error outside a `ClockProvider`
 */
export function useClock(): Clock {
  const clock = useContext(ClockContext);
  if (!clock) throw new Error('nothing around this component says what time it is');
  return clock;
}

/** The instant to show. The component is drawn again each second. */
export const useSecond = (): EpochMs => useClock().second.value;

/** The instant to show. The component is drawn again when another minute of the clock begins. */
export function useMinute(): EpochMs {
  const { second } = useClock();
  const minute = useMemo(() => computed(() => Math.floor(second.value / MINUTE)), [second]);
  return minute.value >= 0 ? second.peek() : 0;
}

/**
 * Whole seconds until an instant, 0 afterwards. The component is drawn again each second until
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
 * The session now. The component is drawn again when something shown in minutes or words changes,
 * so the milliseconds may be up to a minute old. Use `useSecond` for what shows seconds.
 * @param cuesOff cues that are turned off; the component is drawn when any other comes or goes
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
        // A session that is over doesn't change with time.
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
