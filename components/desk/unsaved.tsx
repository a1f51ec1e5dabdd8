import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

/** What an editor holds, and what it was opened with. */
interface Kept {
  readonly value: unknown;
  readonly from: unknown;
}

const Context = createContext<Map<string, Kept> | null>(null);

/**
 * Keeps what is half typed in the desk's editors while another of its pages is open, and has the
 * browser ask before the desk is left with it. Locking the notes forgets it.
 */
export function UnsavedProvider({
  locked,
  children,
}: {
  locked: boolean;
  children: ComponentChildren;
}) {
  const [kept] = useState(() => new Map<string, Kept>());
  if (locked) kept.clear();
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if ([...kept.values()].some(({ value, from }) => value !== from)) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [kept]);
  return <Context.Provider value={kept}>{children}</Context.Provider>;
}

/** Whether an editor whose name begins like this holds something that isn't saved. */
export function useHasUnsaved(beginning: string): () => boolean {
  const kept = useContext(Context);
  return () =>
    [...(kept ?? [])].some(
      ([name, { value, from }]) => name.startsWith(beginning) && value !== from,
    );
}

/**
 * The state of an editor that is kept until it is `nothing` again, which means saved or given up.
 * @param name of the editor; no other has it
 * @returns the state, how to change it, and how to open the editor with something to change
 */
export function useUnsaved<T>(
  name: string,
  nothing: T,
): readonly [T, (next: T) => void, (from: T) => void] {
  const kept = useContext(Context);
  const [value, setValue] = useState(() =>
    kept?.has(name) ? (kept.get(name)?.value as T) : nothing,
  );
  const keep = (next: T, from: unknown) => {
    if (next === nothing) kept?.delete(name);
    else kept?.set(name, { value: next, from });
    setValue(next);
  };
  return [
    value,
    (next) => keep(next, kept?.has(name) ? kept.get(name)?.from : nothing),
    (from) => keep(from, from),
  ];
}
