import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

const Context = createContext<Map<string, unknown> | null>(null);

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
  const [kept] = useState(() => new Map<string, unknown>());
  if (locked) kept.clear();
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (kept.size > 0) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [kept]);
  return <Context.Provider value={kept}>{children}</Context.Provider>;
}

/**
 * The state of an editor that is kept until it is `nothing` again, which means saved or given up.
 * @param name of the editor; no other has it
 */
export function useUnsaved<T>(name: string, nothing: T): readonly [T, (next: T) => void] {
  const kept = useContext(Context);
  const [value, setValue] = useState(() => (kept?.has(name) ? (kept.get(name) as T) : nothing));
  const set = (next: T) => {
    if (next === nothing) kept?.delete(name);
    else kept?.set(name, next);
    setValue(next);
  };
  return [value, set];
}
