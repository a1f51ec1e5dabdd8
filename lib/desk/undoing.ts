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

/** @param mayOffer whether what was changed may stay in memory, as it may not while locked */
export function createUndoing(now: () => EpochMs, mayOffer: () => boolean = () => true): Undoing {
  const removed = signal<Removed | null>(null);
  /** What was as it was before somebody began to type, as it is now, and where they type. */
  let typing: {
    readonly of: string;
    readonly paths: ReadonlySet<string>;
    readonly was: unknown;
    readonly is: unknown;
    readonly at: EpochMs;
  } | null = null;
  /** What is being undone. That is a change, too, which isn't on offer itself. */
  let running: string | null = null;

  const undoing: Undoing = {
    removed,
    offerUndo(undo, what = 'removed') {
      if (!mayOffer()) return;
      /** Pressed twice, it is done once. */
      let going: Promise<Problem | null> | null = null;
      const offered: Removed = {
        what,
        undo() {
          going ??= undo().then((problem) => {
            if (problem === null && removed.value === offered) removed.value = null;
            return problem;
          });
          return going;
        },
      };
      removed.value = offered;
    },

    offer(of, before, is, write, what) {
      if (running === of || !mayOffer()) return;
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
        last?.of === of &&
        now() - last.at <= ONE_TYPING &&
        paths.every((path) => last.paths.has(path)) &&
        !paths.some((path) => others.includes(path));
      // What they have written elsewhere isn't part of it.
      const was = goesOn ? takenBack(before, last.is, last.was) : before;
      const typed = was as typeof before;
      typing =
        entriesIn(before) === entriesIn(is) && isTyping(found)
          ? {
              of,
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
        async () => {
          let changes = false;
          running = of;
          const problem = await write((present) => {
            const then = takenBack(typed, is, present);
            changes = !isSame(then, present);
            return then;
          }).finally(() => {
            running = null;
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
