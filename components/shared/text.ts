import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Text } from '@/lib/text';

const TextContext = createContext<Text | null>(null);

/** Gives every component below it the interface's words. */
export const TextProvider = TextContext.Provider;

/** The interface's words. @throws Error outside of a `TextProvider`. */
export function useText(): Text {
  const text = useContext(TextContext);
  if (!text) throw new Error('a component needs a TextProvider above it');
  return text;
}
