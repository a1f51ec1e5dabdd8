import { useEffect, useState } from 'preact/hooks';
import type { Library, LibraryParts } from '@/lib/desk';
import type { PaperBodies } from '@/lib/papers';

export type ReadPapers = LibraryParts['readPapers'];

/**
 * A paper of each client who has one, with the client's id, read again after each write to any.
 * None while they are read for the first time.
 */
export function usePapers<Kind extends 'absences' | 'feedback' | 'measures'>(
  kind: Kind,
  { clients, paperWrites }: Pick<Library, 'clients' | 'paperWrites'>,
  readPapers: ReadPapers,
): readonly (readonly [clientId: string, paper: PaperBodies[Kind]])[] {
  const [found, setFound] = useState<readonly (readonly [string, PaperBodies[Kind]])[]>([]);
  useEffect(() => {
    let wanted = paperWrites >= 0;
    void readPapers(
      kind,
      clients.map(({ id }) => id),
    ).then(
      (all) => {
        if (wanted) setFound(all);
      },
      // With other keys it is read again, by the library that is opened with them.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [kind, clients, paperWrites, readPapers]);
  return found;
}
