import { useState } from 'preact/hooks';
import type { AutoBackup, AutoBackupActions } from '@/lib/desk';
import type { LockState } from '@/lib/vault';
import { Notice } from '../shared/controls/Notice';
import { PassphraseField } from '../shared/controls/PassphraseField';
import { PrivateForm } from '../shared/controls/PrivateForm';
import { dayText, timeText } from '../shared/format';
import { useText } from '../shared/text';

/** A daily backup to one file that the user has chosen. */
export function AutoBackupPart({
  auto,
  lock,
  actions,
}: {
  auto: AutoBackup | null;
  lock: LockState;
  actions: AutoBackupActions;
}) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const [undo, setUndo] = useState<(() => void) | null>(null);
  return (
    <section aria-label={text('auto')}>
      <h3>{text('auto')}</h3>
      {auto ? (
        <>
          <p>{text('auto_there', auto.file)}</p>
          <p role="status">
            {auto.state === 'working'
              ? text('auto_working')
              : auto.at > 0
                ? text('auto_last', dayText(auto.at, text.locale), timeText(auto.at, text.locale))
                : ''}
          </p>
          {auto.state === 'asks' && <Notice kind="alert">{text('auto_asks', auto.file)}</Notice>}
          {auto.state === 'failed' && (
            <Notice kind="alert">{text('auto_failed', auto.file)}</Notice>
          )}
          <p class="unlock-actions">
            <button
              type="button"
              class="secondary"
              disabled={auto.state === 'working'}
              onClick={() => void actions.now()}
            >
              {text(auto.state === 'asks' ? 'auto_allow' : 'auto_now')}
            </button>
            <button
              type="button"
              class="secondary"
              onClick={() => void actions.stop().then((back) => setUndo(() => back))}
            >
              {text('auto_stop')}
            </button>
          </p>
        </>
      ) : (
        <>
          <p>{text('auto_what')}</p>
          {undo && (
            <Notice kind="status">
              {text('auto_stopped')}{' '}
              <button
                type="button"
                class="link"
                onClick={() => {
                  undo();
                  setUndo(null);
                }}
              >
                {text('undo')}
              </button>
            </Notice>
          )}
          <p>
            <button
              type="button"
              class="secondary"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {text('auto_begin')}
            </button>
          </p>
          {open && (
            <ChooseFile
              lock={lock}
              onChoose={async (passphrase) => {
                const problem = await actions.choose(passphrase);
                if (problem === null) setOpen(false);
                return problem;
              }}
            />
          )}
        </>
      )}
    </section>
  );
}

function ChooseFile({
  lock,
  onChoose,
}: {
  lock: LockState;
  onChoose(passphrase: string): Promise<string | null>;
}) {
  const text = useText();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async () => {
    if (lock === 'none' && passphrase !== again)
      return setProblem(text('problem_passphraseDiffers'));
    setBusy(true);
    setProblem(await onChoose(passphrase));
    setBusy(false);
  };
  return (
    <PrivateForm class="unlock" onSubmit={() => void (busy || choose())}>
      <PassphraseField
        label={text(lock === 'none' ? 'auto_passphrase' : 'passphrase_current')}
        hint={text(lock === 'none' ? 'auto_passphraseHint' : 'auto_sameHint')}
        value={passphrase}
        onInput={(value) => {
          setProblem(null);
          setPassphrase(value);
        }}
      />
      {lock === 'none' && (
        <PassphraseField label={text('auto_again')} value={again} onInput={setAgain} />
      )}
      {problem && <Notice kind="alert">{problem}</Notice>}
      <p class="unlock-actions">
        <button type="submit" class="primary" disabled={busy || passphrase === ''}>
          {text('auto_choose')}
        </button>
      </p>
    </PrivateForm>
  );
}
