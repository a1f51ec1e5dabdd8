import {
  PAPER_KINDS,
  PAPERS,
  type PaperBodies,
  type PaperKind,
  type SessionDocument,
} from '../../papers';
import type { PaperRow } from '../../store';
import { sameBytes } from '../bytes';
import { unlessUnreadable, type VaultCore } from '../core';
import { seal } from '../envelope';
import { DocumentFinalError, NoSuchSessionError } from '../errors';
import { markStale } from '../stale';

/** What a session or a client has beside notes and details: one paper of each kind. */
export interface Papers {
  /** How many papers of a session or a client can't be opened. */
  unreadablePapers(of: string): Promise<number>;
  /** A paper; null when there is none, or it can't be opened. */
  paper<Kind extends PaperKind>(kind: Kind, of: string): Promise<PaperBodies[Kind] | null>;
  /**
   * Papers of a kind that can be opened, with whose they are.
   * @param of the ids of the sessions or clients whose papers are wanted; by default, of all
   */
  papersOf<Kind extends PaperKind>(
    kind: Kind,
    of?: readonly string[],
  ): Promise<readonly (readonly [of: string, paper: PaperBodies[Kind]])[]>;
  /**
   * Writes a paper. `change` gets the stored one, or null for none, and may be called more than
   * once when somebody else changes it meanwhile. Null from it leaves the paper as it is.
   * @throws OpenError when the stored paper can't be opened; it is not overwritten
   * @throws NoSuchSessionError when the session or client is gone
   * @throws DocumentFinalError when it is a final document and more than an addendum changes
   */
  changePaper<Kind extends PaperKind>(
    kind: Kind,
    of: string,
    change: (paper: PaperBodies[Kind] | null) => PaperBodies[Kind] | null,
  ): Promise<void>;
}

export const paperId = (kind: PaperKind, of: string): string => `${of}/${kind}`;

export function papersIn(core: VaultCore): Papers {
  const { store } = core;
  const { papers, sessions, clients, stale } = store;
  return {
    async unreadablePapers(of) {
      const rows = await papers.where({ of }).toArray();
      const opened = await Promise.all(
        rows.map((row) => {
          const kind = PAPER_KINDS.find((one) => row.id === paperId(one, of));
          return kind ? openPaper(core, kind, row).catch(unlessUnreadable) : null;
        }),
      );
      return opened.filter((paper) => paper === null).length;
    },

    async paper(kind, of) {
      const row = await papers.get(paperId(kind, of));
      return row ? openPaper(core, kind, row).catch(unlessUnreadable) : null;
    },

    async papersOf(kind, of) {
      const ids = of
        ? of.map((one) => paperId(kind, one))
        : // Most papers are documents of sessions: their keys say which these are, unopened.
          (await papers.toCollection().primaryKeys()).filter((id) => id.endsWith(`/${kind}`));
      const rows = (await papers.bulkGet(ids)).filter((row) => row !== undefined);
      const opened = await Promise.all(
        rows.map(async (row) => {
          const body = await openPaper(core, kind, row).catch(unlessUnreadable);
          return body ? ([row.of, body] as const) : null;
        }),
      );
      return opened.filter((one) => one !== null);
    },

    async changePaper(kind, of, change) {
      const id = paperId(kind, of);
      for (;;) {
        const before = await papers.get(id);
        const stored = before ? await openPaper(core, kind, before) : null;
        const next = change(stored);
        if (!next) return;
        if (isFinal(stored) && !addsToFinal(stored, next)) throw new DocumentFinalError();
        const row = await sealPaper(core, kind, of, next);
        const owner = PAPERS[kind].of;
        const ofSession = owner === 'session';
        const written = await core.write([papers, sessions, clients, stale], async () => {
          const isThere =
            owner === 'practice' || (await (ofSession ? sessions : clients).get(of)) !== undefined;
          if (!isThere) throw new NoSuchSessionError();
          if (!sameBytes((await papers.get(id))?.body, before?.body)) return false;
          await papers.put(row);
          // A session's head says how far its document is.
          if (ofSession) await markStale(store, [of]);
          return true;
        });
        if (written) return;
      }
    },
  };
}

const isFinal = (paper: object | null): paper is SessionDocument =>
  paper !== null && 'finalisedAt' in paper && paper.finalisedAt !== null;

/** Whether a final document is as it was, but for addenda that have come after the others. */
function addsToFinal(stored: SessionDocument, next: object): boolean {
  const { addenda, ...rest } = next as SessionDocument;
  const { addenda: before, ...fixed } = stored;
  return (
    JSON.stringify(rest) === JSON.stringify(fixed) &&
    JSON.stringify(addenda.slice(0, before.length)) === JSON.stringify(before)
  );
}

/** @throws OpenError when it can't be opened */
export const openPaper = <Kind extends PaperKind>(
  core: VaultCore,
  kind: Kind,
  { id, body }: PaperRow,
): Promise<PaperBodies[Kind]> => core.open('paper', id, body, PAPERS[kind].shape);

export async function sealPaper<Kind extends PaperKind>(
  core: VaultCore,
  kind: Kind,
  of: string,
  body: PaperBodies[Kind],
): Promise<PaperRow> {
  const id = paperId(kind, of);
  const key = core.keys[PAPERS[kind].compartment];
  return { id, of, body: await seal(key, 'paper', id, body) };
}
