import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Text } from '@/lib/text';

const TextContext = createContext<Text | null>(null);

/** Gives the interface's text to the components below. */
export const TextProvider = TextContext.Provider;

/**
 * The interface's text.
 * @throws Error outside a `TextProvider`
 */
export function useText(): Text {
  const text = useContext(TextContext);
  if (!text) throw new Error('a component needs a TextProvider above it');
  return text;
}
