import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Head } from '@/lib/library';
import { type Kind, type Note, newNote } from '@/lib/notes';
import { dateText, timeText } from '@/lib/text';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';

/** Sessions that a result can still go to: the newest ones that aren't final. */
const MOST_SESSIONS = 5;

/** The session whose record a result of a client goes to, and the field that chooses it. */
export interface GoesTo {
  /** Null for none. */
  readonly sessionId: string | null;
  readonly field: ComponentChildren;
  /**
   * What the record says of it.
   * @param id the same each time, so that what is sent twice is there once
   * @param at when it was said, in epoch milliseconds
   */
  note(id: string, at: number, kind: Kind, words: string): Note;
}

/**
 * Chooses among the newest sessions whose record can still be added to. While nobody has chosen, it
 * is the one that runs, or one of today.
 * @param heads the client's sessions, the newest first
 */
export function useGoesTo(heads: readonly Head[]): GoesTo {
  const text = useText();
  const clock = useClock();
  const [chosen, setChosen] = useState<string | null>(null);
  const candidates = heads
    .filter((head) => head.finalisedAt === null && !head.odd)
    .slice(0, MOST_SESSIONS);
  const picked = chosen ?? usualSession(candidates, clock.now())?.id ?? '';
  const session = candidates.find(({ id }) => id === picked);
  return {
    sessionId: session?.id ?? null,
    field: (
      <label class="card-field">
        <span>{text('measure_goesTo')}</span>
        <select
          value={session?.id ?? ''}
          onChange={({ currentTarget: { value } }) => setChosen(value)}
        >
          <option value="">{text('measure_noSession')}</option>
          {candidates.map(({ id, startedAt, utcOffset }) => (
            <option key={id} value={id}>
              {text(
                'measure_session',
                dateText(startedAt, text.locale, utcOffset),
                timeText(startedAt, text.locale, utcOffset),
              )}
            </option>
          ))}
        </select>
      </label>
    ),
    note: (id, at, kind, words) =>
      newNote({
        id,
        at,
        leg: null,
        // What is entered after the session stands at its end.
        intoMs: session ? Math.max(0, (session.endedAt ?? at) - session.startedAt) : 0,
        kind,
        text: words,
      }),
  };
}

/** The session that a result belongs to while nobody has chosen. */
const usualSession = (heads: readonly Head[], now: number): Head | undefined =>
  heads.find(
    ({ endedAt, startedAt }) =>
      endedAt === null || new Date(startedAt).toDateString() === new Date(now).toDateString(),
  );
