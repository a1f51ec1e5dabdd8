import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { lockReplyText } from '@/lib/problems';
import type { LockReply, Strength } from '@/lib/vault';
import { Notice } from '../../shared/controls/Notice';
import { PassphraseField } from '../../shared/controls/PassphraseField';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { useChange } from '../../shared/use-change';

/** Asks for a new passphrase twice and says how long guessing it would take. */
export function NewPassphrase({
  current = false,
  strength,
  button,
  onSet,
  onDone,
  choices,
  children,
}: {
  /** Whether the present passphrase is asked for first. */
  current?: boolean;
  strength(passphrase: string): Promise<Strength>;
  button: string;
  onSet(next: string, before: string): Promise<LockReply>;
  onDone(): void;
  /** What else is decided with it. */
  choices?: ComponentChildren;
  /** Another choice, shown beside the button. */
  children?: ComponentChildren;
}) {
  const text = useText();
  const [before, setBefore] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [found, setFound] = useState<Strength | null>(null);
  useChange(next, () => {
    let latest = true;
    if (next === '') setFound(null);
    else
      void strength(next).then((result) => {
        if (latest) setFound(result);
      });
    return () => {
      latest = false;
    };
  });
  const save = async () => {
    if (busy) return;
    if (next !== again) return setProblem(text('problem_passphraseDiffers'));
    setBusy(true);
    const reply = await onSet(next, before).finally(() => setBusy(false));
    if (reply.ok) return onDone();
    setProblem(lockReplyText(text, reply));
  };
  const type = (set: (value: string) => void) => (value: string) => {
    setProblem(null);
    set(value);
  };
  return (
    <PrivateForm class="unlock" onSubmit={() => void save()}>
      {current && (
        <PassphraseField
          label={text('passphrase_current')}
          value={before}
          onInput={type(setBefore)}
        />
      )}
      <PassphraseField
        label={text('passphrase_new')}
        hint={text('passphrase_hint')}
        value={next}
        onInput={type(setNext)}
      />
      <p class="field-hint" role="status">
        {found ? text(`strength_${found}`) : ''}
      </p>
      <PassphraseField label={text('passphrase_again')} value={again} onInput={type(setAgain)} />
      {choices}
      <p>{text('lock_forgotten')}</p>
      {problem && <Notice kind="alert">{problem}</Notice>}
      <p class="unlock-actions">
        <button type="submit" class="primary" disabled={busy || next === ''}>
          {busy ? text('lock_working') : button}
        </button>
        {children}
      </p>
    </PrivateForm>
  );
}
