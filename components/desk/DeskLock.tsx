import { useState } from 'preact/hooks';
import type { LockActions } from '@/lib/desk';
import { LOCK_AFTER, type Settings } from '@/lib/practice';
import { dayText } from '@/lib/text';
import type { LockState, PasskeySlot } from '@/lib/vault';
import { Tick } from '../shared/controls/Tick';
import { useText } from '../shared/text';
import { AskPassphrase } from './AskPassphrase';
import { NewPassphrase } from './NewPassphrase';
import { RemovePassphrase } from './RemovePassphrase';

/** Sets, changes and removes the passphrase, and says when notes lock. */
export function DeskLock({
  state,
  settings,
  passkeys,
  tellsScreenLock,
  actions,
  onSettings,
}: {
  state: LockState;
  settings: Settings;
  passkeys: readonly PasskeySlot[];
  /** Whether the browser tells Perch that the device's screen is locked. */
  tellsScreenLock: boolean;
  actions: LockActions;
  onSettings(change: (settings: Settings) => Settings): void;
}) {
  const text = useText();
  const [open, setOpen] = useState<'set' | 'change' | 'remove' | null>(null);
  const [passkeysGo, setPasskeysGo] = useState(true);
  const [done, setDone] = useState<'isSet' | 'changed' | 'removed' | null>(null);
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
          onSet={(next, before) =>
            actions.change(before, next, passkeysGo && passkeys.length > 0 ? 'remove' : 'keep')
          }
          onDone={finish('changed')}
          choices={
            passkeys.length > 0 && (
              <Tick on={passkeysGo} label={text('passkeys_removeToo')} onChange={setPasskeysGo} />
            )
          }
        />
      )}
      {open === 'remove' && <RemovePassphrase actions={actions} onDone={finish('removed')} />}
      {state !== 'none' && (
        <>
          <LockTimes
            settings={settings}
            tellsScreenLock={tellsScreenLock}
            onSettings={onSettings}
          />
          {(actions.addPasskey || passkeys.length > 0) && (
            <Passkeys passkeys={passkeys} actions={actions} />
          )}
        </>
      )}
    </section>
  );
}

/** When the notes lock by themselves. */
function LockTimes({
  settings,
  tellsScreenLock,
  onSettings,
}: {
  settings: Settings;
  tellsScreenLock: boolean;
  onSettings(change: (settings: Settings) => Settings): void;
}) {
  const text = useText();
  return (
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
      {!tellsScreenLock && <p class="field-hint">{text('lock_noScreen')}</p>}
    </>
  );
}

/** The passkeys that unlock the notes beside the passphrase. */
function Passkeys({
  passkeys,
  actions: { addPasskey, removePasskey },
}: {
  passkeys: readonly PasskeySlot[];
  actions: Pick<LockActions, 'addPasskey' | 'removePasskey'>;
}) {
  const text = useText();
  const [adding, setAdding] = useState(false);
  const dated = ({ addedAt, usedAt }: PasskeySlot) =>
    [
      addedAt && text('passkey_added', dayText(addedAt, text.locale)),
      usedAt && text('passkey_used', dayText(usedAt, text.locale)),
    ]
      .filter(Boolean)
      .map((words) => `, ${words}`)
      .join('');
  return (
    <>
      <h3>{text('passkeys')}</h3>
      <p class="dim">{text('passkeys_what')}</p>
      <ul class="plain-list" aria-label={text('passkeys')}>
        {passkeys.map((passkey, index) => (
          <li key={passkey.id}>
            {text('passkey_number', index + 1)}
            {dated(passkey)}{' '}
            <button
              type="button"
              class="link"
              aria-label={text('passkey_removeOf', index + 1)}
              onClick={() => void removePasskey(passkey.id)}
            >
              {text('passkey_remove')}
            </button>
          </li>
        ))}
      </ul>
      {addPasskey && (
        <p>
          <button
            type="button"
            class="secondary"
            aria-expanded={adding}
            onClick={() => setAdding(!adding)}
          >
            {text('passkey_add')}
          </button>
        </p>
      )}
      {/* So that nobody who finds the desk open can add a way in. */}
      {addPasskey && adding && (
        <AskPassphrase
          button={text('passkey_addNow')}
          onTry={addPasskey}
          onDone={() => setAdding(false)}
        />
      )}
    </>
  );
}
