import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { LegId } from '@/lib/session';
import { useText } from './text';

const NamesContext = createContext<Readonly<Partial<Record<LegId, string>>>>({});

/** Gives every component below it the person's own names for legs. */
export const LegNamesProvider = NamesContext.Provider;

/**
 * How legs are called: by a person's own names, else by the usual ones; and one letter for each.
 */
export function useLegNames(): { name(leg: LegId): string; letter(leg: LegId): string } {
  const text = useText();
  const own = useContext(NamesContext);
  return {
    name: (leg) => own[leg] ?? text(`leg_${leg}`),
    letter: (leg) => [...(own[leg] ?? '')][0]?.toLocaleUpperCase() ?? text(`letter_${leg}`),
  };
}
