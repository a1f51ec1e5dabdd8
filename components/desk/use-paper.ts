import { useEffect, useState } from 'preact/hooks';
import type { PaperBodies, PaperKind } from '@/lib/papers';

/** Reads a paper of a session or a client; null for none. */
export type ReadPaper = <Kind extends PaperKind>(
  kind: Kind,
  of: string,
) => Promise<PaperBodies[Kind] | null>;

/**
 * A paper, read again after each write to any. `undefined` while it is read for the first time,
 * null for none.
 * @param writes how often papers were written
 */
export function usePaper<Kind extends PaperKind>(
  kind: Kind,
  of: string,
  read: ReadPaper,
  writes: number,
): PaperBodies[Kind] | null | undefined {
  const [paper, setPaper] = useState<{
    readonly of: string;
    readonly body: PaperBodies[Kind] | null;
  } | null>(null);
  useEffect(() => {
    let wanted = writes >= 0;
    void read(kind, of).then(
      (body) => {
        if (wanted) setPaper({ of, body });
      },
      // With other keys it is read again, by the library that is opened with them.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [kind, of, read, writes]);
  return paper?.of === of ? paper.body : undefined;
}
