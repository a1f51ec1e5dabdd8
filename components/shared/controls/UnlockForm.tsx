import { useState } from 'preact/hooks';
import { lockProblemText } from '@/lib/problems';
import type { LockReply } from '@/lib/vault';
import { useClock, useSecondsUntil } from '../clock';
import { useText } from '../text';
import { Notice } from './Notice';
import { PassphraseField } from './PassphraseField';
import { PrivateForm } from './PrivateForm';

/** Asks for the passphrase. A wrong one is reported and changes nothing. */
export function UnlockForm({
  onUnlock,
  onPasskey,
}: {
  onUnlock(passphrase: string): Promise<LockReply>;
  /** Asks for a passkey; null if there is none. */
  onPasskey: (() => Promise<LockReply>) | null;
}) {
  const text = useText();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Extract<LockReply, { ok: false }> | null>(null);
  /** Why the passphrase that was sent isn't it; null once another is typed. */
  const [wrong, setWrong] = useState<object | null>(null);
  const [waitUntil, setWaitUntil] = useState(0);
  const clock = useClock();
  const seconds = useSecondsUntil(waitUntil);
  const ask = async (unlock: () => Promise<LockReply>) => {
    if (busy) return;
    setBusy(true);
    setRefused(null);
    const reply = await unlock().finally(() => setBusy(false));
    if (reply.ok) return setPassphrase('');
    setRefused(reply);
    if (reply.problem === 'wrongPassphrase') setWrong(reply);
    setWaitUntil(reply.waitMs ? clock.now() + reply.waitMs : 0);
  };
  return (
    <PrivateForm
      class="unlock"
      refused={wrong}
      onSubmit={() => void ask(() => onUnlock(passphrase))}
    >
      <PassphraseField
        label={text('passphrase')}
        value={passphrase}
        isInvalid={wrong !== null}
        onInput={(typed) => {
          setWrong(null);
          setPassphrase(typed);
        }}
      />
      {refused && (
        <Notice kind="alert">
          {lockProblemText(text, refused.problem)}
          {seconds > 0 && ` ${text.count('lock_wait', seconds)}`}
        </Notice>
      )}
      <p class="unlock-actions">
        <button type="submit" class="primary" disabled={busy || seconds > 0 || passphrase === ''}>
          {text(busy ? 'unlocking' : 'unlock')}
        </button>
        {onPasskey && (
          <button
            type="button"
            class="secondary"
            disabled={busy}
            onClick={() => void ask(onPasskey)}
          >
            {text('unlock_passkey')}
          </button>
        )}
      </p>
    </PrivateForm>
  );
}
