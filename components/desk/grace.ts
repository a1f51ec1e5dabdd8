import { useEffect, useRef, useState } from 'preact/hooks';
import { useChange } from '../shared/use-change';

/** Seconds in which something irreversible can still be called off. */
const GRACE = 10;

export interface Grace {
  readonly running: boolean;
  begin(): void;
  undo(): void;
}

/**
 * Waits a moment before it does something irreversible, so that it can be called off. Locking the
 * notes or closing the desk calls it off.
 * @param onLeaving what going to another page does: it calls off what takes something away, and
 * does at once what was only written and asked for, if that can be done
 */
export function useGrace(then: () => void, onLeaving: 'callOff' | 'do'): Grace {
  const [left, setLeft] = useState<number | null>(null);
  const latest = useRef({ left, then });
  latest.current = { left, then };
  useEffect(
    () => () => {
      if (onLeaving === 'do' && latest.current.left !== null) latest.current.then();
    },
    [onLeaving],
  );
  useChange(left, () => {
    if (left === null) return;
    if (left > 0) {
      const timer = setTimeout(() => setLeft(left - 1), 1_000);
      return () => clearTimeout(timer);
    }
    setLeft(null);
    then();
  });
  return {
    running: left !== null,
    begin: () => setLeft(GRACE),
    undo: () => setLeft(null),
  };
}
