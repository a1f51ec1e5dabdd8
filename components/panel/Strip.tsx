import { type Cue, type Timeline, wholeMinutes } from '@/lib/session';
import { Icon } from '../shared/controls/Icon';
import { IconButton } from '../shared/controls/IconButton';
import { useLegNames } from '../shared/leg-names';
import { Mark } from '../shared/session/Mark';
import { TimeRemaining } from '../shared/session/TimeRemaining';
import { useText } from '../shared/text';
import { usePanel } from './context';
import { CueLine } from './session/CueLine';

/** The folded panel: one line under the camera. A press anywhere on it unfolds it. */
export function Strip({
  session,
  cue,
  said,
}: {
  session: Timeline | null;
  cue: Cue | null;
  /** What the unfolded panel offers. */
  said: string | null;
}) {
  const text = useText();
  const { focusable, onLayout } = usePanel();
  const { name } = useLegNames();
  const current = session?.legs.find(({ state }) => state === 'current');
  const share = session
    ? session.elapsedMs / Math.max(1, session.elapsedMs + Math.max(0, session.remainingMs))
    : 0;
  return (
    <div class="strip">
      <Mark {...(session ? { legs: session.legs } : {})} />
      <div class="strip-lines">
        <p class="strip-line">
          <span class="strip-leg">
            {current ? name(current.leg) : text(session ? 'strip_ended' : 'strip_ready')}
          </span>
          {current && (
            <span class="strip-minutes">
              {text('strip_minutes', wholeMinutes(current.spentMs), current.budgetMinutes)}
            </span>
          )}
        </p>
        {said && <p class="strip-said">{said}</p>}
        {current && !said && (
          <CueLine cue={cue} overriddenSince={session?.overriddenSince ?? null} />
        )}
      </div>
      {session?.phase === 'running' && <TimeRemaining endsAt={session.endsAt} />}
      <IconButton
        icon="dot"
        label={text('fold_dot')}
        onClick={() => onLayout({ type: 'shape', shape: 'dot' })}
      />
      <button
        type="button"
        class="quiet strip-open"
        ref={focusable.first}
        aria-label={text('open_panel')}
        onClick={() => onLayout({ type: 'shape', shape: 'panel' })}
      >
        <Icon name="open" />
      </button>
      <i class="strip-bar" style={{ inlineSize: `${share * 100}%` }} aria-hidden="true" />
    </div>
  );
}
