import { useEffect, useState } from 'preact/hooks';
import type { LibraryParts } from '@/lib/desk';
import type { Head } from '@/lib/library';
import type { Card } from '@/lib/practice';

/**
 * What was said in a session for the client's card; null until it is read. It is read again when
 * the session has changed.
 * @param head null while it isn't needed
 */
export function useSessionCard(head: Head | null, read: LibraryParts['readCard']): Card | null {
  const [said, setSaid] = useState<{ readonly of: string; readonly card: Card } | null>(null);
  useEffect(() => {
    if (!head) return;
    let wanted = true;
    void read(head.id).then(
      (card) => wanted && setSaid({ of: head.id, card }),
      // With other keys it is read again, by the library that is opened with them.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [head, read]);
  return said && said.of === head?.id ? said.card : null;
}
