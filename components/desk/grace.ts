import { useState } from 'preact/hooks';
import { useChange } from '../shared/use-change';

/** Seconds in which something that can't be brought back afterwards can still be called off. */
const GRACE = 10;

export interface Grace {
  readonly running: boolean;
  begin(): void;
  undo(): void;
}

/**
 * Does something that is for good only after a moment, so that it can be called off. Leaving the
 * page, or locking, calls it off too.
 */
export function useGrace(then: () => void): Grace {
  const [left, setLeft] = useState<number | null>(null);
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
