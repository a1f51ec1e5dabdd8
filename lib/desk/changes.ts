import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Problem } from '../messaging';
import type { Note } from '../notes';
import type { PaperBodies, PaperKind } from '../papers';
import { type Client, DEFAULT_SETTINGS, newClient, type Settings } from '../practice';
import {
  clientOf,
  type EpochMs,
  lastClientOf,
  type WrittenProblem,
  type WrittenSession,
  writtenSession,
} from '../session';
import { movePapers, type SessionRecord } from '../vault';
import type { DeskVault } from './desk-vault';

/** What was removed or overwritten last, and how to undo that. */
export interface Removed {
  readonly what: 'added' | 'removed' | 'reset' | 'changed' | 'placesReset';
  undo(): Promise<Problem | null>;
}

/** What can be changed in the desk. Each resolves with why it could not be written, or null. */
export interface DeskChanges {
  /**
   * What was removed or overwritten last; null once something else has changed, or the notes are
   * locked.
   */
  readonly removed: ReadonlySignal<Removed | null>;
  /** Offers to undo something that was done elsewhere. */
  offerUndo(undo: Removed['undo'], what?: Removed['what']): void;
  /**
   * Changes the settings. What it removes from a list of the person's own, or overwrites in their
   * prompts, can be undone.
   */
  changeSettings(change: (settings: Settings) => Settings): Promise<Problem | null>;
  /** Puts every setting back to its default. That can be undone. */
  resetSettings(): Promise<Problem | null>;
  /** Adds a client with this code. */
  addClient(code: string): Promise<{ readonly id: string } | Problem>;
  /**
   * Changes a client, which can be undone. What is typed while a write is under way is written
   * together after it, and what is typed in one field is undone together.
   */
  changeClient(id: string, change: (client: Client) => Client): Promise<Problem | null>;
  /**
   * Enters a session that is over, with its notes. One that was entered already stays as it is.
   * Resolves with null, or with the reason it can't be entered. Erasing the session takes it back.
   */
  enterSession(
    id: string,
    written: WrittenSession,
    notes: readonly Note[],
  ): Promise<WrittenProblem | Problem | null>;
  /** Erases a client with everything that belongs to them. */
  eraseClient(id: string): Promise<Problem | null>;
  /** Erases a session with everything that belongs to it. */
  eraseSession(id: string): Promise<Problem | null>;
  /** Logs that a client's whole file was exported. */
  logExport(sessions: number, notes: number): Promise<Problem | null>;
  /**
   * Changes a paper of a session or a client. Null from `change` leaves it as it is. What it was
   * before can be had back, and what was added to a client's lists can be taken back.
   */
  changePaper<Kind extends PaperKind>(
    kind: Kind,
    of: string,
    change: (paper: PaperBodies[Kind] | null) => PaperBodies[Kind] | null,
  ): Promise<Problem | null>;
  /** Changes notes of a session: edited, added or removed. That can be undone. */
  changeNotes(
    sessionId: string,
    notes: readonly Note[],
    removed: readonly Note[],
  ): Promise<Problem | null>;
  /** Says whose session it was; null for nobody's. That can be undone. */
  moveSession(session: SessionRecord, clientId: string | null): Promise<Problem | null>;
}

export function createChanges(
  desk: DeskVault,
  { now, newId }: { now(): EpochMs; newId(): string },
): DeskChanges {
  const removed: Signal<Removed | null> = signal(null);
  effect(() => {
    // How to undo holds what was removed.
    if (desk.lockState.value === 'locked') removed.value = null;
  });
  /** The client as it was before somebody began to type, where they type, and when they did last. */
  let typing: { readonly was: Client; readonly fields: string; readonly at: EpochMs } | null = null;
  effect(() => {
    if (desk.lockState.value === 'locked') typing = null;
  });
  /** A paper as it was before somebody began to type in it, and when they typed last. */
  let writing: { readonly of: string; readonly was: object; readonly at: EpochMs } | null = null;
  effect(() => {
    if (desk.lockState.value === 'locked') writing = null;
  });
  /** Changes of clients that wait for the write before them. */
  const waiting = new Map<
    string,
    { readonly changes: ((client: Client) => Client)[]; readonly done: Promise<Problem | null> }
  >();

  /** Writes the settings, and gives them as they were and are, where that was done. */
  const writeSettings = async (change: (settings: Settings) => Settings) => {
    let both: { readonly was: Settings; readonly is: Settings } | null = null;
    const problem = await desk.written((vault) =>
      vault.changeSettings((was) => {
        both = { was, is: change(was) };
        return both.is;
      }),
    );
    return { problem, both: both as { was: Settings; is: Settings } | null };
  };

  /** Says whose session it is, after the `count` events that it has. */
  const choose = (id: string, count: number, clientId: string | null) =>
    desk.written((vault) =>
      vault.append(id, count, [
        { type: 'clientChosen', at: now(), clientId, confirmed: true, room: null },
      ]),
    );

  /** A session of nobody leaves what clients' files have of it where it is. */
  const moveAll = async (sessionId: string, from: string | null, to: string | null) =>
    from === null || to === null
      ? null
      : desk.written((vault) => movePapers(vault, sessionId, from, to));

  const changes: DeskChanges = {
    removed,

    offerUndo(undo, what = 'removed') {
      removed.value = {
        what,
        async undo() {
          const problem = await undo();
          if (problem === null) removed.value = null;
          return problem;
        },
      };
    },

    async changeSettings(change) {
      const { problem, both } = await writeSettings(change);
      const less = both !== null && hasLess(both.was, both.is);
      removed.value =
        problem === null && both && (less || hasOtherOwn(both.was, both.is))
          ? {
              what: less ? 'removed' : 'changed',
              undo: () => changes.changeSettings((settings) => withListsOf(both.was, settings)),
            }
          : null;
      return problem;
    },

    async resetSettings() {
      const { problem, both } = await writeSettings(() => DEFAULT_SETTINGS);
      if (problem === null && both)
        removed.value = { what: 'reset', undo: () => changes.changeSettings(() => both.was) };
      return problem;
    },

    async addClient(code) {
      const client = newClient(newId(), code, now());
      const problem = await desk.written((vault) => vault.changeClient(client.id, () => client));
      return problem ?? { id: client.id };
    },

    async enterSession(id, written, notes) {
      const utcOffset = -new Date(written.startedAt).getTimezoneOffset();
      const made = writtenSession(written, now(), utcOffset);
      if (typeof made === 'string') return made;
      return desk.written((vault) => vault.enter({ id, meeting: null, ...made, notes }));
    },

    changeClient(id, change) {
      const before = waiting.get(id);
      if (before) {
        before.changes.push(change);
        return before.done;
      }
      const own = [change];
      const done = desk.written((vault) => {
        waiting.delete(id);
        return vault.changeClient(id, (client) => {
          if (!client) throw new RangeError('there is no such client');
          const changed = own.reduce((so, next) => next(so), client);
          const fields = changedIn(client, changed);
          const isSame = typing?.was.id === id && typing.fields === fields.join();
          const goesOn = isSame && typing !== null && now() - typing.at <= ONE_TYPING;
          const was = goesOn && typing ? typing.was : client;
          typing = { was, fields: fields.join(), at: now() };
          const isLess = changed.places.length < client.places.length;
          // What was typed meanwhile, and is written with it, stays.
          const back = isLess ? ['places'] : fields;
          removed.value = null;
          if (fields.length > 0)
            changes.offerUndo(
              async () => {
                const problem = await changes.changeClient(id, (current) =>
                  withFields(current, back, was),
                );
                if (problem === null) typing = null;
                return problem;
              },
              isLess ? 'removed' : 'changed',
            );
          return changed;
        });
      });
      const mine = { changes: own, done };
      waiting.set(id, mine);
      // A write that never began, as while the notes are locked, must not keep later ones waiting.
      return done.finally(() => {
        if (waiting.get(id) === mine) waiting.delete(id);
      });
    },

    async eraseClient(id) {
      const problem = await desk.written((vault) =>
        vault.eraseClient(id, { what: 'erased', at: now() }),
      );
      if (problem) return problem;
      // Nothing here holds their words any more.
      removed.value = null;
      typing = null;
      writing = null;
      return null;
    },

    async eraseSession(id) {
      const problem = await desk.written((vault) => vault.eraseSession(id, now()));
      if (problem) return problem;
      removed.value = null;
      writing = null;
      return null;
    },

    logExport: (sessions, notes) =>
      desk.written((vault) => vault.addLog({ what: 'exported', at: now(), sessions, notes })),

    async changePaper(kind, of, change) {
      let both: { readonly was: Body; readonly is: Body } | null = null;
      type Body = PaperBodies[typeof kind] | null;
      const problem = await desk.written((vault) =>
        vault.changePaper(kind, of, (was) => {
          const is = change(was);
          both = { was, is };
          return is;
        }),
      );
      const { was: last, is } = (both as { was: Body; is: Body } | null) ?? { was: null, is: null };
      const less = last !== null && is !== null && hasLessIn(last, is);
      const more = is !== null && ADDED_TO.includes(kind) && hasNew(last ?? {}, is);
      const name = `${kind}/${of}`;
      const goesOn = writing?.of === name && now() - writing.at <= ONE_TYPING;
      // What is typed letter by letter is had back as it was before the first one.
      const was = less || !goesOn ? last : (writing?.was as Body);
      writing = was && is && !less && !more ? { of: name, was, at: now() } : null;
      const other = was !== null && is !== null && hasOtherWords(was, is);
      removed.value =
        problem === null && is && more && !less
          ? {
              what: 'added',
              undo: () =>
                changes.changePaper(
                  kind,
                  of,
                  (now) => now && (withoutNew(now, last ?? {}, is) as Body),
                ),
            }
          : problem === null && was && (less || other)
            ? {
                what: less ? 'removed' : 'changed',
                // What has come since then stays.
                undo: () =>
                  changes.changePaper(
                    kind,
                    of,
                    (now) => (now && is ? restored(now, was, is) : was) as Body,
                  ),
              }
            : null;
      return problem;
    },

    async changeNotes(sessionId, notes, gone) {
      let before: readonly Note[] = [];
      const ids = [...notes, ...gone].map(({ id }) => id);
      const problem = await desk.written(async (vault) => {
        const session = await vault.session(sessionId);
        before = session?.notes.filter(({ id }) => ids.includes(id)) ?? [];
        await vault.changeNotes(
          sessionId,
          notes,
          gone.map(({ id }) => id),
        );
      });
      const added = notes.filter(({ id }) => !before.some((one) => one.id === id));
      removed.value =
        problem === null && (before.length > 0 || isOwn(added))
          ? {
              what: gone.length > 0 ? 'removed' : before.length > 0 ? 'changed' : 'added',
              undo: () => changes.changeNotes(sessionId, before, added),
            }
          : null;
      return problem;
    },

    async moveSession({ id, events }, clientId) {
      const was = clientOf(events);
      const theirs = lastClientOf(events);
      // Done before, it is done again if the choice can't be written.
      const problem =
        (await moveAll(id, theirs, clientId)) ?? (await choose(id, events.length, clientId));
      if (problem) return problem;
      changes.offerUndo(
        async () =>
          (await moveAll(id, clientId, theirs)) ?? (await choose(id, events.length + 1, was)),
        'changed',
      );
      return null;
    },
  };
  return changes;
}

/** Whether these are private notes that somebody wrote for themselves. */
const isOwn = (notes: readonly Note[]): boolean =>
  notes.length > 0 && notes.every(({ compartment }) => compartment === 'private');

/** Whether a list of a paper has less in it now. */
const hasLessIn = (was: object, is: object): boolean =>
  Object.entries(was).some(([name, before]) => {
    const now: unknown = is[name as keyof typeof is];
    return Array.isArray(before) && Array.isArray(now) && before.length > now.length;
  });

/** Whether words that were typed are other ones now, or gone. */
function hasOtherWords(was: unknown, is: unknown): boolean {
  if (typeof was === 'string') return was !== '' && was !== is;
  if (typeof was !== 'object' || was === null) return false;
  if (Array.isArray(was)) {
    // What was taken out of a list is told apart from what is another one now.
    const now = byId(is);
    return [...byId(was)].some(([id, one]) => now.has(id) && hasOtherWords(one, now.get(id)));
  }
  const now = typeof is === 'object' && is !== null ? is : {};
  return Object.entries(was).some(([name, words]) =>
    hasOtherWords(words, now[name as keyof typeof now]),
  );
}

/** Papers to whose lists entries are added one by one, each of which can be taken back. */
const ADDED_TO: readonly PaperKind[] = [
  'goals',
  'plans',
  'ahead',
  'scaling',
  'absences',
  'feedback',
];

/** What of papers holds its entries by names, as a list does by ids. */
const NAMED: readonly string[] = ['answers'];

/** The ids of a list's entries, or the names in a record. */
const namesIn = (list: unknown): readonly string[] =>
  Array.isArray(list) ? [...byId(list).keys()] : Object.keys(list ?? {});

/** What lists and records of a paper have that they did not have before, by their names. */
const newIn = (was: object, is: object): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(is).flatMap(([name, list]) => {
      if (!Array.isArray(list) && !NAMED.includes(name)) return [];
      const before = namesIn(was[name as keyof typeof was]);
      const added = namesIn(list).filter((one) => !before.includes(one));
      return added.length > 0 ? [[name, added] as const] : [];
    }),
  );

const hasNew = (was: object, is: object): boolean => newIn(was, is).size > 0;

/** A paper as it is now, without what came with a change. */
function withoutNew(now: object, was: object, is: object): object {
  const added = newIn(was, is);
  return Object.fromEntries(
    Object.entries(now).map(([name, list]) => {
      const gone = added.get(name) ?? [];
      if (gone.length === 0) return [name, list];
      return [
        name,
        Array.isArray(list)
          ? list.filter((one: { readonly id?: string } | null) => !gone.includes(one?.id ?? ''))
          : Object.fromEntries(Object.entries(list).filter(([key]) => !gone.includes(key))),
      ];
    }),
  );
}

/** The entries of a list that have an id. */
const byId = (list: unknown): ReadonlyMap<string, unknown> =>
  new Map(
    (Array.isArray(list) ? list : []).flatMap((one: { readonly id?: string } | null) =>
      one?.id ? [[one.id, one] as const] : [],
    ),
  );

/**
 * A paper as it is now, with the words of before, and what was taken out of its lists. An entry
 * that is as the change left it is as it was before.
 */
function restored(now: object, was: object, is: object): object {
  return Object.fromEntries(
    Object.entries({ ...now, ...was }).map(([name, before]) => {
      const present: unknown = now[name as keyof typeof now];
      if (NAMED.includes(name))
        return [name, restoredNames(present, before, is[name as keyof typeof is])];
      if (!Array.isArray(before) || !Array.isArray(present)) return [name, before];
      const key = (one: unknown) => JSON.stringify(one);
      const there = new Set(present.map(key));
      const back = before.filter((one) => !there.has(key(one)));
      const [last, changed, here] = [
        byId(before),
        byId(is[name as keyof typeof is]),
        byId(present),
      ];
      // Of one that was changed since, the later version stays.
      const kept = present.map((one: { readonly id?: string }) =>
        last.has(one?.id ?? '') && key(changed.get(one.id ?? '')) === key(one)
          ? last.get(one.id ?? '')
          : one,
      );
      return [name, [...kept, ...back.filter((one) => !here.has(one?.id ?? ''))]];
    }),
  );
}

/** A record with the entries of before, where they are as the change left them or gone. */
function restoredNames(now: unknown, was: unknown, is: unknown): object {
  const [present, before, changed] = [now, was, is].map(
    (one) => new Map<string, unknown>(Object.entries(one ?? {})),
  );
  const key = (one: unknown) => JSON.stringify(one);
  for (const [name, entry] of before ?? [])
    if (!present?.has(name) || key(present.get(name)) === key(changed?.get(name)))
      present?.set(name, entry);
  return Object.fromEntries(present ?? []);
}

/** Lists of the settings whose entries a person writes or chooses one by one. */
const listsOf = ({ presets, shorthands, formats, exercises, prompts }: Settings) => [
  presets,
  shorthands,
  formats,
  exercises,
  prompts.added,
];

/** Milliseconds. Changes of a client that are closer together are one typing. */
export const ONE_TYPING = 10_000;

const isPart = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields in which two versions of a client differ, those of a part as `part.field`. */
const changedIn = (was: object, is: object, part = ''): readonly string[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((field) => {
    const [before, after]: readonly unknown[] = [was, is].map((one) => one[field as keyof object]);
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    return part === '' && isPart(before) && isPart(after)
      ? changedIn(before, after, `${field}.`)
      : [`${part}${field}`];
  });

/** A client as it is now, with these fields as they were. */
const withFields = (now: Client, fields: readonly string[], was: Client): Client => {
  const back = (present: object, before: object, part = ''): object =>
    Object.fromEntries(
      [...new Set([...Object.keys(present), ...Object.keys(before)])].flatMap((field) => {
        const [there, then]: readonly unknown[] = [present, before].map(
          (one) => one[field as keyof object],
        );
        const value = fields.includes(`${part}${field}`)
          ? then
          : part === '' && isPart(there) && isPart(then)
            ? back(there, then, `${field}.`)
            : there;
        return value === undefined ? [] : [[field, value]];
      }),
    );
  return back(now, was) as Client;
};

/** Whether words of the person's own prompts, formats or exercises were overwritten. */
function hasOtherOwn(before: Settings, after: Settings): boolean {
  const [was, is] = [before.prompts, after.prompts];
  const hasOther = <One extends { readonly id: string }>(
    some: readonly One[],
    now: readonly One[],
  ) => some.some((one) => now.some((other) => other.id === one.id && other !== one));
  return (
    hasOther(before.formats, after.formats) ||
    hasOther(before.exercises, after.exercises) ||
    Object.entries(was.edited).some(([id, words]) => is.edited[id] !== words) ||
    was.added.some(({ id, text }) => is.added.find((one) => one.id === id)?.text !== text)
  );
}

const hasLess = (was: Settings, is: Settings): boolean =>
  listsOf(was).some((list, n) => list.length > (listsOf(is)[n]?.length ?? 0));

const withListsOf = (was: Settings, settings: Settings): Settings => ({
  ...settings,
  presets: was.presets,
  shorthands: was.shorthands,
  formats: was.formats,
  exercises: was.exercises,
  prompts: { ...settings.prompts, added: was.prompts.added, edited: was.prompts.edited },
});
