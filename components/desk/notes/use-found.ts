import { useEffect, useState } from 'preact/hooks';
import type { LibraryParts } from '@/lib/desk';
import type { Head } from '@/lib/library';
import type { Query } from '@/lib/search';

type Found = Awaited<ReturnType<LibraryParts['search']>>;

/**
 * What a query finds, asked again when sessions or the search's own progress change. What was found
 * before stays until the next answer comes; null before the first.
 * @param most sessions whose notes are given
 */
export function useFound(
  search: LibraryParts['search'],
  query: Query,
  most: number,
  searched: LibraryParts['searched']['value'],
  heads: readonly Head[],
): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  const asked = JSON.stringify(query);
  useEffect(() => {
    let wanted = heads.length >= 0;
    void search(JSON.parse(asked), most).then((answer) => {
      if (wanted) setFound({ ...answer, complete: answer.complete || searched === null });
    });
    return () => {
      wanted = false;
    };
  }, [search, asked, most, searched, heads]);
  return found;
}
