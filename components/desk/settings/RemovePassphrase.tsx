import { useState } from 'preact/hooks';
import type { LockActions } from '@/lib/desk';
import { lockReplyText } from '@/lib/problems';
import { Notice } from '../../shared/controls/Notice';
import { useText } from '../../shared/text';
import { useGrace } from '../grace';
import { AskPassphrase } from './AskPassphrase';

/**
 * Removes the passphrase. The keys then stay on this device for good, so there is a moment to call
 * it off.
 */
export function RemovePassphrase({ actions, onDone }: { actions: LockActions; onDone(): void }) {
  const text = useText();
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const remove = async () => {
    const reply = await actions.remove(passphrase);
    if (reply.ok) onDone();
    else setProblem(lockReplyText(text, reply));
  };
  const grace = useGrace(() => void remove(), 'callOff');
  if (grace.running)
    return (
      <Notice kind="alert">
        {text('lock_removeSoon')}{' '}
        <button
          type="button"
          class="link"
          onClick={() => {
            grace.undo();
            setPassphrase('');
          }}
        >
          {text('undo')}
        </button>
      </Notice>
    );
  return (
    <AskPassphrase
      button={text('lock_removeNow')}
      onTry={actions.verify}
      onDone={(right) => {
        setPassphrase(right);
        grace.begin();
      }}
    >
      <p>{text('lock_removeWhat')}</p>
      {problem && <Notice kind="alert">{problem}</Notice>}
    </AskPassphrase>
  );
}
