import { useState } from 'preact/hooks';
import type { LockActions } from '@/lib/desk';
import { lockReplyText } from '@/lib/problems';
import type { LockReply } from '@/lib/vault';
import { Notice } from '../shared/controls/Notice';
import { PassphraseField } from '../shared/controls/PassphraseField';
import { PrivateForm } from '../shared/controls/PrivateForm';
import { useText } from '../shared/text';
import { useGrace } from './grace';

/**
 * Removes the passphrase. The keys then stay on this device for good, so there is a moment to call
 * it off.
 */
export function RemovePassphrase({ actions, onDone }: { actions: LockActions; onDone(): void }) {
  const text = useText();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const tried = async (what: Promise<LockReply>, then: () => void) => {
    if (busy) return;
    setBusy(true);
    const reply = await what;
    setBusy(false);
    if (reply.ok) then();
    else setProblem(lockReplyText(text, reply));
  };
  const grace = useGrace(() => void tried(actions.remove(passphrase), onDone));
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
    <PrivateForm
      class="unlock"
      onSubmit={() => void (busy || tried(actions.verify(passphrase), grace.begin))}
    >
      <p>{text('lock_removeWhat')}</p>
      <PassphraseField
        label={text('passphrase_current')}
        value={passphrase}
        onInput={(value) => {
          setProblem(null);
          setPassphrase(value);
        }}
      />
      {problem && <Notice kind="alert">{problem}</Notice>}
      <p class="unlock-actions">
        <button type="submit" class="primary" disabled={busy || passphrase === ''}>
          {text(busy ? 'lock_working' : 'lock_removeNow')}
        </button>
      </p>
    </PrivateForm>
  );
}
