import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { DeskVault } from './desk-vault';

/** What an editor holds, and what it was opened with. They are the same object while untouched. */
export interface Editor {
  /** The session or client it is about, or `PRACTICE`; null for what needn't outlast the page. */
  readonly of: string | null;
  readonly value: unknown;
  readonly from: unknown;
}

/**
 * What is half typed in the desk's editors, by their names. It outlasts the page and the lock:
 * sealed, it is written as it is typed, and read again once the notes are open.
 */
export interface UnsavedEditors {
  /** Whether what was half typed before is there again. False while the notes are locked. */
  readonly ready: ReadonlySignal<boolean>;
  get(name: string): Editor | null;
  /** Keeps what an editor holds; null forgets it. */
  put(name: string, editor: Editor | null): void;
  /** Whether the editor with this name holds something that isn't saved. */
  has(name: string): boolean;
  /** Whether something half typed would be lost with the page: it isn't written, or not yet. */
  wouldLose(): boolean;
}

const isTyped = ({ value, from }: Editor) => value !== from;

export function createUnsaved(desk: DeskVault): UnsavedEditors {
  const ready = signal(false);
  const editors = new Map<string, Editor>();
  /** What isn't written yet; null for what is to be forgotten. */
  const due = new Map<string, { readonly of: string; readonly editor: Editor | null }>();
  const written = new Set<string>();

  effect(() => {
    if (desk.lockState.value !== 'locked') return;
    for (const kept of [editors, due, written]) kept.clear();
    ready.value = false;
  });
  effect(() => {
    const open = desk.opened.value;
    if (!open) return;
    void open.vault.unsaved().then(
      (found) => {
        // Locked meanwhile, it must not come back.
        if (desk.opened.value !== open) return;
        for (const { of, name, kept } of found) {
          written.add(name);
          if (!editors.has(name)) editors.set(name, { of, ...kept });
        }
        ready.value = true;
      },
      () => {
        ready.value = true;
      },
    );
  });

  const write = (name: string, of: string, editor: Editor | null) => {
    const mine = { of, editor };
    due.set(name, mine);
    void desk
      .written(async (vault) => {
        // Another letter has come since, and is written instead.
        if (due.get(name) !== mine) return;
        await vault.keepUnsaved(of, name, editor && { value: editor.value, from: editor.from });
        if (editor) written.add(name);
        else written.delete(name);
        if (due.get(name) === mine) due.delete(name);
      })
      .then((problem) => {
        // Words about what was erased have nowhere to be.
        if (problem === 'noSession') due.delete(name);
      });
  };

  return {
    ready,
    get: (name) => editors.get(name) ?? null,
    put(name, editor) {
      const before = editors.get(name);
      if (editor) editors.set(name, editor);
      else editors.delete(name);
      const of = (editor ?? before)?.of ?? null;
      if (of === null) return;
      if (editor && isTyped(editor)) write(name, of, editor);
      else if (written.has(name) || due.has(name)) write(name, of, null);
    },
    has: (name) => {
      const editor = editors.get(name);
      return editor !== undefined && isTyped(editor);
    },
    wouldLose: () => due.size > 0,
  };
}
