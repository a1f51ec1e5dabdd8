import type { Store } from '../store';

/** How long a span of sessions that share a pack is: eight weeks, in milliseconds. */
const SPAN = 56 * 24 * 3_600_000;

/** The span that a session belongs to, by when it started. Every instant has one. */
export const spanOf = (startedAt: number): number => Math.floor(startedAt / SPAN);

/** The first instant of a span, and the first after it. */
export const spanLimits = (span: number): readonly [from: number, until: number] => [
  span * SPAN,
  (span + 1) * SPAN,
];

/** The parts of a pack, each with a row of its own. What is private is sealed with its own key. */
export const PACK_PARTS = ['heads', 'record', 'private'] as const;
export type PackPart = (typeof PACK_PARTS)[number];

export const packId = (part: PackPart, span: number): string => `${part}/${span}`;

/** Says that packs don't hold these sessions as they stand. Call it in a transaction. */
export async function markStale(store: Store, ids: readonly string[]): Promise<void> {
  await store.stale.bulkPut(ids.map((id) => ({ id, mark: crypto.randomUUID() })));
}

/**
 * Removes the packs that hold words of these sessions, and what is kept about them. Call it in a
 * transaction, before the sessions are gone.
 */
export async function dropPacks(store: Store, ids: readonly string[]): Promise<void> {
  const rows = await store.sessions.bulkGet([...ids]);
  const spans = new Set(rows.flatMap((row) => (row ? [spanOf(row.startedAt)] : [])));
  await store.packs.bulkDelete(
    [...spans].flatMap((span) => PACK_PARTS.map((part) => packId(part, span))),
  );
  await store.stale.bulkDelete([...ids]);
}
