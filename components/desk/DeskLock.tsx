import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { LockActions } from '@/lib/desk';
import { LOCK_AFTER, type Settings } from '@/lib/practice';
import { lockProblemText } from '@/lib/problems';
import type { LockReply, LockState, PasskeySlot, Strength } from '@/lib/vault';
import { Notice } from '../shared/controls/Notice';
import { PassphraseField } from '../shared/controls/PassphraseField';
import { PrivateForm } from '../shared/controls/PrivateForm';
import { Tick } from '../shared/controls/Tick';
import { useText } from '../shared/text';
import { useChange } from '../shared/use-change';
import { useGrace } from './grace';

/** Sets, changes and removes the passphrase, and says when notes lock. */
export function DeskLock({
  state,
  settings,
  passkeys,
  actions,
  onSettings,
}: {
  state: LockState;
  settings: Settings;
  passkeys: readonly PasskeySlot[];
  actions: LockActions;
  onSettings(change: (settings: Settings) => Settings): void;
}) {
  const text = useText();
  const [open, setOpen] = useState<'set' | 'change' | 'remove' | null>(null);
  const [done, setDone] = useState<'isSet' | 'changed' | 'removed' | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const finish = (what: 'isSet' | 'changed' | 'removed') => () => {
    setOpen(null);
    setDone(what);
  };
  const toggle = (what: 'set' | 'change' | 'remove') => {
    setDone(null);
    setOpen(open === what ? null : what);
  };
  return (
    <section aria-label={text('settings_lock')}>
      <h2>{text('settings_lock')}</h2>
      <p>{text(state === 'none' ? 'lock_none' : 'lock_there')}</p>
      <p role="status">{done ? text(`lock_${done}`) : ''}</p>
      <p class="unlock-actions">
        {state === 'none' ? (
          <button
            type="button"
            class="secondary"
            aria-expanded={open === 'set'}
            onClick={() => toggle('set')}
          >
            {text('lock_choose')}
          </button>
        ) : (
          <>
            <button
              type="button"
              class="secondary"
              aria-expanded={open === 'change'}
              onClick={() => toggle('change')}
            >
              {text('lock_change')}
            </button>
            <button
              type="button"
              class="secondary"
              aria-expanded={open === 'remove'}
              onClick={() => toggle('remove')}
            >
              {text('lock_remove')}
            </button>
          </>
        )}
      </p>
      {open === 'set' && (
        <NewPassphrase
          strength={actions.strength}
          button={text('lock_set')}
          onSet={(next) => actions.set(next)}
          onDone={finish('isSet')}
        />
      )}
      {open === 'change' && (
        <NewPassphrase
          current
          strength={actions.strength}
          button={text('lock_change')}
          onSet={(next, before) => actions.change(before, next)}
          onDone={finish('changed')}
        />
      )}
      {open === 'remove' && <RemovePassphrase actions={actions} onDone={finish('removed')} />}
      {state !== 'none' && (
        <>
          <label class="field">
            <span>{text('lock_after')}</span>
            <select
              value={settings.lockAfterMinutes}
              onChange={({ currentTarget: { value } }) => {
                const minutes = LOCK_AFTER.find((one) => String(one) === value);
                if (minutes !== undefined)
                  onSettings((before) => ({ ...before, lockAfterMinutes: minutes }));
              }}
            >
              {LOCK_AFTER.map((minutes) => (
                <option key={minutes} value={minutes}>
                  {minutes === 0 ? text('lock_never') : text.count('minutes', minutes)}
                </option>
              ))}
            </select>
          </label>
          <p class="field-hint">{text('lock_afterHint')}</p>
          <Tick
            on={settings.lockOnSleep}
            label={text('lock_sleep')}
            onChange={(lockOnSleep) => onSettings((before) => ({ ...before, lockOnSleep }))}
          />
          {(actions.addPasskey || passkeys.length > 0) && (
            <>
              <h3>{text('passkeys')}</h3>
              <p class="dim">{text('passkeys_what')}</p>
              <ul class="plain-list" aria-label={text('passkeys')}>
                {passkeys.map(({ id }, index) => (
                  <li key={id}>
                    {text('passkey_number', index + 1)}{' '}
                    <button
                      type="button"
                      class="link"
                      aria-label={text('passkey_removeOf', index + 1)}
                      onClick={() => void actions.removePasskey(id)}
                    >
                      {text('passkey_remove')}
                    </button>
                  </li>
                ))}
              </ul>
              {refused && <Notice kind="alert">{refused}</Notice>}
              {actions.addPasskey && (
                <p>
                  <button
                    type="button"
                    class="secondary"
                    onClick={() => {
                      setRefused(null);
                      void actions.addPasskey?.().then((reply) => {
                        if (!reply.ok) setRefused(lockProblemText(text, reply.problem));
                      });
                    }}
                  >
                    {text('passkey_add')}
                  </button>
                </p>
              )}
            </>
          )}
        </>
      )}
    </section>
  );
}

/** Asks for a new passphrase twice and says how long guessing it would take. */
export function NewPassphrase({
  current = false,
  strength,
  button,
  onSet,
  onDone,
  children,
}: {
  /** Whether the present passphrase is asked for first. */
  current?: boolean;
  strength(passphrase: string): Promise<Strength>;
  button: string;
  onSet(next: string, before: string): Promise<LockReply>;
  onDone(): void;
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
    const reply = await onSet(next, before);
    setBusy(false);
    if (reply.ok) return onDone();
    setProblem(
      [
        lockProblemText(text, reply.problem),
        reply.waitMs ? text.count('lock_wait', Math.ceil(reply.waitMs / 1_000)) : '',
      ]
        .filter(Boolean)
        .join(' '),
    );
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

/**
 * Removes the passphrase. The keys then stay on this device for good, so there is a moment to call
 * it off.
 */
function RemovePassphrase({ actions, onDone }: { actions: LockActions; onDone(): void }) {
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
    else setProblem(lockProblemText(text, reply.problem));
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
