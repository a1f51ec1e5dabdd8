import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Problem } from '../messaging';
import type { Kind, Note } from '../notes';
import { newDocument, type PaperBodies, type PaperKind } from '../papers';
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
import { differences, entriesIn, isTyping, takenBack } from './taken-back';

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
  /** Changes the settings. That can be undone. */
  changeSettings(change: (settings: Settings) => Settings): Promise<Problem | null>;
  /** Puts every setting back to its default. That can be undone. */
  resetSettings(): Promise<Problem | null>;
  /** Adds a client with this code. That can be undone until there is a session with them. */
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
   * Changes a paper of a session or a client. Null from `change` leaves it as it is. That can be
   * undone, but for a document that is final by then, and a result of a measure.
   */
  changePaper<Kind extends PaperKind>(
    kind: Kind,
    of: string,
    change: (paper: PaperBodies[Kind] | null) => PaperBodies[Kind] | null,
  ): Promise<Problem | null>;
  /**
   * Changes notes of a session: edited, added or removed. That can be undone, but for an added
   * measure or risk, which may belong to a result.
   */
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
  /** What was as it was before somebody began to type, where they type, and when they did last. */
  let typing: {
    readonly where: string;
    readonly was: unknown;
    readonly at: EpochMs;
  } | null = null;
  effect(() => {
    if (desk.lockState.value === 'locked') typing = null;
  });
  /**
   * Offers to take a change back, with what was typed before it in the same place. What has come
   * since then stays.
   * @param of what was changed
   * @param write changes it again
   */
  const offer = <T>(
    of: string,
    before: T,
    is: T,
    write: (undone: (now: T) => T) => Promise<Problem | null>,
  ) => {
    const found = differences(before, is);
    if (found.length === 0) return;
    const where = [of, ...found.map(({ path }) => path)].join(' ');
    const goesOn = typing?.where === where && now() - typing.at <= ONE_TYPING;
    const was = goesOn && typing ? (typing.was as T) : before;
    const isTyped = entriesIn(before) === entriesIn(is) && isTyping(found);
    typing = isTyped ? { where, was, at: now() } : null;
    const more = entriesIn(is) - entriesIn(was);
    changes.offerUndo(
      async () => {
        const problem = await write((present) => takenBack(was, is, present));
        if (problem === null) typing = null;
        return problem;
      },
      more < 0 ? 'removed' : more > 0 ? 'added' : 'changed',
    );
  };

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
      removed.value = null;
      if (problem === null && both)
        offer('settings', both.was, both.is, (undone) => changes.changeSettings(undone));
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
      const { id } = client;
      const problem = await desk.written((vault) => vault.changeClient(id, () => client));
      if (problem) return problem;
      changes.offerUndo(async () => {
        const sessions = await desk.opened.value?.vault.sessionIds(id);
        // Somebody has met them meanwhile.
        return sessions?.length === 0 ? changes.eraseClient(id) : 'sessionOpen';
      }, 'added');
      return { id };
    },

    async enterSession(id, written, notes) {
      const utcOffset = -new Date(written.startedAt).getTimezoneOffset();
      const made = writtenSession(written, now(), utcOffset);
      if (typeof made === 'string') return made;
      const problem = await desk.written((vault) =>
        vault.enter({ id, meeting: null, ...made, notes }),
      );
      if (!problem) changes.offerUndo(() => changes.eraseSession(id), 'added');
      return problem;
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
          removed.value = null;
          // What was typed meanwhile, and is written with it, stays.
          const isLess = changed.places.length < client.places.length;
          const is = isLess ? { ...client, places: changed.places } : changed;
          offer(id, client, is, (undone) => changes.changeClient(id, undone));
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
      return null;
    },

    async eraseSession(id) {
      const problem = await desk.written((vault) => vault.eraseSession(id, now()));
      if (problem) return problem;
      removed.value = null;
      typing = null;
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
      removed.value = null;
      const done = both as { readonly was: Body; readonly is: Body } | null;
      if (problem === null && done?.is && canBeTakenBack(kind, done.was, done.is)) {
        const was = done.was ?? nothingIn(kind, done.is);
        offer<object>(`${kind}/${of}`, was, done.is, (undone) =>
          changes.changePaper(kind, of, (now) => now && (undone(now) as Body)),
        );
      }
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
        problem === null && !added.some(({ kind }) => isOfMore(kind))
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

/** Whether a note of this kind may belong to something else that was written, as a result does. */
const isOfMore = (kind: Kind): boolean => kind === 'measure' || kind === 'risk';

/** What is final stays, as do its addenda. A result may stand in a session's record, too. */
function canBeTakenBack(kind: PaperKind, was: object | null, is: object): boolean {
  const count = (name: string) =>
    [was ?? {}, is].map((paper) => entriesIn(paper[name as keyof typeof paper]));
  switch (kind) {
    case 'document':
      return (is as PaperBodies['document']).finalisedAt === null;
    case 'measures': {
      const [before = 0, after = 0] = count('results');
      return after <= before;
    }
    default:
      return true;
  }
}

/** A paper as it is while there is nothing in it, to which its first change is taken back. */
const nothingIn = (kind: PaperKind, is: object): object =>
  kind === 'document'
    ? newDocument((is as PaperBodies['document']).format, (is as PaperBodies['document']).ownFormat)
    : Object.fromEntries(
        Object.entries(is).map(([name, value]) => [
          name,
          Array.isArray(value)
            ? []
            : typeof value === 'object' && value
              ? {}
              : typeof value === 'string'
                ? ''
                : value,
        ]),
      );

/** Milliseconds. Changes in one place that are closer together are one typing. */
export const ONE_TYPING = 10_000;
