import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { timeText } from '@/lib/text';
import { useText } from './text';

/**
 * The offset from UTC of the clock on the wall, in minutes, where the page's own clock hides it;
 * null where the page's clock is right.
 */
const ZoneContext = createContext<number | null>(null);

export const ZoneProvider = ZoneContext.Provider;

/** The offset for functions that read or show clock times; null for the page's own time zone. */
export const useZone = (): number | null => useContext(ZoneContext);

/** Shows the clock time of an instant: of the device, or of a place with this offset from UTC. */
export function useTimeText(): (at: number, offset?: number) => string {
  const { locale } = useText();
  const zone = useZone();
  return (at, offset = zone ?? undefined) => timeText(at, locale, offset);
}
