import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { DeskVault, OpenVault } from './desk-vault';

/** What an editor holds, and what it was opened with. They are the same object while untouched. */
export interface Editor {
  /** The session or client it is about, or `PRACTICE`; null for what needn't outlast the page. */
  readonly of: string | null;
  readonly value: unknown;
  readonly from: unknown;
}

/**
 * What is half typed in the desk's editors, by their names. It outlasts the page and the lock:
 * sealed, it is written as it is typed, and read again once the notes are open. What another page
 * of the desk has saved, given up or erased is gone here, too, unless it is being typed in.
 */
export interface UnsavedEditors {
  /** Whether what was half typed before is there again. False while the notes are locked. */
  readonly ready: ReadonlySignal<boolean>;
  get(name: string): Editor | null;
  /** Keeps what an editor holds; null forgets it. Nothing is taken while the notes are locked. */
  put(name: string, editor: Editor | null): void;
  /** Calls back when what an editor holds has changed, here or elsewhere; returns how to stop. */
  watch(name: string, changed: () => void): () => void;
  /** Whether the editor with this name holds something that isn't saved. */
  has(name: string): boolean;
  /** Whether something half typed would be lost with the page: it isn't written, or not yet. */
  wouldLose(): boolean;
}

/** Milliseconds until what could not be written is written again. */
const AGAIN = 5_000;

const isTyped = ({ value, from }: Editor) => value !== from;

/** @param later calls back once, after so many milliseconds */
export function createUnsaved(
  desk: DeskVault,
  later: (run: () => void, ms: number) => unknown,
): UnsavedEditors {
  const ready = signal(false);
  const editors = new Map<string, Editor>();
  /** What isn't written yet; null for what is to be forgotten. */
  const due = new Map<string, { readonly of: string; readonly editor: Editor | null }>();
  /** The names that the database has. */
  const written = new Set<string>();
  /** Counts what was written or is to be, so that what was read before it isn't taken for news. */
  let changes = 0;
  const watched = new Map<string, Set<() => void>>();
  const tell = (name: string) => {
    for (const changed of watched.get(name) ?? []) changed();
  };

  const write = (name: string, of: string, editor: Editor | null) => {
    const mine = { of, editor };
    due.set(name, mine);
    changes += 1;
    void desk
      .written(async (vault) => {
        // Another letter has come since, and is written instead.
        if (due.get(name) !== mine) return;
        await vault.keepUnsaved(of, name, editor && { value: editor.value, from: editor.from });
        changes += 1;
        if (editor) written.add(name);
        else written.delete(name);
        if (due.get(name) === mine) due.delete(name);
      })
      .then((problem) => {
        // Words about what was erased have nowhere to be.
        if (problem === 'noSession') due.delete(name);
        else if (problem !== null)
          later(() => {
            if (due.get(name) === mine) write(name, of, editor);
          }, AGAIN);
      });
  };

  /** Takes over what the database holds, but for what has been typed or given up here since. */
  const read = async (open: OpenVault): Promise<void> => {
    for (;;) {
      const before = changes;
      const found = await open.vault.unsaved();
      // Locked or opened anew meanwhile, it must not come back.
      if (desk.opened.value !== open) return;
      // What is written in between calls for another look once it is.
      if (before !== changes && ready.value) return;
      if (before !== changes) continue;
      const there = new Map(found.map(({ of, name, kept }) => [name, { of, ...kept }] as const));
      for (const name of written)
        if (!there.has(name) && !due.has(name)) {
          editors.delete(name);
          written.delete(name);
          tell(name);
        }
      for (const [name, editor] of there) {
        if (due.has(name)) continue;
        const mine = editors.get(name);
        // The same words stay the same object, which an editor compares.
        const isNews = JSON.stringify(mine) !== JSON.stringify(editor);
        if (isNews) editors.set(name, editor);
        written.add(name);
        if (isNews) tell(name);
      }
      return;
    }
  };

  effect(() => {
    if (desk.lockState.value !== 'locked') return;
    // What was saved or given up is to be forgotten all the same.
    for (const [name, { editor }] of due) if (editor) due.delete(name);
    editors.clear();
    written.clear();
    ready.value = false;
  });
  effect(() => {
    const open = desk.opened.value;
    if (!open) return;
    for (const [name, { of, editor }] of [...due]) write(name, of, editor);
    const isReady = () => {
      if (desk.opened.value === open) ready.value = true;
    };
    void read(open).then(isReady, isReady);
    return open.vault.watchUnsaved(() => void read(open).catch(() => {}));
  });

  return {
    ready,
    get: (name) => editors.get(name) ?? null,
    put(name, editor) {
      if (desk.lockState.value === 'locked') return;
      const before = editors.get(name);
      if (editor) editors.set(name, editor);
      else editors.delete(name);
      tell(name);
      const of = (editor ?? before)?.of ?? null;
      if (of === null) return;
      if (editor && isTyped(editor)) write(name, of, editor);
      else if (written.has(name) || due.has(name)) write(name, of, null);
    },
    watch(name, changed) {
      const all = watched.get(name) ?? new Set();
      watched.set(name, all.add(changed));
      return () => {
        all.delete(changed);
      };
    },
    has: (name) => {
      const editor = editors.get(name);
      return editor !== undefined && isTyped(editor);
    },
    wouldLose: () => [...due.values()].some(({ editor }) => editor !== null),
  };
}
