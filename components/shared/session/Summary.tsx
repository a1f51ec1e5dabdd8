import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { SessionView } from '@/lib/messaging';
import {
  type EventOf,
  LEADERS,
  LONGEST_REASON,
  lastOf,
  MINUTE,
  offsetAt,
  type SessionEvent,
  sharedMinutes,
  type Timeline,
  wholeMinutes,
  withoutTakenBack,
} from '@/lib/session';
import { dateText, timeRange, timeText } from '@/lib/text';
import { PRIVATE_FIELD, PrivateForm } from '../controls/PrivateForm';
import { useLegNames } from '../leg-names';
import { useText } from '../text';
import { Ribbon } from './Ribbon';

/**
 * A session that is over: contact minutes, its notes, planned and actual minutes by leg, and what
 * happened.
 */
export function Summary({
  session,
  view,
  locked = false,
  onClient,
  onResume,
  onInterruptions,
  reason,
  children,
}: {
  session: Timeline;
  view: Pick<SessionView, 'events'> & { readonly client?: SessionView['client'] };
  /** Whether the client is locked. */
  locked?: boolean;
  /** Opens the choice of client; without it, the summary is read-only. */
  onClient?(): void;
  /** Takes the end back; without it, the session is over. */
  onResume?(): void;
  /** Opens the interruptions; without it, they can't be changed. */
  onInterruptions?(): void;
  /** The reason for a safety override while it is typed; without it, none can be given. */
  reason?: { readonly words: string; set(words: string): void; save(): unknown };
  children?: ComponentChildren;
}) {
  const text = useText();
  const { name } = useLegNames();
  const id = useId();
  // A record states the time that the clock showed there.
  const time = (at: number) => timeText(at, text.locale, offsetAt(view.events, at));
  const offset = offsetAt(view.events, session.startedAt);
  // Over midnight, or a change of clocks, two times say more than a span of days.
  const isOneDay =
    session.endedAt !== null &&
    offset === offsetAt(view.events, session.endedAt) &&
    dateText(session.startedAt, text.locale, offset) ===
      dateText(session.endedAt, text.locale, offset);
  const missing = session.legs.filter(({ state }) => state === 'notVisited');
  const aside = session.legs.filter(({ state }) => state === 'setAside');
  const minutes = sharedMinutes(session.legs.map(({ spentMs }) => spentMs));
  const most = Math.max(
    1,
    ...session.legs.flatMap(({ spentMs, budgetMinutes }) => [spentMs, budgetMinutes * MINUTE]),
  );
  const part = (ms: number) => ({ inlineSize: `${(ms / most) * 100}%` });
  return (
    <section class="summary" aria-labelledby={id}>
      <h2 id={id}>{text('summary')}</h2>
      <p class="summary-when">
        <b class="summary-times">
          {session.endedAt === null
            ? text('summary_since', time(session.startedAt))
            : isOneDay
              ? timeRange(session.startedAt, session.endedAt, text.locale, offset)
              : `${time(session.startedAt)} \u2013 ${time(session.endedAt)}`}
        </b>
        {onResume && (
          <button type="button" class="link" onClick={onResume}>
            {text('summary_resume')}
          </button>
        )}
      </p>
      <p class="summary-about">
        {session.endedAt === null
          ? text('summary_soFar', text.count('minutes', wholeMinutes(session.contactMs)))
          : text.count('summary_contact', wholeMinutes(session.contactMs))}
        {onClient && (
          <>
            {' \u00b7 '}
            {locked ? (
              text('client_locked')
            ) : (
              <>
                <b>{view.client?.code ?? text('client_none')}</b>{' '}
                <button type="button" class="link" onClick={onClient}>
                  {text('client_change')}
                </button>
              </>
            )}
          </>
        )}
      </p>
      <Ribbon session={session} />
      <p class="summary-missing">
        {missing.length === 0
          ? text(aside.length === 0 ? 'summary_allVisited' : 'summary_allHandled')
          : text('summary_notVisited', missing.map(({ leg }) => name(leg)).join(', '))}
      </p>
      <OverrideReason events={view.events} reason={reason ?? null} />
      {children}
      <div class="summary-minutes">
        <table class="summary-legs">
          <caption class="unseen">{text('summary_minutes')}</caption>
          <tbody>
            {session.legs.map(({ leg, spentMs, budgetMinutes }, index) => (
              <tr key={leg}>
                <th scope="row">{name(leg)}</th>
                <td class="summary-bar" aria-hidden="true">
                  <span class="summary-track">
                    <i class="summary-plan" style={part(budgetMinutes * MINUTE)} />
                    <i style={part(spentMs)} />
                  </span>
                </td>
                <td class="summary-number">
                  {text('summary_minutesOf', minutes[index] ?? 0, budgetMinutes)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul class="summary-facts">
        {aside.map(({ leg, reason }) => (
          <li key={leg}>
            {text(
              'summary_aside',
              name(leg),
              typeof reason === 'string' ? text(`reason_${reason}`) : (reason?.words ?? ''),
            )}
          </li>
        ))}
        <Facts session={session} events={view.events} onInterruptions={onInterruptions ?? null} />
      </ul>
    </section>
  );
}

/** What else happened: who led, interruptions, modes, corrected ends. Nothing is judged. */
function Facts({
  session,
  events,
  onInterruptions,
}: {
  session: Timeline;
  events: readonly SessionEvent[];
  onInterruptions: (() => void) | null;
}) {
  const text = useText();
  const time = (at: number) => timeText(at, text.locale, offsetAt(events, at));
  const led = LEADERS.map((who) => ({
    who,
    ms: session.stretches.reduce(
      (sum, stretch) => (stretch.led === who ? sum + stretch.to - stretch.from : sum),
      0,
    ),
  })).filter(({ ms }) => ms > 0);
  return (
    <>
      {(session.interruptedMs > 0 || onInterruptions) && (
        <li>
          {session.interruptedMs > 0
            ? text(
                'summary_interrupted',
                text.count('interruptions', session.interruptions.length),
                text.count('minutes', wholeMinutes(session.interruptedMs)),
              )
            : text('interruptions_none')}{' '}
          {onInterruptions && (
            <button type="button" class="link" onClick={onInterruptions}>
              {text('interruptions_change')}
            </button>
          )}
        </li>
      )}
      {led.length > 0 && (
        <li>
          {text(
            'summary_led',
            led
              .map(
                ({ who, ms }) => `${text(`led_${who}`)} ${text.count('minutes', wholeMinutes(ms))}`,
              )
              .join(', '),
          )}
        </li>
      )}
      {withoutTakenBack(events)
        .filter((event) => event.type === 'modeChanged')
        .map(({ at, mode }) => (
          <li key={at}>{text('summary_mode', time(at), text(`mode_${mode}`))}</li>
        ))}
      {events
        .filter((event) => event.type === 'endCorrected')
        .map(({ at, endsAt, reason }) => (
          <li key={at}>
            {text('summary_corrected', time(at), time(endsAt), text(`correction_${reason}`))}
          </li>
        ))}
      {withoutTakenBack(events)
        .filter((event) => event.type === 'safetyOverride')
        .map(({ at }) => (
          <li key={at}>{text('override_since', time(at))}</li>
        ))}
    </>
  );
}

/** The reason for a safety override, which is asked for afterwards. */
function OverrideReason({
  events,
  reason,
}: {
  events: readonly SessionEvent[];
  reason: { readonly words: string; set(words: string): void; save(): unknown } | null;
}) {
  const text = useText();
  if (!lastOf(withoutTakenBack(events), 'safetyOverride')) return null;
  const given: EventOf<'safetyReasonGiven'> | undefined = lastOf(events, 'safetyReasonGiven');
  if (given) return <p class="summary-reason">{text('override_reason', given.words)}</p>;
  if (!reason) return <p class="summary-reason">{text('override_noReason')}</p>;
  return (
    <PrivateForm class="summary-reason">
      <label class="card-field">
        <span>{text('override_ask')}</span>
        <textarea
          {...PRIVATE_FIELD}
          dir="auto"
          rows={2}
          maxLength={LONGEST_REASON}
          value={reason.words}
          onInput={({ currentTarget }) => reason.set(currentTarget.value)}
        />
      </label>
      <button
        type="button"
        class="secondary"
        disabled={reason.words.trim() === ''}
        onClick={() => void reason.save()}
      >
        {text('override_save')}
      </button>
    </PrivateForm>
  );
}
