import { useState } from 'preact/hooks';
import type { LockActions } from '@/lib/desk';
import { DEFAULT_SETTINGS, LOCK_AFTER } from '@/lib/practice';
import { dayText } from '@/lib/text';
import type { LockState, PasskeySlot } from '@/lib/vault';
import { Tick } from '../../shared/controls/Tick';
import { useText } from '../../shared/text';
import { AskPassphrase } from './AskPassphrase';
import { NewPassphrase } from './NewPassphrase';
import { RemovePassphrase } from './RemovePassphrase';
import { SelectRow, SetRow, TickRow } from './SetRow';
import type { SettingsProps } from './save';

/** Sets, changes and removes the passphrase, and says when notes lock. */
export function Protection({
  state,
  settings,
  passkeys,
  tellsScreenLock,
  actions,
  save,
}: SettingsProps & {
  state: LockState;
  passkeys: readonly PasskeySlot[];
  /** Whether the browser tells Perch that the device's screen is locked. */
  tellsScreenLock: boolean;
  actions: LockActions;
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
    <>
      <div class="set-rows">
        <SetRow
          name={text('passphrase')}
          what={text(state === 'none' ? 'settings_passphraseNone' : 'settings_passphraseWhat')}
        >
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
        </SetRow>
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
            <LockTimes settings={settings} tellsScreenLock={tellsScreenLock} save={save} />
            {(actions.addPasskey || passkeys.length > 0) && (
              <Passkeys passkeys={passkeys} actions={actions} />
            )}
          </>
        )}
      </div>
      <p role="status">{done ? text(`lock_${done}`) : ''}</p>
    </>
  );
}

/** When the notes lock by themselves. */
function LockTimes({
  settings,
  tellsScreenLock,
  save,
}: SettingsProps & { tellsScreenLock: boolean }) {
  const text = useText();
  return (
    <>
      <SelectRow
        name={text('lock_after')}
        what={text('lock_afterHint')}
        options={LOCK_AFTER}
        value={settings.lockAfterMinutes}
        usual={DEFAULT_SETTINGS.lockAfterMinutes}
        label={(minutes) => (minutes === 0 ? text('lock_never') : text.count('minutes', minutes))}
        onPick={(lockAfterMinutes) => void save((before) => ({ ...before, lockAfterMinutes }))}
      />
      <TickRow
        name={text(tellsScreenLock ? 'lock_sleep' : 'lock_sleepAlone')}
        what={text(tellsScreenLock ? 'lock_sleepWhat' : 'lock_noScreen')}
        on={settings.lockOnSleep}
        usual={DEFAULT_SETTINGS.lockOnSleep}
        onChange={(lockOnSleep) => void save((before) => ({ ...before, lockOnSleep }))}
      />
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
      <SetRow name={text('passkeys')} what={text('passkeys_what')}>
        {addPasskey && (
          <button
            type="button"
            class="secondary"
            aria-expanded={adding}
            onClick={() => setAdding(!adding)}
          >
            {text('passkey_add')}
          </button>
        )}
      </SetRow>
      {passkeys.length > 0 && (
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
