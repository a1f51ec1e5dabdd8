import { useState } from 'preact/hooks';
import type { AutoBackup, AutoBackupActions } from '@/lib/desk';
import { dayText, timeText } from '@/lib/text';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { Tick } from '../../shared/controls/Tick';
import { copyText } from '../../shared/copy';
import { useText } from '../../shared/text';

/** A daily backup to one file that the user has chosen. */
export function AutoBackupPart({
  auto,
  actions,
}: {
  auto: AutoBackup | null;
  actions: AutoBackupActions;
}) {
  const text = useText();
  const [undo, setUndo] = useState<(() => void) | null>(null);
  const stop = (
    <button
      type="button"
      class="secondary"
      onClick={() => void actions.stop().then((back) => setUndo(() => back))}
    >
      {text('auto_stop')}
    </button>
  );
  return (
    <section aria-label={text('auto')}>
      <h2>{text('auto')}</h2>
      {!auto && (
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
          <Begin actions={actions} />
        </>
      )}
      {auto?.state === 'renew' && (
        <>
          <Notice kind="alert">{text('auto_renew', auto.file)}</Notice>
          <Begin actions={actions} />
          <p class="unlock-actions">{stop}</p>
        </>
      )}
      {auto && auto.state !== 'renew' && (
        <>
          <Standing auto={auto} />
          <p class="unlock-actions">
            <button
              type="button"
              class="secondary"
              disabled={auto.state === 'working'}
              onClick={() => void actions.now()}
            >
              {text(auto.state === 'asks' ? 'auto_allow' : 'auto_now')}
            </button>
            {stop}
          </p>
        </>
      )}
    </section>
  );
}

/** Says when the last backup was written, and what stands in the way of the next. */
function Standing({ auto: { at, failedSince, file, state } }: { auto: AutoBackup }) {
  const text = useText();
  const when = (instant: number) =>
    [dayText(instant, text.locale), timeText(instant, text.locale)] as const;
  return (
    <>
      <p>{text('auto_there', file)}</p>
      <p role="status">
        {state === 'working' ? text('auto_working') : at > 0 ? text('auto_last', ...when(at)) : ''}
      </p>
      {state === 'asks' && <Notice kind="alert">{text('auto_asks', file)}</Notice>}
      {state === 'failed' && failedSince !== null && (
        <Notice kind="alert">{text('auto_failed', file, ...when(failedSince))}</Notice>
      )}
    </>
  );
}

function Begin({ actions }: { actions: AutoBackupActions }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <p>
        <button type="button" class="secondary" aria-expanded={open} onClick={() => setOpen(!open)}>
          {text('auto_begin')}
        </button>
      </p>
      {open && <ChooseFile actions={actions} onChosen={() => setOpen(false)} />}
    </>
  );
}

/** Shows a passphrase that was made up, once, and lets the person choose a file after that. */
function ChooseFile({ actions, onChosen }: { actions: AutoBackupActions; onChosen(): void }) {
  const text = useText();
  const [passphrase] = useState(() => actions.makeUp());
  const [copied, setCopied] = useState(false);
  const [kept, setKept] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async () => {
    setBusy(true);
    const why = await actions.choose(passphrase);
    setBusy(false);
    setProblem(why);
    if (why === null) onChosen();
  };
  return (
    <PrivateForm class="unlock" onSubmit={() => void (busy || choose())}>
      <p>{text('auto_madeUp')}</p>
      <p class="made-up">
        <output aria-label={text('auto_passphrase')}>{passphrase}</output>{' '}
        <button type="button" class="secondary" onClick={() => setCopied(copyText(passphrase))}>
          {text(copied ? 'copied' : 'auto_copy')}
        </button>
      </p>
      <Tick on={kept} label={text('auto_kept')} onChange={setKept} />
      {problem && <Notice kind="alert">{problem}</Notice>}
      <p class="unlock-actions">
        <button type="submit" class="primary" disabled={busy || !kept}>
          {text('auto_choose')}
        </button>
      </p>
    </PrivateForm>
  );
}
