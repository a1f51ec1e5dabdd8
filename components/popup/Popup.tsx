import type { Snapshot } from '@/lib/messaging';
import type { SiteAccess, SiteState } from '@/lib/sites';
import type { LockReply } from '@/lib/vault';
import { useTimeline } from '../shared/clock';
import { UnlockForm } from '../shared/controls/UnlockForm';
import { useLegNames } from '../shared/leg-names';
import { Mark } from '../shared/session/Mark';
import { TimeRemaining } from '../shared/session/TimeRemaining';
import { useText } from '../shared/text';

/** The toolbar popup: the session, and links to desk and rehearsal. */
export function Popup({
  snapshot,
  onUnlock,
  onLock,
  onUnmask,
  onDesk,
  onRehearse,
  site,
  onUse,
  onStop,
  onSide,
}: {
  snapshot: Snapshot | null;
  onUnlock(passphrase: string): Promise<LockReply>;
  onLock(): void;
  onUnmask(): void;
  onDesk(): void;
  onRehearse(): void;
  /** The site of the active page, and whether Perch may run there; null if it can't. */
  site: SiteState | null;
  onUse(site: SiteAccess): void;
  onStop(site: SiteAccess): void;
  /** Opens the panel beside the page; null if the browser has no side panel. */
  onSide: (() => void) | null;
}) {
  const text = useText();
  const { name } = useLegNames();
  const view = snapshot && !snapshot.masked ? snapshot.session : null;
  const session = useTimeline(view);
  const current = session?.legs.find(({ state }) => state === 'current');
  return (
    <main class="popup">
      <p class="popup-head">
        <Mark size={20} /> {text('extension_name')}
      </p>
      {snapshot?.masked ? (
        <p>
          {text('popup_masked')}{' '}
          <button type="button" class="link" onClick={onUnmask}>
            {text('show_panel')}
          </button>
        </p>
      ) : session && current ? (
        <p class="now">
          <TimeRemaining endsAt={session.endsAt} /> <span>{name(current.leg)}</span>
        </p>
      ) : (
        <p>
          {text(session ? 'today_summary' : 'popup_none')}{' '}
          {!session && <span class="dim">{text('popup_where')}</span>}
        </p>
      )}
      {snapshot && !snapshot.masked && snapshot.lock === 'locked' && (
        <UnlockForm onUnlock={onUnlock} onPasskey={null} />
      )}
      {site && !(site.allowed && site.builtIn) && (
        <p>
          {text(site.allowed ? 'popup_siteOn' : 'popup_siteOff', site.name)}{' '}
          {site.allowed && onSide && <span class="dim">{text('popup_siteBlocked')}</span>}{' '}
          {site.allowed ? (
            <button type="button" class="link" onClick={() => onStop(site)}>
              {text('popup_siteStop')}
            </button>
          ) : (
            <button type="button" class="link" onClick={() => onUse(site)}>
              {text('sites_use', site.name)}
            </button>
          )}
        </p>
      )}
      <p class="popup-links">
        {snapshot && !snapshot.masked && snapshot.lock === 'open' && (
          <button type="button" class="secondary" onClick={onLock}>
            {text('lock')}
          </button>
        )}
        {onSide && (
          <button type="button" class="secondary" onClick={onSide}>
            {text('popup_side')}
          </button>
        )}
        <button type="button" class="secondary" onClick={onDesk}>
          {text('popup_desk')}
        </button>
        <button type="button" class="secondary" onClick={onRehearse}>
          {text('popup_rehearse')}
        </button>
      </p>
    </main>
  );
}
