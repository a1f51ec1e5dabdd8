import type { Problem, Snapshot } from '@/lib/messaging';
import { nextBooked } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { type Timeline, wholeMinutes } from '@/lib/session';
import type { SiteAccess, SiteState } from '@/lib/sites';
import type { LockReply } from '@/lib/vault';
import { useMinute, useTimeline } from '../shared/clock';
import { Icon } from '../shared/controls/Icon';
import { Notice } from '../shared/controls/Notice';
import { UnlockForm } from '../shared/controls/UnlockForm';
import { useLegNames } from '../shared/leg-names';
import { useTimeText } from '../shared/local-time';
import { Mark } from '../shared/session/Mark';
import { Ribbon } from '../shared/session/Ribbon';
import { TimeRemaining } from '../shared/session/TimeRemaining';
import { useText } from '../shared/text';

export interface PopupProps {
  readonly snapshot: Snapshot | null;
  onUnlock(passphrase: string): Promise<LockReply>;
  onLock(): void;
  onMask(): void;
  onUnmask(): void;
  /** Goes to the tab of the session. */
  onCall(): void;
  /** Why the call can't be gone to; null if nobody has tried. */
  readonly wrong: Problem | null;
  onDesk(): void;
  onHelp(): void;
  onRehearse(): void;
  /** The site of the active page, and whether Perch may run there; null if it can't. */
  readonly site: SiteState | null;
  onUse(site: SiteAccess): void;
  onStop(site: SiteAccess): void;
  /** Opens the panel beside the page; null if the browser has no side panel. */
  readonly onSide: (() => void) | null;
}

/** The toolbar popup: what is going on now, and the one thing to do next. */
export function Popup(props: PopupProps) {
  const { snapshot, site, onUnlock, onLock, onDesk, onHelp, onRehearse, onSide } = props;
  const text = useText();
  const open = snapshot && !snapshot.masked ? snapshot : null;
  const session = useTimeline(open?.session ?? null);
  /** Whether the practitioner decides about Perch on the page in front. */
  const asked = site !== null && !(site.allowed && site.builtIn);
  return (
    <main class="popup">
      <header class="popup-head">
        <Mark size={20} /> <b>{text('extension_name')}</b>
        {open?.lock === 'open' && (
          <button type="button" class="quiet" onClick={onLock}>
            <Icon name="lock" /> {text('lock')}
          </button>
        )}
      </header>
      {snapshot?.masked ? (
        <Masked {...props} />
      ) : session?.phase === 'running' ? (
        <Running {...props} session={session} />
      ) : (
        <section>
          <p>
            <b>{text(session ? 'today_summary' : 'popup_none')}</b>
          </p>
          {open && !session && <Next open={open} />}
          {!session && !site && <p class="dim">{text('popup_where')}</p>}
        </section>
      )}
      {open?.lock === 'locked' && (
        <section>
          <UnlockForm onUnlock={onUnlock} onPasskey={null} />
          {session?.phase === 'running' && <p class="dim">{text('popup_goesOn')}</p>}
        </section>
      )}
      {asked && <Site {...props} site={site} />}
      <footer class="popup-foot">
        <button type="button" class="quiet" onClick={onDesk}>
          {text('popup_desk')}
        </button>
        <button type="button" class="quiet" onClick={onRehearse}>
          {text('popup_rehearse')}
        </button>
        <button type="button" class="quiet" onClick={onHelp}>
          {text('desk_help')}
        </button>
        {onSide && !(asked && site.allowed) && (
          <button type="button" class="quiet" onClick={onSide}>
            {text('popup_side')}
          </button>
        )}
      </footer>
    </main>
  );
}

/** Who comes next, and when, while that is known. */
function Next({
  open: {
    practice: { booked, clients },
  },
}: {
  open: Extract<Snapshot, { masked: false }>;
}) {
  const text = useText();
  const time = useTimeText();
  const next = nextBooked(booked, useMinute());
  const code = clients.find(({ id }) => id === next?.clientId)?.code;
  return next && code ? <p>{text('popup_next', code, time(next.at))}</p> : null;
}

function Masked({ onUnmask }: PopupProps) {
  const text = useText();
  return (
    <section>
      <p>
        <b>{text('popup_masked')}</b>
      </p>
      <p class="dim">{text('popup_maskedStay')}</p>
      <p class="popup-acts">
        <button type="button" class="secondary" onClick={onUnmask}>
          {text('show_panel')}
        </button>
      </p>
    </section>
  );
}

/** The session that runs: its time and its leg, and nothing of what is said in it. */
function Running({ session, onCall, onMask, wrong }: PopupProps & { session: Timeline }) {
  const text = useText();
  const time = useTimeText();
  const { name } = useLegNames();
  const current = session.legs.find(({ state }) => state === 'current');
  return (
    <section>
      <p class="popup-time">
        <TimeRemaining endsAt={session.endsAt} />
        <span class="dim">{text('until', time(session.endsAt))}</span>
      </p>
      <Ribbon session={session} />
      {current && (
        <p>
          <b>{name(current.leg)}</b>{' '}
          <span class="dim">
            {text('strip_minutes', wholeMinutes(current.spentMs), current.budgetMinutes)}
          </span>
        </p>
      )}
      {wrong && <Notice kind="alert">{problemText(text, wrong)}</Notice>}
      <p class="popup-acts">
        <button type="button" class="primary" onClick={onCall}>
          {text('popup_call')}
        </button>
        <button type="button" class="secondary" onClick={onMask}>
          {text('mask_panel')}
        </button>
      </p>
    </section>
  );
}

/** What Perch may do on the site of the page in front, where the practitioner decides that. */
function Site({ site, onUse, onStop, onSide }: PopupProps & { site: SiteState }) {
  const text = useText();
  return (
    <section>
      <p>
        <b>{text(site.allowed ? 'popup_siteOn' : 'popup_siteOff', site.name)}</b>
      </p>
      {!site.allowed && <p class="dim">{text('popup_siteSees')}</p>}
      {site.allowed && onSide && <p class="dim">{text('popup_siteBlocked')}</p>}
      <p class="popup-acts">
        {site.allowed && onSide && (
          <button type="button" class="secondary" onClick={onSide}>
            {text('popup_side')}
          </button>
        )}
        {site.allowed ? (
          <button type="button" class="link" onClick={() => onStop(site)}>
            {text('popup_siteStop')}
          </button>
        ) : (
          <button type="button" class="primary" onClick={() => onUse(site)}>
            {text('sites_use', site.name)}
          </button>
        )}
      </p>
    </section>
  );
}
