import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Head } from '@/lib/library';
import { type Kind, type Note, newNote } from '@/lib/notes';
import type { EpochMs } from '@/lib/session';
import { dateText, timeText } from '@/lib/text';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { fieldDay, noonOf } from '../field-day';

/** Sessions that a result can still go to: the newest ones that aren't final. */
const MOST_SESSIONS = 5;

/** Why what was said can't be kept as it was chosen. */
export type GoesToProblem = 'measure_noDay' | 'measure_sessionGone';

/** Where and when something was said. */
export interface Said {
  /** The session whose record it goes to; null for none. */
  readonly sessionId: string | null;
  /**
   * In epoch milliseconds: now for today, else the end of the session, else noon of the typed day.
   */
  readonly at: EpochMs;
}

/** The session whose record a result of a client goes to, its day, and the fields for both. */
export interface GoesTo {
  /** The session that is chosen now; null for none. */
  readonly sessionId: string | null;
  readonly fields: ComponentChildren;
  /** What is chosen at this moment, or why it can't be. */
  read(): Said | GoesToProblem;
  /** What the record says of it, under an id that stays the same when it is sent again. */
  note(id: string, said: Said, kind: Kind, words: string): Note;
  /** Forgets what was chosen, once it is kept. */
  reset(): void;
}

export interface GoesToOptions {
  /** What the choice of a session is called. */
  readonly label?: 'measure_goesTo' | 'feedback_about';
  /** Whether a line goes to the record, so that those that are final are left out. */
  readonly toRecord?: boolean;
  /** An instant on the day that holds while no other is typed; null for the session's. */
  readonly saidOn?: EpochMs | null;
  /** The one session that it is about, so that there is nothing to choose but the day. */
  readonly only?: boolean;
}

/**
 * Chooses among the newest sessions. While nobody has chosen, it is the one that runs, or one of
 * the day. The day is the session's until another is typed.
 * @param heads the client's sessions, the newest first
 */
export function useGoesTo(
  heads: readonly Head[],
  { label = 'measure_goesTo', toRecord = true, saidOn = null, only = false }: GoesToOptions = {},
): GoesTo {
  const text = useText();
  const clock = useClock();
  const [chosen, setChosen] = useState<string | null>(null);
  const [typedDay, setDay] = useState<string | null>(null);
  const candidates = heads
    .filter((head) => !(toRecord && head.finalisedAt !== null) && !head.odd)
    .slice(0, MOST_SESSIONS);
  const usual = only ? candidates[0] : usualSession(candidates, saidOn, clock.now());
  const session = chosen === null ? usual : candidates.find(({ id }) => id === chosen);
  const dayAt = (now: EpochMs) => {
    if (typedDay !== null) return typedDay;
    if (saidOn !== null) return fieldDay(saidOn);
    return session?.endedAt ? fieldDay(session.endedAt, session.utcOffset) : fieldDay(now);
  };
  return {
    sessionId: session?.id ?? null,
    read() {
      // Somebody has finalised or erased it meanwhile.
      if (chosen && !session) return 'measure_sessionGone';
      const now = clock.now();
      const day = dayAt(now);
      const sessionId = session?.id ?? null;
      if (day === fieldDay(now)) return { sessionId, at: now };
      if (session?.endedAt && day === fieldDay(session.endedAt, session.utcOffset))
        return { sessionId, at: session.endedAt };
      const at = noonOf(day);
      return at !== null && at <= now ? { sessionId, at } : 'measure_noDay';
    },
    reset() {
      setChosen(null);
      setDay(null);
    },
    fields: (
      <div class="goes-to">
        {!only && (
          <label class="card-field">
            <span>{text(label)}</span>
            <select
              value={session?.id ?? ''}
              onChange={({ currentTarget: { value } }) => {
                setChosen(value);
                setDay(null);
              }}
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
        )}
        <label class="card-field">
          <span>{text('measure_saidOn')}</span>
          <input
            type="date"
            max={fieldDay(clock.now())}
            value={dayAt(clock.now())}
            onInput={({ currentTarget: { value } }) => setDay(value)}
          />
        </label>
      </div>
    ),
    note: (id, { at }, kind, words) =>
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
function usualSession(
  heads: readonly Head[],
  saidOn: EpochMs | null,
  now: EpochMs,
): Head | undefined {
  const day = fieldDay(saidOn ?? now);
  return heads.find(
    ({ endedAt, startedAt }) =>
      (saidOn === null && endedAt === null) || fieldDay(startedAt) === day,
  );
}
