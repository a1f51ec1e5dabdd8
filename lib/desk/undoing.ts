import { type ReadonlySignal, signal } from '@preact/signals';
import type { Problem } from '../messaging';
import type { PaperBodies, PaperKind } from '../papers';
import type { EpochMs } from '../session';
import { differences, entriesIn, isSame, isTyping, takenBack } from './taken-back';

/** What can be changed and had back. */
export type Undoable =
  | 'settings'
  | 'client'
  | 'clientPage'
  | 'session'
  | 'notes'
  | 'passkey'
  | PaperKind;

/** Why a change wasn't taken back. */
export type UndoProblem = Problem | 'begunAgain';

/** What was changed last, and how to undo that. */
export interface Removed {
  readonly what: 'added' | 'removed' | 'reset' | 'changed' | 'placesReset';
  /** What it was done to. */
  readonly of: Undoable;
  /** The id of the client or session that it belongs to; null for what is the practice's. */
  readonly whose: string | null;
  /**
   * Resolves with null once it is undone, or with why it wasn't: `changedSince` where nothing of it
   * is as the change left it, `begunAgain` where its form holds something else.
   */
  undo(): Promise<UndoProblem | null>;
}

/** Changes something that is kept, and resolves with why that could not be written, or null. */
type Write<T> = (change: (now: T) => T) => Promise<Problem | null>;

/** What can be undone: the last change alone. */
export interface Undoing {
  readonly removed: ReadonlySignal<Removed | null>;
  /** Offers to undo something. The offer goes once that is done. */
  offerUndo(
    of: Undoable,
    whose: Removed['whose'],
    what: Removed['what'],
    undo: Removed['undo'],
  ): void;
  /**
   * Offers to take a change back, and with it what was typed before it in the same place. What has
   * come since then, or was changed by others meanwhile, stays.
   * Typing goes on in one thing of one client or session alone.
   * @param write writes what is taken back, and offers nothing itself
   */
  offer<T>(
    of: Undoable,
    whose: Removed['whose'],
    before: T,
    is: T,
    write: Write<T>,
    what?: Removed['what'],
  ): void;
  /** Has what is on offer take this back first, because it was done along with it. */
  offerAlso(undo: Removed['undo']): void;
  /**
   * What is on offer was saved from a form, which gets it back once it is taken back. While
   * something else stands in the form, nothing is taken back: `begunAgain`.
   */
  offerForm(form: { isFree(): boolean; giveBack(): void }): void;
  /** Nothing is on offer any more, and no typing goes on. */
  forget(): void;
  /**
   * Makes a change after those before it, so that each is on offer before the next is made. An Undo
   * that is pressed meanwhile takes its turn, too, and means the last change before it.
   */
  inTurn<T>(change: () => Promise<T>): Promise<T>;
  /** How often Undo was pressed. What is typed after a press isn't part of what it takes back. */
  presses(): number;
}

/** Milliseconds. Changes in one place that are closer together are one typing. */
const ONE_TYPING = 10_000;

/** @param mayOffer whether what was changed may stay in memory, as it may not while locked */
export function createUndoing(now: () => EpochMs, mayOffer: () => boolean = () => true): Undoing {
  const removed = signal<Removed | null>(null);
  /** What was as it was before somebody began to type, as it is now, and where they type. */
  let typing: {
    readonly place: string;
    readonly paths: ReadonlySet<string>;
    readonly was: unknown;
    readonly is: unknown;
    readonly at: EpochMs;
  } | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  /** Changes and undoings that aren't done. */
  let waiting = 0;
  let presses = 0;
  /** Whether the last change in turn has made an offer. One that failed has made none. */
  let hasOffered = false;
  /** How each offer is taken back once its turn has come. */
  const takings = new WeakMap<Removed, Removed['undo']>();

  /** Puts what is on offer in the place of itself, taken back in another way. */
  const offerAnew = (how: (before: Removed['undo']) => Removed['undo']) => {
    const last = removed.value;
    const before = last && takings.get(last);
    if (before) undoing.offerUndo(last.of, last.whose, last.what, how(before));
  };

  const undoing: Undoing = {
    removed,
    offerUndo(of, whose, what, undo) {
      if (!mayOffer()) return;
      /** Pressed twice, it is done once. */
      let going: Promise<UndoProblem | null> | null = null;
      const offered: Removed = {
        what,
        of,
        whose,
        undo() {
          const meansLast = waiting > 0 && removed.value === offered;
          presses += 1;
          going ??= undoing
            .inTurn(async () => {
              const meant = meansLast ? removed.value : offered;
              // Undoing the change before it is no answer to one that could not be written.
              if (!meant || (meansLast && !hasOffered)) return 'changedSince';
              const problem = await takings.get(meant)?.();
              if (problem === null && removed.value === meant) removed.value = null;
              return problem ?? null;
            })
            .finally(() => {
              going = null;
            });
          return going;
        },
      };
      takings.set(offered, undo);
      removed.value = offered;
    },

    offer(of, whose, before, is, write, what) {
      if (!mayOffer()) return;
      const place = `${of}/${whose}`;
      const found = differences(before, is);
      if (found.length === 0) {
        removed.value = null;
        return;
      }
      const paths = found.map(({ path }) => path);
      const last = typing;
      const others = last ? differences(last.is, before).map(({ path }) => path) : [];
      // Words that others have written in the same place between two letters begin another typing.
      const goesOn =
        last?.place === place &&
        now() - last.at <= ONE_TYPING &&
        paths.every((path) => last.paths.has(path)) &&
        !paths.some((path) => others.includes(path));
      // What they have written elsewhere isn't part of it.
      const was = goesOn ? takenBack(before, last.is, last.was) : before;
      const typed = was as typeof before;
      typing =
        entriesIn(before) === entriesIn(is) && isTyping(found)
          ? {
              place,
              paths: new Set([...paths, ...(goesOn ? last.paths : [])]),
              was,
              is,
              at: now(),
            }
          : null;
      if (isSame(typed, is)) {
        removed.value = null;
        return;
      }
      const more = entriesIn(is) - entriesIn(typed);
      undoing.offerUndo(
        of,
        whose,
        what ?? (more < 0 ? 'removed' : more > 0 ? 'added' : 'changed'),
        async () => {
          let changes = false;
          const problem = await write((present) => {
            const then = takenBack(typed, is, present);
            changes = !isSame(then, present);
            return then;
          });
          if (problem === null) typing = null;
          return problem ?? (changes ? null : 'changedSince');
        },
      );
    },

    offerAlso: (undo) => offerAnew((before) => async () => (await undo()) ?? (await before())),

    offerForm: ({ isFree, giveBack }) =>
      offerAnew((before) => async () => {
        if (!isFree()) return 'begunAgain';
        const problem = await before();
        if (problem === null) giveBack();
        return problem;
      }),

    forget() {
      removed.value = null;
      typing = null;
    },

    inTurn(change) {
      waiting += 1;
      let before: Removed | null = null;
      const made = turn
        .then(() => {
          before = removed.value;
          return change();
        })
        .finally(() => {
          waiting -= 1;
          hasOffered = removed.value !== null && removed.value !== before;
        });
      turn = made.catch(() => {});
      return made;
    },

    presses: () => presses,
  };
  return undoing;
}

/** What is final stays, as do its addenda. */
export const canBeTakenBack = (kind: PaperKind, paper: object): boolean =>
  kind !== 'document' || (paper as PaperBodies['document']).finalisedAt === null;
