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

/** The session whose record a result of a client goes to, its day, and the fields for both. */
export interface GoesTo {
  /** Null for none. */
  readonly sessionId: string | null;
  readonly fields: ComponentChildren;
  /**
   * When it was said, in epoch milliseconds: now, or at the end of the chosen session, or at noon
   * of another day. Null for no day, and for one that is still to come.
   */
  saidAt(): EpochMs | null;
  /**
   * What the record says of it.
   * @param id the same each time, so that what is sent twice is there once
   * @param at when it was said, in epoch milliseconds
   */
  note(id: string, at: number, kind: Kind, words: string): Note;
}

/**
 * Chooses among the newest sessions. While nobody has chosen, it is the one that runs, or one of
 * today. The day is the session's until another is typed.
 * @param heads the client's sessions, the newest first
 */
export function useGoesTo(
  heads: readonly Head[],
  {
    label = 'measure_goesTo',
    toRecord = true,
    saidOn = null,
  }: {
    /** What the choice of a session is called. */
    readonly label?: 'measure_goesTo' | 'feedback_about';
    /** Whether a line goes to the record, so that those that are final are left out. */
    readonly toRecord?: boolean;
    /** An instant on the day that holds while no other is typed; null for the session's. */
    readonly saidOn?: EpochMs | null;
  } = {},
): GoesTo {
  const text = useText();
  const clock = useClock();
  const [chosen, setChosen] = useState<string | null>(null);
  const [typedDay, setDay] = useState<string | null>(null);
  const candidates = heads
    .filter((head) => !(toRecord && head.finalisedAt !== null) && !head.odd)
    .slice(0, MOST_SESSIONS);
  const picked = chosen ?? usualSession(candidates, clock.now())?.id ?? '';
  const session = candidates.find(({ id }) => id === picked);
  const today = fieldDay(clock.now());
  const its = session && session.endedAt !== null ? fieldDay(session.endedAt) : today;
  const day = typedDay ?? (saidOn === null ? its : fieldDay(saidOn));
  return {
    sessionId: session?.id ?? null,
    saidAt: () => {
      const now = clock.now();
      if (day === fieldDay(now)) return now;
      if (session?.endedAt && day === its) return session.endedAt;
      const at = noonOf(day);
      return at !== null && at <= now ? at : null;
    },
    fields: (
      <div class="goes-to">
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
        <label class="card-field">
          <span>{text('measure_saidOn')}</span>
          <input
            type="date"
            max={today}
            value={day}
            onInput={({ currentTarget: { value } }) => setDay(value)}
          />
        </label>
      </div>
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
