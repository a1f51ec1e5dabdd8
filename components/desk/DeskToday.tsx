import { useState } from 'preact/hooks';
import type { Library, LockActions } from '@/lib/desk';
import { useTimeline } from '../shared/clock';
import { useLegNames } from '../shared/leg-names';
import { TimeRemaining } from '../shared/session/TimeRemaining';
import { useText } from '../shared/text';
import { NewPassphrase } from './NewPassphrase';
import { SessionList } from './SessionList';

/** The running session and where to go from here. On first run it says what Perch does. */
export function DeskToday({
  library,
  welcome,
  rehearsal,
  lock,
}: {
  library: Library;
  welcome: boolean;
  /** The address of the rehearsal page. */
  rehearsal: string;
  /** Sets a passphrase; null if there is one already. */
  lock: Pick<LockActions, 'set' | 'strength'> | null;
}) {
  const text = useText();
  const { name } = useLegNames();
  const time = useTimeline(library.running);
  const current = time?.legs.find(({ state }) => state === 'current');
  return (
    <main>
      <h1>{text(welcome ? 'welcome' : 'desk_today')}</h1>
      {welcome && (
        <>
          <ol class="steps">
            <li>{text('welcome_1')}</li>
            <li>{text('welcome_2')}</li>
            <li>{text('welcome_3')}</li>
          </ol>
          <p>
            <a class="primary button" href={rehearsal}>
              {text('welcome_rehearse')}
            </a>
          </p>
          <p class="dim">{text('welcome_pin')}</p>
          <FirstLock lock={lock} />
          <p class="dim">{text('welcome_4')}</p>
        </>
      )}
      {!welcome && (
        <>
          {time && current ? (
            <p class="now">
              <TimeRemaining endsAt={time.endsAt} /> <span>{name(current.leg)}</span>
            </p>
          ) : (
            <p class="empty">{text(time ? 'today_summary' : 'today_none')}</p>
          )}
          {library.heads.length > 0 && (
            <section aria-label={text('today_recent')}>
              <h2>{text('today_recent')}</h2>
              <SessionList heads={library.heads.slice(0, 5)} name={text('today_recent')} />
            </section>
          )}
          <section aria-label={text('today_rehearse')}>
            <h2>{text('today_rehearse')}</h2>
            <p>
              {text('today_rehearseWhy')} <a href={rehearsal}>{text('welcome_rehearse')}</a>
            </p>
          </section>
        </>
      )}
    </main>
  );
}

/** Offers a passphrase once. Declining explains what that means and where to find it later. */
function FirstLock({ lock }: { lock: Pick<LockActions, 'set' | 'strength'> | null }) {
  const text = useText();
  const [later, setLater] = useState(false);
  return (
    <section aria-label={text('welcome_lock')}>
      <h2>{text('welcome_lock')}</h2>
      {lock === null ? (
        <p role="status">{text('welcome_set')}</p>
      ) : later ? (
        <p role="status">{text('welcome_later')}</p>
      ) : (
        <>
          <p>{text('welcome_lockWhy')}</p>
          <NewPassphrase
            strength={lock.strength}
            button={text('lock_set')}
            onSet={(next) => lock.set(next)}
            onDone={() => {}}
          >
            <button type="button" class="secondary" onClick={() => setLater(true)}>
              {text('welcome_notNow')}
            </button>
          </NewPassphrase>
        </>
      )}
    </section>
  );
}
