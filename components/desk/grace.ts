import { useState } from 'preact/hooks';
import { useChange } from '../shared/use-change';

/** Seconds in which something irreversible can still be called off. */
const GRACE = 10;

export interface Grace {
  readonly running: boolean;
  begin(): void;
  undo(): void;
}

/**
 * Waits a moment before it does something irreversible, so that it can be called off. Leaving the
 * page or locking the notes calls it off too.
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
