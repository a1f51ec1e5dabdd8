import { type ReadonlySignal, signal } from '@preact/signals';
import type { Text } from '../text';
import {
  guessesFor,
  type Lock,
  type LockReply,
  type NewPasskey,
  type PasskeySlot,
  type Strength,
  strengthOf,
} from '../vault';
import type { DeskChanges } from './changes';
import type { DeskVault } from './desk-vault';

/** What can be done with the lock. Each resolves once it is done, or with why it was not. */
export interface LockActions {
  set(passphrase: string): Promise<LockReply>;
  /** `remove`: the passkeys that unlock now unlock no more. */
  change(passphrase: string, next: string, passkeys: 'keep' | 'remove'): Promise<LockReply>;
  /** Whether it is the passphrase. */
  verify(passphrase: string): Promise<LockReply>;
  remove(passphrase: string): Promise<LockReply>;
  lock(): void;
  /** How long somebody would need to guess it. */
  strength(passphrase: string): Promise<Strength>;
  /** Lets a passkey unlock too; null where the browser has none for extensions. */
  readonly addPasskey: ((passphrase: string) => Promise<LockReply>) | null;
  removePasskey(id: string): Promise<void>;
}

/** Unlocking, for a desk that is locked. */
export interface UnlockActions {
  unlock(passphrase: string): Promise<LockReply>;
  /** Asks the passkeys that can unlock, one after the other. */
  unlockWithPasskey(): Promise<LockReply>;
}

/** Passkeys of the browser, with secrets. */
export interface Passkeys {
  offered(): Promise<boolean>;
  /** Null when the person declined, or the passkey gives no secret. */
  create(name: string): Promise<NewPasskey | null>;
  /** Null as for `create`. */
  secretOf(passkey: PasskeySlot): Promise<Secret | null>;
}
type Secret = Uint8Array<ArrayBuffer>;

export function createLockActions(
  desk: DeskVault,
  changes: Pick<DeskChanges, 'offerUndo'>,
  passkeys: Passkeys,
  text: Text,
  /** Called when another passphrase opens the notes from now on. */
  onPassphrase: () => Promise<unknown>,
): LockActions & UnlockActions & { readonly passkeysOffered: ReadonlySignal<boolean> } {
  const passkeysOffered = signal(false);
  void passkeys.offered().then((offered) => {
    passkeysOffered.value = offered;
  });

  const taken = async (take: (lock: Lock) => Promise<LockReply>) => {
    const reply = await take(await desk.lock());
    if (reply.ok) await onPassphrase();
    return reply;
  };

  const addPasskey = async (passphrase: string): Promise<LockReply> => {
    const lock = await desk.lock();
    const reply = await lock.addPasskey(passphrase, () => passkeys.create(text('extension_name')));
    await desk.readPasskeys();
    return reply;
  };

  return {
    passkeysOffered,
    set: (passphrase) => taken((lock) => lock.set(passphrase)),
    async change(passphrase, next, which) {
      const reply = await taken((lock) => lock.change(passphrase, next, which));
      await desk.readPasskeys();
      return reply;
    },
    verify: async (passphrase) => (await desk.lock()).verify(passphrase),
    remove: async (passphrase) => (await desk.lock()).remove(passphrase),
    lock: () => void desk.lock().then((lock) => lock.lock()),
    strength: async (passphrase) => strengthOf(await guessesFor(passphrase)),
    // Read each time it is drawn, because the browser answers after a moment.
    get addPasskey() {
      return passkeysOffered.value ? addPasskey : null;
    },
    async removePasskey(id) {
      const putBack = await (await desk.lock()).removePasskey(id);
      await desk.readPasskeys();
      changes.offerUndo('passkey', null, 'removed', async () => {
        await putBack();
        await desk.readPasskeys();
        return null;
      });
    },
    unlock: async (passphrase) => (await desk.lock()).unlock(passphrase),
    async unlockWithPasskey() {
      const lock = await desk.lock();
      for (const passkey of desk.passkeys.value) {
        const secret = await passkeys.secretOf(passkey);
        if (secret) return lock.unlockWithPasskey(passkey.id, secret);
      }
      return { ok: false, problem: 'passkeyFailed' };
    },
  };
}
