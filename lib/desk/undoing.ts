import { type ReadonlySignal, signal } from '@preact/signals';
import type { Problem } from '../messaging';
import type { PaperBodies, PaperKind } from '../papers';
import type { EpochMs } from '../session';
import { differences, entriesIn, isSame, isTyping, takenBack } from './taken-back';

/** What was changed last, and how to undo that. */
export interface Removed {
  readonly what: 'added' | 'removed' | 'reset' | 'changed' | 'placesReset';
  /**
   * Resolves with null once it is undone, or with why it wasn't: `changedSince` where nothing of it
   * is as the change left it.
   */
  undo(): Promise<Problem | null>;
}

/** Changes something that is kept, and resolves with why that could not be written, or null. */
type Write<T> = (change: (now: T) => T) => Promise<Problem | null>;

/** What can be undone: the last change alone. */
export interface Undoing {
  readonly removed: ReadonlySignal<Removed | null>;
  /** Offers to undo something. The offer goes once that is done. */
  offerUndo(undo: Removed['undo'], what?: Removed['what']): void;
  /**
   * Offers to take a change back, and with it what was typed before it in the same place. What has
   * come since then, or was changed by others meanwhile, stays.
   * @param of what was changed
   */
  offer<T>(of: string, before: T, is: T, write: Write<T>, what?: Removed['what']): void;
  /** Nothing is on offer any more, and no typing goes on. */
  forget(): void;
}

/** Milliseconds. Changes in one place that are closer together are one typing. */
const ONE_TYPING = 10_000;

export function createUndoing(now: () => EpochMs): Undoing {
  const removed = signal<Removed | null>(null);
  /** What was as it was before somebody began to type, as it is now, and where they type. */
  let typing: {
    readonly of: string;
    readonly paths: ReadonlySet<string>;
    readonly was: unknown;
    readonly is: unknown;
    readonly at: EpochMs;
  } | null = null;

  const undoing: Undoing = {
    removed,
    offerUndo(undo, what = 'removed') {
      removed.value = {
        what,
        async undo() {
          const problem = await undo();
          // Undoing it was a change, too, which isn't on offer itself.
          if (problem === null) removed.value = null;
          return problem;
        },
      };
    },

    offer(of, before, is, write, what) {
      const found = differences(before, is);
      if (found.length === 0) {
        removed.value = null;
        return;
      }
      const paths = found.map(({ path }) => path);
      const goesOn =
        typing?.of === of &&
        now() - typing.at <= ONE_TYPING &&
        paths.every((path) => typing?.paths.has(path));
      // What others have written between two letters isn't part of the typing.
      const was = goesOn && typing ? takenBack(before, typing.is, typing.was) : before;
      const typed = was as typeof before;
      typing =
        entriesIn(before) === entriesIn(is) && isTyping(found)
          ? {
              of,
              paths: new Set([...paths, ...(goesOn ? (typing?.paths ?? []) : [])]),
              was,
              is,
              at: now(),
            }
          : null;
      const more = entriesIn(is) - entriesIn(typed);
      undoing.offerUndo(
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
        what ?? (more < 0 ? 'removed' : more > 0 ? 'added' : 'changed'),
      );
    },

    forget() {
      removed.value = null;
      typing = null;
    },
  };
  return undoing;
}

/** What is final stays, as do its addenda. A result may stand in a session's record, too. */
export function canBeTakenBack(kind: PaperKind, was: object | null, is: object): boolean {
  switch (kind) {
    case 'document':
      return (is as PaperBodies['document']).finalisedAt === null;
    case 'measures': {
      const results = (paper: object | null) =>
        (paper as PaperBodies['measures'] | null)?.results.length ?? 0;
      return results(is) <= results(was);
    }
    default:
      return true;
  }
}
