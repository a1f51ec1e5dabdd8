import { Dexie, type IntervalTree, type ObservabilitySet, RangeSet } from 'dexie';
import type { Store } from './store';

const WATCHED = ['sessions', 'events', 'lines', 'clients', 'settings', 'log', 'papers'] as const;
type Watched = (typeof WATCHED)[number];

/** What a write has changed. */
export interface Change {
  readonly tables: ReadonlySet<Watched>;
  /**
   * The sessions whose row, events, notes or papers were added, changed or removed, and the clients
   * whose papers were. `any` when the change does not name them, as that of many rows at once.
   */
  readonly ids: readonly string[] | 'any';
}

/**
 * Calls back after every write to this database, from whichever page or worker, and returns how to
 * stop. Dexie tells of each transaction once it is complete.
 */
export function watchChanges(store: Store, onChange: (change: Change) => void): () => void {
  const hear = (parts: ObservabilitySet) => {
    const change = changeOf(store.name, parts);
    if (change.tables.size > 0) onChange(change);
  };
  Dexie.on.storagemutated.subscribe(hear);
  return () => Dexie.on.storagemutated.unsubscribe(hear);
}

/** Calls back after every write to one table of this database, as `watchChanges` does. */
export function watchTable(store: Store, table: 'unsaved', onChange: () => void): () => void {
  const hear = (parts: ObservabilitySet) => {
    if ('all' in parts || parts[`idb://${store.name}/${table}/`] !== undefined) onChange();
  };
  Dexie.on.storagemutated.subscribe(hear);
  return () => Dexie.on.storagemutated.unsubscribe(hear);
}

/** What the parts of a database that Dexie says were written to mean for the database `name`. */
export function changeOf(name: string, parts: ObservabilitySet): Change {
  // A page that comes back from the browser's page cache may have missed anything.
  if ('all' in parts) return { tables: new Set(WATCHED), ids: 'any' };
  const keysOf = (table: Watched, index: string) =>
    singleKeys(parts[`idb://${name}/${table}/${index}`]);
  const tables = new Set(WATCHED.filter((table) => parts[`idb://${name}/${table}/`] !== undefined));
  const found = [
    keysOf('sessions', ''),
    keysOf('events', '')?.map((key) => (Array.isArray(key) ? key[0] : key)),
    keysOf('lines', 'sessionId'),
    keysOf('papers', 'of'),
  ];
  const ids = [...new Set(found.flatMap((keys) => keys ?? []))].filter(
    (id) => typeof id === 'string',
  );
  // Notes that are deleted by their own ids don't say whose they were.
  const unnamed = tables.has('lines') && ids.length === 0;
  return { tables, ids: unnamed || found.includes(null) ? 'any' : ids };
}

/** The keys in a set of single keys, or null when it holds a range. */
function singleKeys(tree: IntervalTree | undefined): readonly unknown[] | null {
  if (!tree) return [];
  const nodes = [...new RangeSet().add(tree)];
  return nodes.every(({ from, to }) => String(from) === String(to))
    ? nodes.map(({ from }) => from)
    : null;
}
