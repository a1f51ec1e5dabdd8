import type { Snapshot } from '@/lib/messaging';
import { timeline } from '@/lib/session';
import type { LockReply } from '@/lib/vault';
import { useLegNames } from './leg-names';
import { Mark } from './Mark';
import { TimeRemaining } from './SessionHead';
import { useText } from './text';
import { Unlock } from './Unlock';

/** The toolbar popup: how the session stands, and the ways to desk and rehearsal. */
export function Popup({
  snapshot,
  now,
  clock,
  onUnlock,
  onLock,
  onUnmask,
  onDesk,
  onRehearse,
}: {
  snapshot: Snapshot | null;
  now: number;
  clock(): number;
  onUnlock(passphrase: string): Promise<LockReply>;
  onLock(): void;
  onUnmask(): void;
  onDesk(): void;
  onRehearse(): void;
}) {
  const text = useText();
  const { name } = useLegNames();
  const view = snapshot && !snapshot.masked ? snapshot.session : null;
  const session = view && timeline(view.plan, view.events, now);
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
          <TimeRemaining session={session} /> <span>{name(current.leg)}</span>
        </p>
      ) : (
        <p>
          {text(session ? 'today_summary' : 'popup_none')}{' '}
          {!session && <span class="dim">{text('popup_where')}</span>}
        </p>
      )}
      {snapshot && !snapshot.masked && snapshot.lock === 'locked' && (
        <Unlock now={now} clock={clock} onUnlock={onUnlock} onPasskey={null} />
      )}
      <p class="popup-links">
        {snapshot && !snapshot.masked && snapshot.lock === 'open' && (
          <button type="button" class="secondary" onClick={onLock}>
            {text('lock')}
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
