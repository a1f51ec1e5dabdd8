import { type Change, type Store, watchChanges } from '../store';
import { vaultCore } from './core';
import type { KeyRing } from './keys';
import { type Notes, notesIn } from './kinds/notes';
import { type Packs, packsIn } from './kinds/packs';
import { type Papers, papersIn } from './kinds/papers';
import { type Practice, practiceIn } from './kinds/practice';
import { type Sessions, sessionsOf } from './kinds/sessions';
import { type UnsavedWords, unsavedIn } from './kinds/unsaved';
import type { LockState } from './lock';

/**
 * Sessions, events, notes, drafts, clients and settings. The vault seals what it is given and opens
 * what it gives; the store sees sealed bytes alone.
 *
 * With a locked key ring the vault still seals, and opens only what a running session shows: no
 * note, draft, client or word. Every method that writes resolves once the browser has flushed the
 * write to disk, or rejects with nothing changed: with `RingChangedError` when the lock has changed
 * since its key ring was made. Sealing is done before a transaction begins and opening after it
 * ends.
 */
export interface Vault extends Sessions, Notes, Practice, Packs, Papers, UnsavedWords {
  /** Whether notes and clients can't be opened now. */
  readonly locked: boolean;
  readonly lockState: LockState;
  /** Calls back after every write, from any page, and says what it changed. Returns how to stop. */
  watch(onChange: (change: Change) => void): () => void;
}

/** The vault of a store, as far as these keys open it. */
export function vaultOf(store: Store, keys: KeyRing): Vault {
  const core = vaultCore(store, keys);
  return {
    ...sessionsOf(core),
    ...notesIn(core),
    ...practiceIn(core),
    ...packsIn(core),
    ...papersIn(core),
    ...unsavedIn(core),
    locked: keys.locked,
    lockState: keys.lockId === null ? 'none' : keys.locked ? 'locked' : 'open',
    watch: (onChange) => watchChanges(store, onChange),
  };
}
