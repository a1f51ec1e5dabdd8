import { effect } from '@preact/signals';
import type { Problem } from '../messaging';
import type { Note } from '../notes';
import {
  type ClientMeasures,
  type ClientScaling,
  newDocument,
  PAPER_KINDS,
  PAPERS,
  type PaperBodies,
  type PaperKind,
} from '../papers';
import { type Client, DEFAULT_SETTINGS, newClient, type Settings } from '../practice';
import {
  clientOf,
  type EpochMs,
  lastClientOf,
  type WrittenProblem,
  type WrittenSession,
  writtenSession,
} from '../session';
import { movePapers, type SessionRecord, UnderHoldError, type Vault } from '../vault';
import type { DeskVault } from './desk-vault';
import { isSame } from './taken-back';
import { canBeTakenBack, createUndoing, type Removed, type Undoing } from './undoing';

/** What can be changed in the desk. Each resolves with why it could not be written, or null. */
export interface DeskChanges {
  /** What was changed last, and how to undo it; null for nothing, and once the notes are locked. */
  readonly removed: Undoing['removed'];
  /** Offers to undo something that was done elsewhere. */
  readonly offerUndo: Undoing['offerUndo'];
  /** Says which form the last change was saved from: call it as soon as that is saved. */
  readonly offerForm: Undoing['offerForm'];
  /** Changes the settings. That can be undone. */
  changeSettings(change: (settings: Settings) => Settings): Promise<Problem | null>;
  /** Puts every setting back to its default. That can be undone. */
  resetSettings(): Promise<Problem | null>;
  /** Adds a client with this code. That can be undone while nothing else is kept of them. */
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
   * undone, but for a document that is final by then.
   */
  changePaper<Kind extends PaperKind>(
    kind: Kind,
    of: string,
    change: (paper: PaperBodies[Kind] | null) => PaperBodies[Kind] | null,
  ): Promise<Problem | null>;
  /**
   * Changes notes of a session: edited, added or removed. That can be undone; lines that come with
   * a result that was added right before are taken back together with it.
   */
  changeNotes(
    sessionId: string,
    notes: readonly Note[],
    removed: readonly Note[],
  ): Promise<Problem | null>;
  /**
   * Says whose session it was; null for nobody's. That can be undone. Refused while a legal hold is
   * on whose it was said to be.
   */
  moveSession(session: SessionRecord, clientId: string | null): Promise<Problem | null>;
}

export function createChanges(
  desk: DeskVault,
  {
    now,
    newId,
    onErased,
  }: {
    now(): EpochMs;
    newId(): string;
    /** Called after something was erased, before that is said. */
    onErased(): Promise<void>;
  },
): DeskChanges {
  const undoing = createUndoing(now, () => desk.lockState.peek() !== 'locked');
  const { removed, offer, offerAlso, offerForm, offerUndo, forget, inTurn, presses } = undoing;
  /** What was added last with lines of its own in a session's record, and the offer to undo it. */
  let results: { readonly offer: Removed | null; readonly ids: readonly string[] } | null = null;
  effect(() => {
    // How to undo holds what was changed.
    if (desk.lockState.value === 'locked') forget();
  });
  /** Writes a paper, and gives it as it was and is, where that was done. */
  const writePaper = async <Of extends PaperKind>(
    kind: Of,
    of: string,
    change: (paper: PaperBodies[Of] | null) => PaperBodies[Of] | null,
  ) => {
    type Body = PaperBodies[Of] | null;
    let both: { readonly was: Body; readonly is: Body } | null = null;
    const problem = await desk.written((vault) =>
      vault.changePaper(kind, of, (was) => {
        both = { was, is: change(was) };
        return both.is;
      }),
    );
    return { problem, both: both as { readonly was: Body; readonly is: Body } | null };
  };

  /** Changes of clients that wait for the write before them. */
  const waiting = new Map<
    string,
    {
      readonly changes: ((client: Client) => Client)[];
      readonly presses: number;
      readonly done: Promise<Problem | null>;
    }
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
  const takeSettingsBack = async (change: (settings: Settings) => Settings) =>
    (await writeSettings(change)).problem;

  /**
   * Says whose session it is, after the `count` events that it has, and takes along what clients'
   * files have of it. A session of nobody leaves that where it is.
   * @param held of whom none may be under a legal hold
   */
  const move = (
    sessionId: string,
    count: number,
    [from, to]: readonly [from: string | null, to: string | null],
    clientId: string | null,
    held: readonly (string | null)[],
  ) =>
    desk.written(async (vault) => {
      const clients = await vault.clients();
      // Under nobody's name it could be erased.
      if (clients.some(({ id, legalHold }) => held.includes(id) && legalHold.trim() !== ''))
        throw new UnderHoldError();
      // Done before, it is done again if the choice can't be written.
      if (from !== null && to !== null) await movePapers(vault, sessionId, from, to);
      await vault.append(sessionId, count, [
        { type: 'clientChosen', at: now(), clientId, confirmed: true, room: null },
      ]);
    });

  const changes: DeskChanges = {
    removed,

    offerUndo,

    offerForm,

    async changeSettings(change) {
      const { problem, both } = await writeSettings(change);
      if (problem === null && both) offer('settings', null, both.was, both.is, takeSettingsBack);
      return problem;
    },

    async resetSettings() {
      const { problem, both } = await writeSettings(() => DEFAULT_SETTINGS);
      if (problem === null && both)
        offer('settings', null, both.was, both.is, takeSettingsBack, 'reset');
      return problem;
    },

    async addClient(code) {
      const client = newClient(newId(), code, now());
      const { id } = client;
      const problem = await desk.written((vault) => vault.changeClient(id, () => client));
      if (problem) return problem;
      offerUndo('client', id, 'added', async () => {
        const open = desk.opened.value;
        if (!open || !(await isUntouched(open.vault, client))) return 'changedSince';
        return changes.eraseClient(id);
      });
      return { id };
    },

    async enterSession(id, written, notes) {
      const utcOffset = -new Date(written.startedAt).getTimezoneOffset();
      const made = writtenSession(written, now(), utcOffset);
      if (typeof made === 'string') return made;
      const enter = async (): Promise<Problem | null> => {
        let isNew = false;
        const problem = await desk.written(async (vault) => {
          isNew = (await vault.session(id)) === null;
          await vault.enter({ id, meeting: null, ...made, notes });
        });
        if (!problem && isNew) offerUndo('session', id, 'added', leave);
        return problem;
      };
      const leave = async (): Promise<Problem | null> => {
        const there = await desk.opened.value?.vault.session(id);
        const handout = await desk.opened.value?.vault.paper('handout', id);
        const byId = (some: readonly Note[]) =>
          Object.fromEntries(some.map((note) => [note.id, note]));
        const isAsEntered =
          there && isSame(byId(there.notes), byId(notes)) && !there.document && !handout;
        if (!isAsEntered) return 'changedSince';
        const problem = await changes.eraseSession(id);
        // Whoever has typed in a page of lines gets them back after a press too many.
        if (!problem) offerUndo('session', id, 'removed', enter);
        return problem;
      };
      return enter();
    },

    changeClient(id, change) {
      const before = waiting.get(id);
      if (before?.presses === presses()) {
        before.changes.push(change);
        return before.done;
      }
      const own = [change];
      let both: { readonly was: Client; readonly is: Client } | null = null;
      const done = inTurn(async () => {
        const problem = await desk.written((vault) => {
          if (waiting.get(id)?.changes === own) waiting.delete(id);
          return writeClient(vault, id, (client) => {
            const changed = own.reduce((so, next) => next(so), client);
            both = { was: client, is: changed };
            return changed;
          });
        });
        const { was, is } = (both as { was: Client; is: Client } | null) ?? {};
        if (problem !== null || !was || !is) return problem;
        // What was typed meanwhile, and is written with it, stays.
        const isLess = is.places.length < was.places.length;
        const undone = isLess ? { ...was, places: is.places } : is;
        offer('clientPage', id, was, undone, (back) =>
          desk.written((vault) => writeClient(vault, id, back)),
        );
        return null;
      });
      const mine = { changes: own, presses: presses(), done };
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
      forget();
      await onErased();
      return null;
    },

    async eraseSession(id) {
      const problem = await desk.written((vault) => vault.eraseSession(id, now()));
      if (problem) return problem;
      forget();
      await onErased();
      return null;
    },

    logExport: (sessions, notes) =>
      desk.written((vault) => vault.addLog({ what: 'exported', at: now(), sessions, notes })),

    async changePaper(kind, of, change) {
      const { problem, both: done } = await writePaper(kind, of, change);
      if (problem !== null || !done?.is) return problem;
      if (!canBeTakenBack(kind, done.is)) {
        forget();
        return null;
      }
      const was =
        done.was ??
        nothingIn(
          kind,
          done.is,
          (kind === 'document' && (await desk.opened.value?.vault.settings())) || DEFAULT_SETTINGS,
        );
      offer<object>(kind, of, was, done.is, async (undone) => {
        const back = await writePaper(kind, of, (paper) =>
          // It may have become final in another page.
          paper && canBeTakenBack(kind, paper) ? (undone(paper) as typeof paper) : null,
        );
        return back.problem;
      });
      const ids = addedTo(was, done.is);
      results = ids.length > 0 ? { offer: removed.value, ids } : null;
      return null;
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
      if (problem !== null) return problem;
      const added = notes.filter(({ id }) => !before.some((one) => one.id === id));
      /** @param whole whether it is taken back whole or not at all; what is gone already is */
      const takeBack = async (whole: boolean) => {
        let undone = whole;
        const failed = await desk.written(async (vault) => {
          const there = (await vault.session(sessionId))?.notes ?? [];
          const isAsLeft = ({ id }: Note) =>
            isSame(
              there.find((one) => one.id === id),
              notes.find((one) => one.id === id),
            );
          // A note that others have changed since then stays as they left it.
          const [back, away] = [before.filter(isAsLeft), added.filter(isAsLeft)];
          const isChanged = added.some(
            (note) => there.some(({ id }) => id === note.id) && !away.includes(note),
          );
          undone = whole ? !isChanged : back.length + away.length > 0;
          if (undone && back.length + away.length > 0)
            await vault.changeNotes(
              sessionId,
              back,
              away.map(({ id }) => id),
            );
        });
        return failed ?? (undone ? null : 'changedSince');
      };
      // What a result has put into the record goes with it.
      const result = results?.offer === removed.value ? results : null;
      if (result?.ids.some((id) => added.some((note) => note.id.startsWith(`${id}-`)))) {
        offerAlso(() => takeBack(true));
        results = null;
      } else if (added.some(({ id }) => OF_RESULT.test(id))) {
        // Without its result, which isn't on offer, it stays.
        forget();
      } else
        offerUndo(
          'notes',
          sessionId,
          gone.length > 0 ? 'removed' : before.length > 0 ? 'changed' : 'added',
          () => takeBack(false),
        );
      return null;
    },

    async moveSession({ id, events }, clientId) {
      const was = clientOf(events);
      const theirs = lastClientOf(events);
      const problem = await move(id, events.length, [theirs, clientId], clientId, [was, theirs]);
      if (problem) return problem;
      offerUndo('session', id, 'changed', () =>
        move(id, events.length + 1, [clientId, theirs], was, [clientId]),
      );
      return null;
    },
  };
  return {
    ...changes,
    changeSettings: (change) => inTurn(() => changes.changeSettings(change)),
    resetSettings: () => inTurn(changes.resetSettings),
    addClient: (code) => inTurn(() => changes.addClient(code)),
    enterSession: (...entered) => inTurn(() => changes.enterSession(...entered)),
    eraseClient: (id) => inTurn(() => changes.eraseClient(id)),
    eraseSession: (id) => inTurn(() => changes.eraseSession(id)),
    changePaper: (kind, of, change) => inTurn(() => changes.changePaper(kind, of, change)),
    changeNotes: (...changed) => inTurn(() => changes.changeNotes(...changed)),
    moveSession: (session, clientId) => inTurn(() => changes.moveSession(session, clientId)),
  };
}

const writeClient = (vault: Vault, id: string, change: (client: Client) => Client) =>
  vault.changeClient(id, (client) => {
    if (!client) throw new RangeError('there is no such client');
    return change(client);
  });

/** What the ids of lines end with that a result, or a review of goals, has put into a record. */
const OF_RESULT = /-(result|safety|review)$/;

/** The ids of the results, or the reviews of goals, that a change of a paper has added. */
function addedTo(was: object, is: object): readonly string[] {
  const idsOf = (paper: object) => {
    const { results = [], reviews = [] } = paper as Partial<ClientMeasures & ClientScaling>;
    return [...results, ...reviews].map(({ id }) => id);
  };
  const before = new Set(idsOf(was));
  return idsOf(is).filter((id) => !before.has(id));
}

/** Whether a client is as they were added, with nothing that belongs to them. */
async function isUntouched(vault: Vault, client: Client): Promise<boolean> {
  const there = (await vault.clients()).find(({ id }) => id === client.id);
  const papers = await Promise.all(
    PAPER_KINDS.filter((kind) => PAPERS[kind].of === 'client').map((kind) =>
      vault.paper(kind, client.id),
    ),
  );
  return (
    isSame(there, client) &&
    papers.every((paper) => paper === null) &&
    (await vault.unreadablePapers(client.id)) === 0 &&
    (await vault.sessionIds(client.id)).length === 0
  );
}

/** A paper as it is while there is nothing in it, to which its first change is taken back. */
const nothingIn = (kind: PaperKind, is: object, { noteFormat, formats }: Settings): object =>
  kind === 'document'
    ? newDocument(noteFormat, formats.find(({ id }) => id === noteFormat) ?? null)
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
