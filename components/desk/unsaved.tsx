import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import type { Desk, UnsavedEditors } from '@/lib/desk';

const Context = createContext<UnsavedEditors | null>(null);
const FormContext = createContext<Desk['changes']['offerForm'] | null>(null);

/**
 * Keeps what is half typed in the desk's editors while another of its pages is open, the notes are
 * locked, or the desk is closed. The browser asks before the desk is left with what isn't kept yet.
 */
export function UnsavedProvider({
  editors,
  onSavedFrom = null,
  children,
}: {
  editors: UnsavedEditors;
  /** Called with the editor that something was saved from; null where nothing can be undone. */
  onSavedFrom?: Desk['changes']['offerForm'] | null;
  children: ComponentChildren;
}) {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (editors.wouldLose()) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [editors]);
  return (
    <Context.Provider value={editors}>
      <FormContext.Provider value={onSavedFrom}>{children}</FormContext.Provider>
    </Context.Provider>
  );
}

/** Whether an editor of this name holds something that isn't saved. */
export function useIsUnsaved(): (name: string) => boolean {
  const editors = useContext(Context);
  return (name) => editors?.has(name) ?? false;
}

/** Whether one of the editors with these names holds something that isn't saved. */
export function useHasUnsaved(names: readonly string[]): () => boolean {
  const isUnsaved = useIsUnsaved();
  return () => names.some(isUnsaved);
}

/**
 * What an editor holds, or what it begins with. That is made anew each time nothing is held any
 * more, here or in another window, so that what was saved under an id is never written over.
 */
export function useHeldOr<T>(kept: T | null, begin: () => T): T {
  const blank = useRef<T | null>(null);
  const wasKept = useRef(false);
  if (blank.current === null || (wasKept.current && kept === null)) blank.current = begin();
  wasKept.current = kept !== null;
  return kept ?? blank.current;
}

/** Draws anew whenever one of these editors holds something else. */
export function useRedrawnBy(names: readonly string[]): void {
  const editors = useContext(Context);
  const [, redraw] = useState({});
  const all = names.join('\n');
  useEffect(() => {
    if (all === '') return;
    const stops = all.split('\n').map((name) => editors?.watch(name, () => redraw({})));
    return () => {
      for (const stop of stops) stop?.();
    };
  }, [editors, all]);
}

/** What an editor held when it was saved, and where it is given back. */
export interface SavedForm<T> {
  /** As for `useUnsaved`. */
  readonly of: string;
  readonly name: string;
  readonly value: T;
  /** Whether what stands there by then may go: nothing that anybody would miss. */
  isEmpty(value: T): boolean;
  /** What goes along with it, as the session that it was for. */
  readonly along?: { readonly name: string; readonly value: unknown };
}

/**
 * Says from which editor something has just been saved. An Undo gives it back there, half typed
 * again; while something else stands in the editor, it undoes nothing.
 */
export function useSavedFrom(): <T>(form: SavedForm<T>) => void {
  const editors = useContext(Context);
  const offerForm = useContext(FormContext);
  return <T,>({ of, name, value, isEmpty, along }: SavedForm<T>) =>
    offerForm?.({
      // Only this editor puts something there.
      isFree: () => !editors?.has(name) || isEmpty(editors.get(name)?.value as T),
      giveBack() {
        if (along) editors?.put(along.name, { of: null, value: along.value, from: null });
        editors?.put(name, { of, value, from: null });
      },
    });
}

/** What an editor of this name holds that isn't saved; undefined for nothing. */
export function usePeekUnsaved(): (name: string) => unknown {
  const editors = useContext(Context);
  return (name) => editors?.get(name)?.value;
}

function useEditor<T>(
  of: string | null,
  name: string,
  nothing: T,
  read: (value: unknown) => { readonly success: boolean; readonly output: unknown },
): readonly [T, (next: T) => void, (from: T) => void] {
  const editors = useContext(Context);
  const held = () => {
    const kept = editors?.get(name);
    if (!kept) return nothing;
    const { success, output } = read(kept.value);
    if (success) return output as T;
    // What can't be shown can be neither saved nor given up.
    editors?.put(name, null);
    return nothing;
  };
  const [value, setValue] = useState(held);
  const latest = useRef(held);
  latest.current = held;
  const isMine = useRef(false);
  // What is typed, answered or saved in another window is so here, too.
  useEffect(
    () =>
      editors?.watch(name, () => {
        if (!isMine.current) setValue(latest.current);
      }),
    [editors, name],
  );
  const keep = (next: T, from: unknown) => {
    setValue(next);
    isMine.current = true;
    try {
      editors?.put(name, next === nothing ? null : { of, value: next, from });
    } finally {
      isMine.current = false;
    }
  };
  return [
    value,
    (next) => keep(next, editors?.get(name)?.from ?? nothing),
    (from) => keep(from, from),
  ];
}

/**
 * The state of an editor that is kept until it is `nothing` again, which means saved or given up.
 * @param of the session or client it is about, or `PRACTICE`: it is erased with it
 * @param name of the editor; no other has it
 * @param shape what it can hold. What was kept and isn't of it, as by an older Perch, is left out.
 * @returns the state, how to change it, and how to open the editor with something to change
 */
export const useUnsaved = <T,>(
  of: string,
  name: string,
  shape: v.GenericSchema<unknown, T>,
  nothing: T,
) => useEditor(of, name, nothing, (value) => v.safeParse(shape, value));

/** State that is kept while another page of the desk is open, and not longer. */
export const useKept = <T,>(name: string, nothing: T) =>
  // Only this editor puts something there, and nothing reads it back from elsewhere.
  useEditor(null, name, nothing, (output) => ({ success: true, output }));
