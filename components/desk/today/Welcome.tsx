import { useState } from 'preact/hooks';
import type { LockActions } from '@/lib/desk';
import { useText } from '../../shared/text';
import { NewPassphrase } from '../settings/NewPassphrase';

/** What Perch does, on first run, and where to begin. */
export function Welcome({
  rehearsal,
  lock,
}: {
  rehearsal: string;
  lock: Pick<LockActions, 'set' | 'strength'> | null;
}) {
  const text = useText();
  return (
    <main>
      <h1>{text('welcome')}</h1>
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
