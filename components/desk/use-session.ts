import { useEffect, useState } from 'preact/hooks';
import type { Head } from '@/lib/library';
import type { SessionRecord } from '@/lib/vault';

/**
 * A whole session by its head, read again when the head changes. Null while it is read for the
 * first time. While a change of it is read, it stays as it was.
 */
export function useSession(
  head: Head | null,
  read: (ids: readonly string[]) => Promise<readonly SessionRecord[]>,
): SessionRecord | null {
  const [session, setSession] = useState<SessionRecord | null>(null);
  useEffect(() => {
    if (!head) return;
    let wanted = true;
    void read([head.id]).then(
      ([found]) => {
        if (wanted && found) setSession(found);
      },
      // With other keys it is read again, by the library that is opened with them.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [head, read]);
  return session && session.id === head?.id ? session : null;
}
