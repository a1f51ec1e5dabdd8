import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { lockReplyText } from '@/lib/problems';
import type { LockReply } from '@/lib/vault';
import { Notice } from '../../shared/controls/Notice';
import { PassphraseField } from '../../shared/controls/PassphraseField';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';

/** Asks for the present passphrase before something is done, and says why it was refused. */
export function AskPassphrase({
  button,
  onTry,
  onDone,
  children,
}: {
  button: string;
  /** Does it, if the passphrase is right. */
  onTry(passphrase: string): Promise<LockReply>;
  onDone(passphrase: string): void;
  /** What is said before the question. */
  children?: ComponentChildren;
}) {
  const text = useText();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = async () => {
    if (busy) return;
    setBusy(true);
    const reply = await onTry(passphrase).finally(() => setBusy(false));
    if (reply.ok) onDone(passphrase);
    else setProblem(lockReplyText(text, reply));
  };
  return (
    <PrivateForm class="unlock" onSubmit={() => void ask()}>
      {children}
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
          {busy ? text('lock_working') : button}
        </button>
      </p>
    </PrivateForm>
  );
}
