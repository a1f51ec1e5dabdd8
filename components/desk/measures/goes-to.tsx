import type { ComponentChildren } from 'preact';
import type { Head } from '@/lib/library';
import { type Kind, type Note, newNote } from '@/lib/notes';
import type { EpochMs } from '@/lib/session';
import { dateText, timeText } from '@/lib/text';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { fieldDay, noonOf } from '../field-day';
import { type SavedForm, useKept } from '../unsaved';

/** Sessions that a result can still go to: the newest ones that aren't final. */
const MOST_SESSIONS = 5;

/** Why what was said can't be kept as it was chosen. */
export type GoesToProblem = 'measure_noDay' | 'measure_sessionGone';

/** Where and when something was said. */
export interface Said {
  /** The session whose record it goes to; null for none. */
  readonly sessionId: string | null;
  /**
   * In epoch milliseconds: now for today, else the end of the session, else noon of the typed day,
   * where the session was.
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
  /**
   * What the record says of it, under an id that stays the same when it is sent again.
   * @param speaker the initials of whom it is about; empty for nobody in particular
   */
  note(id: string, said: Said, kind: Kind, words: string, speaker?: string): Note;
  /** Forgets what was chosen, once it is kept. */
  reset(): void;
  /** What is chosen now, to be there again with what was saved for it. */
  along(): NonNullable<SavedForm<unknown>['along']>;
}

export interface GoesToOptions {
  /** Names what it is chosen for, so that the choice is there again after another page. */
  readonly keptAs: string;
  /** What the choice of a session is called. */
  readonly label?: 'measure_goesTo' | 'feedback_about';
  /** Whether a line goes to the record, so that those that are final are left out. */
  readonly toRecord?: boolean;
  /** When it was said while no other day is typed; null for the session's day. */
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
  { keptAs, label = 'measure_goesTo', toRecord = true, saidOn = null, only = false }: GoesToOptions,
): GoesTo {
  const text = useText();
  const clock = useClock();
  const [choice, setChoice] = useKept<Choice | null>(`${keptAs} goes to`, null);
  // What was chosen yesterday was chosen for something else.
  const isOfToday = choice !== null && fieldDay(choice.at) === fieldDay(clock.now());
  const { chosen, day: typedDay } = isOfToday ? choice : NO_CHOICE;
  const choose = (session: string | null, day: string | null) =>
    setChoice({ chosen: session, day, at: clock.now() });
  const usable = heads.filter((head) => !(toRecord && head.finalisedAt !== null) && !head.odd);
  const candidates = usable.filter(({ id }, n) => n < MOST_SESSIONS || id === chosen);
  const usual = only ? candidates[0] : usualSession(candidates, saidOn, clock.now());
  const session = chosen === null ? usual : candidates.find(({ id }) => id === chosen);
  /** Somebody has finalised or erased the session that was chosen. */
  const isGone = chosen !== null && chosen !== '' && !session;
  const dayOf = (at: EpochMs) => fieldDay(at, session?.utcOffset);
  /** When it was said while no other day is typed. */
  const usualAt = (now: EpochMs) => {
    if (saidOn !== null) return saidOn;
    const endedAt = session?.endedAt;
    return endedAt && dayOf(endedAt) !== dayOf(now) ? endedAt : now;
  };
  return {
    sessionId: session?.id ?? null,
    read() {
      if (isGone) return 'measure_sessionGone';
      const sessionId = session?.id ?? null;
      const now = clock.now();
      if (typedDay === null) return { sessionId, at: usualAt(now) };
      const known = [now, session?.endedAt].find((at) => at && dayOf(at) === typedDay);
      const at = known ?? noonOf(typedDay, session?.utcOffset);
      return at !== null && at <= now ? { sessionId, at } : 'measure_noDay';
    },
    reset() {
      setChoice(null);
    },
    along: () => ({
      name: `${keptAs} goes to`,
      value: { chosen: session?.id ?? '', day: typedDay, at: clock.now() } satisfies Choice,
    }),
    fields: (
      <div class="goes-to">
        {!only && (
          <label class="card-field">
            <span>{text(label)}</span>
            <select
              value={isGone ? chosen : (session?.id ?? '')}
              onChange={({ currentTarget: { value } }) => {
                choose(value, null);
              }}
            >
              <option value="">{text('measure_noSession')}</option>
              {isGone && (
                <option value={chosen} disabled>
                  {text('measure_goneSession')}
                </option>
              )}
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
            max={dayOf(clock.now())}
            value={typedDay ?? dayOf(usualAt(clock.now()))}
            onInput={({ currentTarget: { value } }) => choose(chosen, value)}
          />
        </label>
      </div>
    ),
    note: (id, { at }, kind, words, speaker = '') =>
      newNote({
        id,
        at,
        leg: null,
        // What is entered after the session stands at its end.
        intoMs: session ? Math.max(0, (session.endedAt ?? at) - session.startedAt) : 0,
        kind,
        text: words,
        speaker,
      }),
  };
}

/** What somebody has chosen, and when: the session's id, empty for none, and the day. */
interface Choice {
  readonly chosen: string | null;
  readonly day: string | null;
  readonly at: EpochMs;
}
const NO_CHOICE = { chosen: null, day: null } as const;

/** The session that a result belongs to while nobody has chosen. */
function usualSession(
  heads: readonly Head[],
  saidOn: EpochMs | null,
  now: EpochMs,
): Head | undefined {
  return heads.find(
    ({ endedAt, startedAt, utcOffset }) =>
      (saidOn === null && endedAt === null) ||
      fieldDay(startedAt, utcOffset) === fieldDay(saidOn ?? now, utcOffset),
  );
}
