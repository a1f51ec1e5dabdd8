import * as v from 'valibot';
import { PRACTICE } from '../../papers';
import { type RecordRow, watchTable } from '../../store';
import { sameBytes } from '../bytes';
import { unlessUnreadable, type VaultCore } from '../core';
import { OpenError, seal } from '../envelope';
import { NoSuchSessionError } from '../errors';

/** What an editor of the desk holds, and what it was opened with, both as JSON. */
const unsavedShape = v.strictObject({ value: v.unknown(), from: v.unknown() });
export type Unsaved = Readonly<v.InferOutput<typeof unsavedShape>>;

/** The editors that hold something for one session or client, by their names. */
const bodyShape = v.record(v.string(), unsavedShape);

/**
 * What is half typed in the desk. All of it is sealed with the key for private notes, because an
 * editor may hold one. It is erased with its session or client, and is in no backup.
 */
export interface UnsavedWords {
  /**
   * What every editor held when it was left, by its owner and its name. What can't be opened is
   * left out. Values are JSON of any shape; the editors check them.
   */
  unsaved(): Promise<
    readonly { readonly of: string; readonly name: string; readonly kept: Unsaved }[]
  >;
  /**
   * Keeps what an editor holds; null forgets it. What the same owner's other editors hold stays,
   * unless it can't be opened.
   * @param of a session's id, a client's id, or `PRACTICE`
   * @throws NoSuchSessionError when the session or client is gone
   * @throws OpenError while the notes are locked
   */
  keepUnsaved(of: string, name: string, kept: Unsaved | null): Promise<void>;
  /** Calls back after every change of it, from any page. Returns how to stop. */
  watchUnsaved(onChange: () => void): () => void;
}

export function unsavedIn(core: VaultCore): UnsavedWords {
  const { store, keys } = core;
  const { unsaved, sessions, clients } = store;
  const opened = (row: RecordRow) =>
    core.open('unsaved', row.id, row.body, bodyShape).catch(unlessUnreadable);
  return {
    async unsaved() {
      const rows = await Promise.all(
        (await unsaved.toArray()).map(async (row) => ({ of: row.id, body: await opened(row) })),
      );
      return rows.flatMap(({ of, body }) =>
        Object.entries(body ?? {}).map(([name, kept]) => ({ of, name, kept })),
      );
    },

    watchUnsaved: (onChange) => watchTable(store, 'unsaved', onChange),

    async keepUnsaved(of, name, kept) {
      if (keys.locked) throw new OpenError('locked', 'unsaved');
      for (;;) {
        const before = await unsaved.get(of);
        const { [name]: _, ...others } = (before && (await opened(before))) ?? {};
        const body = kept ? { ...others, [name]: kept } : others;
        const sealed =
          Object.keys(body).length > 0 ? await seal(keys.private, 'unsaved', of, body) : null;
        const written = await core.write([unsaved, sessions, clients], async () => {
          if (!sameBytes((await unsaved.get(of))?.body, before?.body)) return false;
          if (!sealed) await unsaved.delete(of);
          else if (of === PRACTICE || (await sessions.get(of)) || (await clients.get(of)))
            await unsaved.put({ id: of, body: sealed });
          else throw new NoSuchSessionError();
          return true;
        });
        if (written) return;
      }
    },
  };
}
