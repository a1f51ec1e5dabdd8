/** How often in a row something is answered at once. */
const EAGER = 20;
/** How long the first slow answer takes, in milliseconds. */
const FIRST_PAUSE = 1_000;
/** How often `tick` is to be called, and how long nothing may happen until it is over. */
export const CALM = 5_000;

/** The clock and the timers of a page. */
interface Clockwork {
  readonly performance: { now(): number };
  setTimeout(run: () => void, ms: number): unknown;
}

/** Answers to something that happens again and again. */
export interface Patience {
  /** It has happened: it is answered at once, or after a pause. */
  now(): void;
  /** Call it every `CALM` milliseconds. */
  tick(): void;
  /** Whether it happened so often within `CALM` that it is answered after pauses. */
  isLasting(): boolean;
}

/**
 * Answers something at once, but what happens more than twenty times within five seconds only after
 * pauses that double, so that two who insist don't keep the page busy. It is over when nothing has
 * happened for five seconds.
 * @param longest the longest pause, in milliseconds
 * @param changed called when the pauses begin, and when it is over
 */
export function patiently(
  view: Clockwork,
  longest: number,
  answer: () => void,
  changed: () => void,
): Patience {
  let count = 0;
  let lasting = false;
  let pause = FIRST_PAUSE;
  let lastAt = Number.NEGATIVE_INFINITY;
  let waiting = false;
  return {
    isLasting: () => lasting,
    now() {
      lastAt = view.performance.now();
      count += 1;
      if (!lasting && count <= EAGER) return answer();
      if (waiting) return;
      waiting = true;
      if (!lasting) {
        lasting = true;
        changed();
      }
      view.setTimeout(() => {
        waiting = false;
        answer();
      }, pause);
      pause = Math.min(pause * 2, longest);
    },
    tick() {
      count = 0;
      if (!lasting || waiting || view.performance.now() - lastAt < CALM) return;
      lasting = false;
      pause = FIRST_PAUSE;
      changed();
    },
  };
}
