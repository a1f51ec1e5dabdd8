/** What JSON can hold, as everything that is kept. */
type Kept = unknown;

const isPart = (value: Kept): value is Readonly<Record<string, Kept>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether both say the same, in whichever order their names stand. */
export function isSame(a: Kept, b: Kept): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, n) => isSame(one, b[n]));
  return isPart(a) && isPart(b) && keysOf(a, b).every((key) => isSame(a[key], b[key]));
}

/** The entries of a list by their ids; null for what isn't a list, or has an entry without one. */
function byId(list: Kept): ReadonlyMap<string, Kept> | null {
  if (!Array.isArray(list)) return null;
  const entries = list.map((one): [Kept, Kept] => [isPart(one) ? one.id : null, one]);
  return entries.every((entry): entry is [string, Kept] => typeof entry[0] === 'string')
    ? new Map(entries)
    : null;
}

const keysOf = (...some: readonly Readonly<Record<string, Kept>>[]): readonly string[] => [
  ...new Set(some.flatMap(Object.keys)),
];

/** One thing that differs, where it is, and what it was and is; undefined for not there. */
interface Difference {
  /** The names and ids that lead there. */
  readonly path: string;
  readonly was: Kept;
  readonly is: Kept;
}

/** Where two versions of something differ. The order of a list with ids is one place of its own. */
export function differences(was: Kept, is: Kept, path = ''): readonly Difference[] {
  if (isSame(was, is)) return [];
  const [before, after] = [byId(was), byId(is)];
  if (before && after) {
    const ids = [...new Set([...before.keys(), ...after.keys()])];
    const own = ids.flatMap((id) => differences(before.get(id), after.get(id), `${path}/${id}`));
    return own.length > 0 ? own : [{ path, was, is }];
  }
  // What wasn't there is begun like an empty one, so that its first letter is where the next is.
  if (isPart(was ?? {}) && isPart(is ?? {}) && (isPart(was) || isPart(is)))
    return keysOf(partOf(was), partOf(is)).flatMap((key) =>
      differences(partOf(was)[key], partOf(is)[key], `${path}/${key}`),
    );
  return [{ path, was, is }];
}

const partOf = (value: Kept): Readonly<Record<string, Kept>> => (isPart(value) ? value : {});

const isWords = (value: Kept): boolean =>
  typeof value === 'string' ||
  (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'));
const isNumber = (value: Kept): boolean => typeof value === 'number' || value === null;

/** Whether somebody may be in the middle of typing it: words, or a number. */
export const isTyping = (found: readonly Difference[]): boolean =>
  found.some(({ was, is }) => isWords(was) || isWords(is)) ||
  found.every(({ was, is }) => isNumber(was) && isNumber(is));

/** How many entries with ids the lists of something have in all. */
export const entriesIn = (value: Kept): number =>
  Array.isArray(value)
    ? value.reduce((sum: number, one: Kept) => sum + (isPart(one) ? 1 : 0) + entriesIn(one), 0)
    : isPart(value)
      ? Object.values(value).reduce((sum: number, one) => sum + entriesIn(one), 0)
      : 0;

/**
 * Something as it is now, without what a change has made of it. What was changed again since then,
 * or has come, stays.
 * @param was before the change
 * @param is after it
 */
export function takenBack<T>(was: T, is: T, now: T): T {
  return back(was, is, now) as T;
}

function back(was: Kept, is: Kept, now: Kept): Kept {
  if (isSame(is, now)) return was;
  if (isSame(was, is)) return now;
  if (isPart(was) && isPart(is) && isPart(now)) {
    const entries = keysOf(now, was).map((key) => [key, back(was[key], is[key], now[key])]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  const [before, after, present] = [was, is, now].map(byId);
  return before && after && present ? listBack(before, after, present) : now;
}

function listBack(
  was: ReadonlyMap<string, Kept>,
  is: ReadonlyMap<string, Kept>,
  now: ReadonlyMap<string, Kept>,
): readonly Kept[] {
  const kept = [...now].flatMap(([id, entry]) => {
    // What it added goes, unless somebody has written on in it.
    if (is.has(id) && !was.has(id)) return isSame(is.get(id), entry) ? [] : [[id, entry] as const];
    return [
      [id, was.has(id) && is.has(id) ? back(was.get(id), is.get(id), entry) : entry] as const,
    ];
  });
  // What it took out comes back where it was.
  for (const [at, [id, entry]] of [...was].entries())
    if (!is.has(id) && !now.has(id)) kept.splice(Math.min(at, kept.length), 0, [id, entry]);
  return kept.map(([, entry]) => entry);
}
