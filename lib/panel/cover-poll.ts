import type { FromPanel } from '../messaging';

/** How often the host is asked whether something covers the panel, in milliseconds. */
const LOOK_EVERY = 200;

/** A place on the screen, in pixels. */
type Place = NonNullable<Extract<FromPanel, { type: 'look' }>['cameAt']>;

export interface CoverPollParts {
  send(message: FromPanel): void;
  isCovered(): boolean;
  /** Calls back every so many milliseconds. Returns how to stop. */
  every(ms: number, run: () => void): () => void;
}

/** Asks whether something covers the panel while the pointer is on it, and until nothing does. */
export interface CoverPoll {
  /** The pointer is over the panel, at this place; null for a finger. */
  over(at: Place | null): void;
  left(): void;
  /** Asks now. A finger comes without notice, and is answered before it is lifted. */
  look(): void;
}

export function pollCover({ send, isCovered, every }: CoverPollParts): CoverPoll {
  let isOver = false;
  /** Where the pointer came in, until it has moved in the panel. */
  let cameAt: Place | null = null;
  let stop: (() => void) | null = null;
  const look = () => send({ type: 'look', cameAt });
  return {
    look,
    left() {
      isOver = false;
    },
    over(at) {
      if (!isOver) {
        send({ type: 'hovered' });
        cameAt = at;
      } else if (at?.x !== cameAt?.x || at?.y !== cameAt?.y) cameAt = null;
      isOver = true;
      if (stop) return;
      look();
      stop = every(LOOK_EVERY, () => {
        if (isOver || isCovered()) return look();
        stop?.();
        stop = null;
      });
    },
  };
}
