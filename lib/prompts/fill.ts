import { MINUTE } from '../session';

/** What a prompt's slots are filled with; a slot that is missing or empty gives the neutral form. */
export type Slots = Readonly<Partial<Record<SlotName, string>>>;

export const SLOT_NAMES = ['minutes left', 'end time'] as const;
export type SlotName = (typeof SLOT_NAMES)[number];

/**
 * Fills a prompt's text. A prompt with slots has two forms parted by ` || `: the one with slots, and a
 * neutral one for when a slot has nothing to show. Braces never reach the screen: with a slot empty or
 * unknown the neutral form is shown, and a text without one loses its braces.
 */
export function fillPrompt(text: string, slots: Slots): string {
  const [withSlots = '', neutral] = text.split(' || ');
  let missing = false;
  const filled = withSlots.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = (slots as Readonly<Record<string, string | undefined>>)[name];
    if (!value) missing = true;
    return value ?? '';
  });
  return (missing && neutral ? neutral : filled).replace(/[{}]/g, '').replace(/ {2,}/g, ' ').trim();
}

/**
 * Minutes left as one says them: to the nearest five, under ten to the minute.
 * Null when less than a minute is left, so that a prompt falls back to its neutral form.
 */
export function spokenMinutes(remainingMs: number): number | null {
  const minutes = remainingMs / MINUTE;
  if (minutes < 1) return null;
  return minutes < 10 ? Math.floor(minutes) : Math.round(minutes / 5) * 5;
}
