import { useRef } from 'preact/hooks';
import type { PracticeView } from '@/lib/messaging';
import { type Cue, type EpochMs, type Timeline, wholeMinutes } from '@/lib/session';
import { useMinute } from '../shared/clock';
import { Icon } from '../shared/controls/Icon';
import { useLegNames } from '../shared/leg-names';
import { useTimeText, useZone } from '../shared/local-time';
import { Mark } from '../shared/session/Mark';
import { Ribbon } from '../shared/session/Ribbon';
import { TimeRemaining } from '../shared/session/TimeRemaining';
import { useText } from '../shared/text';
import { usePanel } from './context';
import { CueLine } from './session/CueLine';
import { bookedWith, expectedHere } from './start/client-pick';
import { startCommand, usualStart } from './start/start-request';

/** The folded panel: one line under the camera. A press anywhere on it unfolds it. */
export function Strip({
  session,
  practice,
  locked,
  cue,
  isBegun,
  elsewhere,
  wrong,
  said,
  endedAt,
  onStarting,
}: {
  session: Timeline | null;
  practice: PracticeView;
  locked: boolean;
  cue: Cue | null;
  /** Whether somebody has begun to choose for the next session, which one press would pass over. */
  isBegun: boolean;
  /** Whether the session belongs to another tab. */
  elsewhere: boolean;
  /** What has just gone wrong. */
  wrong: string | null;
  /** What the unfolded panel offers. The end of a call is told shorter. */
  said: string | null;
  /** When the call ended, in epoch milliseconds, while its end is offered; else null. */
  endedAt: EpochMs | null;
  /** Called when a session is being started, to clear what was said before. */
  onStarting(): void;
}) {
  const text = useText();
  const { act, beside, focusable, unfold } = usePanel();
  const { name } = useLegNames();
  const current = session?.legs.find(({ state }) => state === 'current');
  const running = session?.phase === 'running';
  const over = running && endedAt !== null;
  const now = useMinute();
  const here = session || locked || isBegun ? null : expectedHere(practice, now);
  const client = here === null ? null : practice.clients.find(({ id }) => id === here);
  const line =
    wrong ??
    (over ? text('strip_stillRunning') : said) ??
    (session?.phase === 'ended'
      ? text('strip_summary')
      : session || locked
        ? null
        : text('strip_choose'));
  return (
    <div class="strip">
      <Mark {...(session ? { legs: session.legs } : {})} />
      {running && <TimeRemaining endsAt={session.endsAt} />}
      {client ? (
        <Known practice={practice} client={client} wrong={wrong} onStarting={onStarting} />
      ) : (
        <div class="strip-lines">
          <p class="strip-leg">
            {over
              ? text('strip_callEnded')
              : current
                ? name(current.leg)
                : text(session ? 'strip_ended' : 'strip_ready')}
          </p>
          {line && <p class={wrong ? 'strip-wrong' : 'strip-said'}>{line}</p>}
          {current && !line && (
            <>
              <CueLine
                short
                shortest
                cue={cue}
                overriddenSince={session?.overriddenSince ?? null}
              />
              <p class="strip-minutes">
                {elsewhere
                  ? text('strip_elsewhere')
                  : text('strip_minutes', wholeMinutes(current.spentMs), current.budgetMinutes)}
              </p>
            </>
          )}
        </div>
      )}
      {over && (
        <button
          type="button"
          class="secondary"
          onClick={async () => {
            // What the record has is in the whole panel.
            if ((await act({ type: 'end', at: endedAt })).ok) beside();
          }}
        >
          {text('end_session')}
        </button>
      )}
      <button
        type="button"
        class="quiet strip-open"
        ref={focusable.first}
        aria-label={text('open_panel')}
        onClick={unfold}
      >
        <Icon name="open" />
      </button>
      {session && (
        <div class="strip-edge">
          <Ribbon session={session} />
        </div>
      )}
    </div>
  );
}

/** Starts the session of a known client in one press, with the usual length. */
function Known({
  practice,
  client,
  wrong,
  onStarting,
}: {
  practice: PracticeView;
  client: PracticeView['clients'][number];
  /** What has just gone wrong; else the end is shown, which a press agrees to. */
  wrong: string | null;
  onStarting(): void;
}) {
  const text = useText();
  const time = useTimeText();
  const zone = useZone();
  const now = useMinute();
  const { act, newId } = usePanel();
  // A second press before the answer starts no second session.
  const id = useRef(newId());
  const booked = bookedWith({ by: 'known', id: client.id }, practice, now);
  const usual = usualStart(practice.settings, now, zone, client.preset, booked);
  if (!usual) return null;
  const start = () => {
    onStarting();
    void act(startCommand(usual.request, { by: 'known', id: client.id }, id.current, false));
  };
  return (
    <>
      <div class="strip-lines">
        <p class="strip-leg">{client.code}</p>
        <p class={wrong ? 'strip-wrong' : 'strip-said'}>
          {wrong ?? text('strip_until', time(usual.endsAt))}
        </p>
      </div>
      <button type="button" class="primary" onClick={start}>
        {text('start_start')}
      </button>
    </>
  );
}
