import { LEGS } from '@/lib/session';
import type { Text } from '@/lib/text';
import type { SessionRecord } from '@/lib/vault';

/**
 * The sessions whose notes or leg names contain every word of a query, ignoring case and accents.
 * An empty query finds all sessions.
 */
export function findSessions(
  sessions: readonly SessionRecord[],
  query: string,
  text: Text,
): readonly SessionRecord[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return sessions;
  return sessions.filter((session) => {
    const visited = LEGS.filter((leg) =>
      session.events.some((event) => event.type === 'legEntered' && event.leg === leg),
    ).map((leg) => text(`leg_${leg}`));
    const content = plain(
      [
        ...session.notes.filter(({ deleted }) => !deleted).map((note) => note.text),
        ...visited,
      ].join('\n'),
    );
    return words.every((word) => content.includes(word));
  });
}

/** Lower case without accents, for comparison. */
const plain = (value: string): string =>
  value.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
