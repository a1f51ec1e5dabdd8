import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import type { BackupActions, Progress } from '@/lib/desk';
import { BACKUP_DAYS, DEFAULT_SETTINGS } from '@/lib/practice';
import { dayText } from '@/lib/text';
import type { Counts, LockState, RestorePlan } from '@/lib/vault';
import { Notice } from '../../shared/controls/Notice';
import { PassphraseField } from '../../shared/controls/PassphraseField';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { SelectRow, SetRow } from './SetRow';
import type { SettingsProps } from './save';

/** Writes a backup into one encrypted file, and restores one. */
export function Backups({
  lock,
  settings,
  lastAt,
  actions,
  save,
  children,
}: SettingsProps & {
  lock: LockState;
  /** When the last backup was made, in epoch milliseconds; null for never. */
  lastAt: number | null;
  actions: BackupActions;
  /** The daily backup, in browsers that offer it. */
  children?: ComponentChildren;
}) {
  const text = useText();
  // What was handed over waits here for the person's word, also on another visit.
  const [open, setOpen] = useState<'backup' | 'restore' | null>(
    actions.handedOver.value ? 'backup' : null,
  );
  const toggle = (what: 'backup' | 'restore') => setOpen(open === what ? null : what);
  return (
    <>
      <p class="backup-last">
        {lastAt === null ? text('backup_never') : text('backup_last', dayText(lastAt, text.locale))}
      </p>
      <div class="set-rows">
        <SetRow name={text('backup_now')} what={text('backup_nowWhat')}>
          <button
            type="button"
            class="secondary"
            aria-expanded={open === 'backup'}
            onClick={() => toggle('backup')}
          >
            {text('backup_make')}
          </button>
        </SetRow>
        {open === 'backup' && <Backup lock={lock} actions={actions} />}
        <SelectRow
          name={text('backup_remind')}
          what={text('backup_remindWhat')}
          options={BACKUP_DAYS}
          value={settings.backupDays}
          usual={DEFAULT_SETTINGS.backupDays}
          label={(days) => (days === 0 ? text('backup_remindNever') : text.count('days', days))}
          onPick={(backupDays) => void save((before) => ({ ...before, backupDays }))}
        />
        <SetRow name={text('backup_back')} what={text('restore_what')}>
          <button
            type="button"
            class="secondary"
            aria-expanded={open === 'restore'}
            onClick={() => toggle('restore')}
          >
            {text('restore')}
          </button>
        </SetRow>
        {open === 'restore' && <Restore actions={actions} />}
      </div>
      {children}
    </>
  );
}

/** Shows the progress of long work and a button that cancels it. */
function Working({
  label,
  done,
  all,
  onCancel,
}: {
  label: string;
  done: number;
  all: number | null;
  onCancel(): void;
}) {
  const text = useText();
  const id = useId();
  return (
    <div class="working">
      <span id={id}>{label}</span>
      {all === null ? (
        <progress aria-labelledby={id} />
      ) : (
        <progress aria-labelledby={id} value={done} max={Math.max(all, done, 1)} />
      )}
      <span class="dim">{text.count('backup_done', done)}</span>
      <button type="button" class="secondary" onClick={onCancel}>
        {text('cancel')}
      </button>
    </div>
  );
}

interface Work {
  readonly done: number;
  readonly all: number | null;
}

/** Runs long work with progress and a way to cancel it. */
function useWork() {
  const [work, setWork] = useState<Work | null>(null);
  const controller = useRef<AbortController | null>(null);
  return {
    work,
    cancel: () => controller.current?.abort(),
    async run<T>(start: (onProgress: Progress, signal: AbortSignal) => Promise<T>): Promise<T> {
      controller.current = new AbortController();
      setWork({ done: 0, all: null });
      try {
        return await start((done, all) => setWork({ done, all }), controller.current.signal);
      } finally {
        setWork(null);
      }
    },
  };
}

function Backup({ lock, actions }: { lock: LockState; actions: BackupActions }) {
  const text = useText();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const handedOver = actions.handedOver.value;
  const [kept, setKept] = useState<string | null>(null);
  const { work, cancel, run } = useWork();
  const start = async () => {
    setKept(null);
    if (lock === 'none' && passphrase !== again)
      return setProblem(text('problem_passphraseDiffers'));
    setProblem(null);
    const outcome = await run((onProgress, signal) =>
      actions.backup(passphrase, onProgress, signal),
    );
    if (!outcome.ok) return setProblem(outcome.said);
    setPassphrase('');
    setAgain('');
  };
  const have = async (name: string) => {
    const failed = await actions.have();
    setProblem(failed);
    if (!failed) setKept(name);
  };
  return (
    <PrivateForm class="unlock" onSubmit={() => void (work ?? start())}>
      <PassphraseField
        label={text(lock === 'none' ? 'backup_passphrase' : 'passphrase_current')}
        hint={text(lock === 'none' ? 'backup_passphraseHint' : 'backup_sameHint')}
        value={passphrase}
        onInput={(value) => {
          setProblem(null);
          setPassphrase(value);
        }}
      />
      {lock === 'none' && (
        <PassphraseField label={text('backup_again')} value={again} onInput={setAgain} />
      )}
      {problem && <Notice kind="alert">{problem}</Notice>}
      {handedOver && (
        <Notice kind="status">
          {text('backup_handedOver', handedOver.name)}
          {handedOver.left > 0 && ` ${text.count('backup_left', handedOver.left)}`}
        </Notice>
      )}
      {handedOver && (
        <p class="unlock-actions">
          <button type="button" class="secondary" onClick={() => void have(handedOver.name)}>
            {text('backup_have')}
          </button>
        </p>
      )}
      {kept && !handedOver && <Notice kind="status">{text('backup_made', kept)}</Notice>}
      {work ? (
        <Working label={text('backup_working')} {...work} onCancel={cancel} />
      ) : (
        <p class="unlock-actions">
          <button type="submit" class="primary" disabled={passphrase === ''}>
            {text('backup_save')}
          </button>
        </p>
      )}
    </PrivateForm>
  );
}

const RECORDS = ['session', 'line', 'client', 'card', 'paper', 'settings'] as const;

function Restore({ actions }: { actions: BackupActions }) {
  const text = useText();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [plan, setPlan] = useState<RestorePlan | null>(null);
  const [done, setDone] = useState(false);
  const { work, cancel, run } = useWork();
  const fresh = () => {
    setProblem(null);
    setDone(false);
    if (plan) actions.forget();
    setPlan(null);
  };
  const look = async () => {
    fresh();
    if (!file) return setProblem(text('restore_noFile'));
    const outcome = await run((onProgress, signal) =>
      actions.look(file, passphrase, onProgress, signal),
    );
    if (outcome.ok) setPlan(outcome.plan);
    else setProblem(outcome.said);
  };
  const restore = async () => {
    const outcome = await run(() => actions.restore());
    setPlan(null);
    if (!outcome.ok) return setProblem(outcome.said);
    setPassphrase('');
    setDone(true);
  };
  const counted = (counts: Counts) =>
    RECORDS.filter((record) => counts[record] > 0)
      .map((record) => text.count(`count_${record}`, counts[record]))
      .join(', ') || text('restore_nothing');
  return (
    <PrivateForm class="unlock" onSubmit={() => void (work ?? look())}>
      <label class="card-field">
        <span>{text('restore_file')}</span>
        <input
          type="file"
          accept=".age"
          onChange={({ currentTarget }) => {
            fresh();
            setFile(currentTarget.files?.[0] ?? null);
          }}
        />
      </label>
      <PassphraseField
        label={text('restore_passphrase')}
        value={passphrase}
        onInput={(value) => {
          fresh();
          setPassphrase(value);
        }}
      />
      {problem && <Notice kind="alert">{problem}</Notice>}
      {done && <Notice kind="status">{text('restore_done')}</Notice>}
      {work ? (
        <Working
          label={text(plan ? 'restore_working' : 'restore_reading')}
          {...work}
          onCancel={cancel}
        />
      ) : plan ? (
        <>
          <dl class="restore-plan">
            {(['added', 'same', 'kept'] as const).map((what) => (
              <div key={what}>
                <dt>{text(`restore_${what}`)}</dt>
                {/* Of settings, only one of the two can hold. */}
                <dd>{counted(what === 'kept' ? { ...plan.kept, settings: 0 } : plan[what])}</dd>
              </div>
            ))}
          </dl>
          {plan.kept.settings > 0 && <p>{text('restore_settingsStay')}</p>}
          {plan.protected && <p>{text('restore_protected')}</p>}
          {plan.mended > 0 && <p>{text.count('restore_mended', plan.mended)}</p>}
          {plan.left > 0 && <p>{text.count('restore_left', plan.left)}</p>}
          {plan.renamed > 0 && <p>{text.count('restore_renamed', plan.renamed)}</p>}
          <p class="unlock-actions">
            <button type="button" class="primary" onClick={() => void restore()}>
              {text('restore_now')}
            </button>
            <button type="button" class="secondary" onClick={fresh}>
              {text('cancel')}
            </button>
          </p>
        </>
      ) : (
        <p class="unlock-actions">
          <button type="submit" class="primary" disabled={passphrase === ''}>
            {text('restore_look')}
          </button>
        </p>
      )}
    </PrivateForm>
  );
}
