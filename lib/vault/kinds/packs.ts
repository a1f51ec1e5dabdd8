import type { VaultCore } from '../core';
import { OpenError, seal } from '../envelope';
import { PACK_PARTS, type PackPart, packId, spanLimits, spanOf } from '../stale';

/** What a pack holds, by its parts. The vault seals it as it is and knows nothing of it. */
export type Pack = Readonly<Record<PackPart, unknown>>;

/**
 * Extracts of many sessions in one record, so that a practice of years is read at once. They are
 * sealed as records are, and never the only copy: whatever is missing is made anew.
 */
export interface Packs {
  /** The spans of which there are heads, the newest first. Needs no key. */
  packedSpans(): Promise<readonly number[]>;
  /** A part of a span's pack; null when there is none, or it can't be opened. */
  pack(part: PackPart, span: number): Promise<unknown>;
  /**
   * Keeps the pack of a span, which holds these sessions. The sessions of `seen` are not stale any
   * more, unless somebody has written to them since they had these marks. Resolves with false, and
   * nothing is written, when one of the sessions is gone: it may have been erased.
   */
  putPack(
    span: number,
    ids: readonly string[],
    pack: Pack,
    seen: ReadonlyMap<string, string>,
  ): Promise<boolean>;
  /**
   * The sessions that their packs don't hold as they stand, with their marks: all of them, or those
   * among `ids`. Needs no key.
   */
  stale(ids?: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Every session's id by its span, the newest span first. Needs no key. */
  sessionSpans(): Promise<readonly { readonly span: number; readonly ids: readonly string[] }[]>;
}

export function packsIn(core: VaultCore): Packs {
  const { store, keys } = core;
  const { packs, stale, sessions } = store;
  const newestFirst = (a: number, b: number) => b - a;
  const idsIn = (span: number) => {
    const [from, until] = spanLimits(span);
    return sessions
      .where('startedAt')
      .between(from, until, true, false)
      .primaryKeys() as PromiseLike<string[]>;
  };

  return {
    async packedSpans() {
      const ids = await packs.where('id').startsWith('heads/').primaryKeys();
      return ids.map((id) => Number(id.slice('heads/'.length))).sort(newestFirst);
    },

    async pack(part, span) {
      const id = packId(part, span);
      const row = await packs.get(id);
      if (!row) return null;
      return core.openRaw('pack', id, row.body).catch((error: unknown) => {
        if (error instanceof OpenError && error.reason !== 'locked') return null;
        throw error;
      });
    },

    async putPack(span, ids, pack, seen) {
      const rows = await Promise.all(
        PACK_PARTS.map(async (part) => {
          const id = packId(part, span);
          const key = part === 'private' ? keys.private : keys.record;
          return { id, body: await seal(key, 'pack', id, pack[part]) };
        }),
      );
      return core.write([packs, stale, sessions], async () => {
        const there = new Set(await idsIn(span));
        if (!ids.every((id) => there.has(id))) return false;
        await packs.bulkPut(rows);
        const now = await stale.bulkGet([...seen.keys()]);
        const same = now.flatMap((row) => (row && seen.get(row.id) === row.mark ? [row.id] : []));
        await stale.bulkDelete(same);
        return true;
      });
    },

    async stale(ids) {
      const rows = await (ids ? stale.bulkGet([...ids]) : stale.toArray());
      return new Map(rows.flatMap((row) => (row ? [[row.id, row.mark] as const] : [])));
    },

    async sessionSpans() {
      const [first, last] = await Promise.all([
        sessions.orderBy('startedAt').first(),
        sessions.orderBy('startedAt').last(),
      ]);
      if (!first || !last) return [];
      const found = new Map<number, readonly string[]>();
      // A clock that was far off must not make this look into each eight weeks of an age.
      for (let next = last.startedAt; ; ) {
        const span = spanOf(next);
        const [from] = spanLimits(span);
        found.set(span, await idsIn(span));
        if (from <= first.startedAt) break;
        const before = await sessions.where('startedAt').below(from).last();
        if (!before) break;
        next = before.startedAt;
      }
      return [...found].map(([span, ids]) => ({ span, ids }));
    },
  };
}
