import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { LegId } from '@/lib/session';
import { useText } from './text';

const NamesContext = createContext<Readonly<Partial<Record<LegId, string>>>>({});

/** Gives the practitioner's own names for legs to the components below. */
export const LegNamesProvider = NamesContext.Provider;

/** The names of legs, own or usual, and one letter for each leg. */
export function useLegNames(): { name(leg: LegId): string; letter(leg: LegId): string } {
  const text = useText();
  const own = useContext(NamesContext);
  return {
    name: (leg) => own[leg] ?? text(`leg_${leg}`),
    letter: (leg) => [...(own[leg] ?? '')][0]?.toLocaleUpperCase() ?? text(`letter_${leg}`),
  };
}
