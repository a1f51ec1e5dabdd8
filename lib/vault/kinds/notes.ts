import {
  type Compartment,
  type DraftField,
  isSameButMark,
  type Kind,
  type Note,
  type PlanDetail,
} from '../../notes';
import { CARD_FIELDS, type Card, type CardField, EMPTY_CARD } from '../../practice';
import type { LineRow, SealedBytes, Store } from '../../store';
import { sameBytes } from '../bytes';
import { unlessUnreadable, type VaultCore } from '../core';
import { seal } from '../envelope';
import { DocumentFinalError } from '../errors';
import { cardBody, cardFieldBody, draftBody, lineBody } from '../records';
import { openPaper, paperId } from './papers';

/** What was typed in a panel and not saved, and what kind of note it was to be. */
export interface Draft {
  readonly text: string;
  readonly kind: Kind;
  readonly compartment: Compartment;
  readonly speaker: string;
  /**
   * For an edit: the note that is edited, the text that the edit began with, and a plan's details.
   */
  readonly edit?: { readonly noteId: string; readonly base: string; readonly plan?: PlanDetail };
  /** The field that it was typed in; absent for a note and its edit. */
  readonly field?: DraftField;
}

/**
 * What is written in a session: notes, drafts and the card. Each write rejects with
 * `NoSuchSessionError` and changes nothing when the session is gone.
 */
export interface Notes {
  /** Saves a note, new or changed. */
  putNote(sessionId: string, note: Note): Promise<void>;
  /**
   * Saves new notes and drops the drafts of the panels they were typed in, all or nothing. A note
   * that exists already, in any session, stays as it is.
   * @returns the ids of the notes that did not exist
   */
  addNotes(
    sessionId: string,
    notes: readonly Note[],
    panels: readonly string[],
  ): Promise<readonly string[]>;
  /**
   * Settles a closed session: saves these notes, removes those, and drops the drafts of these
   * panels, all or nothing. Whatever is in no list stays as it is, unreadable notes and drafts
   * included.
   */
  settle(
    sessionId: string,
    notes: readonly Note[],
    removed: readonly string[],
    panels: readonly string[],
  ): Promise<void>;
  /**
   * Changes notes of a session that is over: saves these and removes those, all or nothing. Private
   * notes are no part of the document, and can be changed once it is final, too; so can a note's
   * mark for supervision.
   * @throws DocumentFinalError with nothing changed, when its document is final or can't be opened
   */
  changeNotes(sessionId: string, notes: readonly Note[], removed: readonly string[]): Promise<void>;
  /** Keeps what was typed in a panel so far. An empty text drops the draft. */
  putDraft(sessionId: string, panel: string, draft: Draft): Promise<void>;
  /** Replaces drafts of several panels by one draft, all or nothing. */
  moveDrafts(
    sessionId: string,
    from: readonly string[],
    panel: string,
    draft: Draft,
  ): Promise<void>;
  /** The drafts of a session, by panel. A draft that can't be opened is left out and kept. */
  drafts(sessionId: string): Promise<ReadonlyMap<string, Draft>>;
  /** A session's card. A field that is not kept, or can't be opened, is empty. */
  card(sessionId: string): Promise<Card>;
  /** Keeps a field of a session's card. */
  putCardField(sessionId: string, field: CardField, text: string): Promise<void>;
}

export function notesIn(core: VaultCore): Notes {
  const { store, keys } = core;
  const { lines: table, drafts, sessions, cards, papers } = store;

  const sealNotes = (sessionId: string, notes: readonly Note[]) =>
    Promise.all(notes.map((note) => sealNote(core, sessionId, note)));
  const sealDraft = (sessionId: string, panel: string, draft: Draft): Promise<SealedBytes> => {
    const { edit, ...rest } = draft;
    // Stored drafts call the note that is edited a line.
    const body = edit
      ? { ...rest, edit: { lineId: edit.noteId, base: edit.base, ...planIn(edit) } }
      : rest;
    return seal(keys[draft.compartment], 'draft', `${sessionId}/${panel}`, body);
  };

  return {
    async putNote(sessionId, note) {
      const row = await sealNote(core, sessionId, note);
      await core.writeIn(sessionId, [table], () => table.put(row));
    },

    async addNotes(sessionId, notes, panels) {
      const rows = await sealNotes(sessionId, notes);
      return core.writeIn(sessionId, [table, drafts], async () => {
        const there = await table.bulkGet(rows.map(({ id }) => id));
        const added = rows.filter((_, index) => !there[index]);
        await Promise.all([table.bulkAdd(added), drafts.bulkDelete(keysOf(sessionId, panels))]);
        return added.map(({ id }) => id);
      });
    },

    async settle(sessionId, notes, removed, panels) {
      const rows = await sealNotes(sessionId, notes);
      await core.writeIn(sessionId, [table, drafts], async () => {
        await table.bulkDelete([...removed]);
        await table.bulkPut(rows);
        await drafts.bulkDelete(keysOf(sessionId, panels));
        await sessions.update(sessionId, { unsettled: 0 });
      });
    },

    async changeNotes(sessionId, notes, removed) {
      const rows = await sealNotes(sessionId, notes);
      const id = paperId('document', sessionId);
      const keptOf = async (ids: readonly string[]) =>
        Promise.all((await table.bulkGet([...ids])).map((row) => row && openNote(core, row)));
      /** Whether all that is changed, and as it stands, is no part of the record. */
      const leavesRecord = async () => {
        const [gone, before] = await Promise.all([
          keptOf(removed),
          keptOf(notes.map((note) => note.id)),
        ]);
        const isApart = (note: Note | null | undefined) =>
          note === undefined || note?.compartment === 'private';
        return (
          gone.every(isApart) &&
          notes.every((note, n) => {
            const kept = before[n];
            return (isApart(note) && isApart(kept)) || (kept && isSameButMark(kept, note));
          })
        );
      };
      for (;;) {
        const paper = await papers.get(id);
        const document = paper
          ? await openPaper(core, 'document', paper).catch(unlessUnreadable)
          : null;
        if (paper && document?.finalisedAt !== null && !(await leavesRecord()))
          throw new DocumentFinalError();
        const written = await core.writeIn(sessionId, [table, papers], async () => {
          // Another page may have finalised it meanwhile.
          if (!sameBytes((await papers.get(id))?.body, paper?.body)) return false;
          await table.bulkDelete([...removed]);
          await table.bulkPut(rows);
          // Written as it is, so that the change says whose notes were removed.
          const row = await sessions.get(sessionId);
          if (row) await sessions.put(row);
          return true;
        });
        if (written) return;
      }
    },

    async putDraft(sessionId, panel, draft) {
      if (draft.text === '') return drafts.delete([sessionId, panel]);
      const body = await sealDraft(sessionId, panel, draft);
      await core.writeIn(sessionId, [drafts], () => drafts.put({ sessionId, panel, body }));
    },

    async moveDrafts(sessionId, from, panel, draft) {
      const body = await sealDraft(sessionId, panel, draft);
      await core.writeIn(sessionId, [drafts], async () => {
        await drafts.bulkDelete(keysOf(sessionId, from));
        await drafts.put({ sessionId, panel, body });
      });
    },

    async drafts(sessionId) {
      const rows = await drafts.where({ sessionId }).toArray();
      const opened = await Promise.all(
        rows.map(async ({ panel, body }) => {
          const name = `${sessionId}/${panel}`;
          const stored = await core.open('draft', name, body, draftBody).catch(unlessUnreadable);
          if (!stored) return null;
          const { edit, ...rest } = stored;
          const draft: Draft = edit
            ? { ...rest, edit: { noteId: edit.lineId, base: edit.base, ...planIn(edit) } }
            : rest;
          return [panel, draft] as const;
        }),
      );
      return new Map(opened.filter((entry) => entry !== null));
    },

    async card(sessionId) {
      const rows = await cardsOf(store, sessionId).toArray();
      const fields = await Promise.all(
        rows
          .map(async ({ id, body }): Promise<Partial<Card>> => {
            if (id === sessionId) return core.open('card', id, body, cardBody);
            const field = CARD_FIELDS.find((known) => id === cardId(sessionId, known));
            return field ? { [field]: await core.open('card', id, body, cardFieldBody) } : {};
          })
          .map((opened) => opened.catch(unlessUnreadable)),
      );
      // Older cards are kept whole. Their id sorts first, so that single fields win.
      return Object.assign({}, EMPTY_CARD, ...fields);
    },

    async putCardField(sessionId, field, text) {
      const id = cardId(sessionId, field);
      const body = await core.seal('card', id, text);
      await core.writeIn(sessionId, [cards], () => cards.put({ id, body }));
    },
  };
}

/** The note in a row, or null when it can't be opened. */
export const openNote = (core: VaultCore, { id, body }: LineRow): Promise<Note | null> =>
  core
    .open('line', id, body, lineBody)
    .then((rest): Note => ({ id, ...rest }))
    .catch(unlessUnreadable);

/** The row of a note, sealed with the key of its compartment. */
export async function sealNote(
  { keys }: VaultCore,
  sessionId: string,
  note: Note,
): Promise<LineRow> {
  const { id, ...rest } = note;
  const body = await seal(keys[note.compartment], 'line', id, rest);
  return { id, sessionId, at: note.at, body };
}

/**
 * A session's cards: the fields, and what older versions kept as one record. No other session's,
 * whatever its id begins with.
 */
export const cardsOf = ({ cards }: Store, sessionId: string) =>
  cards.where('id').equals(sessionId).or('id').startsWith(`${sessionId}/`);

/** The id of the record that holds a field of a session's card. */
export const cardId = (sessionId: string, field: CardField) => `${sessionId}/${field}`;

const keysOf = (sessionId: string, panels: readonly string[]) =>
  panels.map((panel): [string, string] => [sessionId, panel]);

const planIn = ({ plan }: { readonly plan?: PlanDetail }) => (plan ? { plan } : {});
