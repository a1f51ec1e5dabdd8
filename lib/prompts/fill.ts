import { MINUTE } from '../session';

export const SLOT_NAMES = [
  'minutes left',
  'end time',
  'time of day',
  'focus',
  'topic',
  'current topic',
  'parked topic',
  'takeaway',
  'plan',
  'observation',
  'option a',
  'option b',
  'mandate',
] as const;
export type SlotName = (typeof SLOT_NAMES)[number];

/**
 * What a prompt's slots are filled with; a slot that is missing, empty or too long gives the
 * neutral form.
 */
export type Slots = Readonly<Partial<Record<SlotName, string>>>;

/** Most characters a slot takes: more can't be read at a glance, nor said in a breath. */
const LONGEST_SLOT = 60;

/**
 * Fills a prompt's text. A prompt with slots has two forms parted by ` || `: the one with slots,
 * and a neutral one for when a slot has nothing to show. Braces never reach the screen: with a slot
 * empty or unknown the neutral form is shown; of a text without one, the sentences that need no
 * slot, or if there is none, what is left without its braces.
 */
export function fillPrompt(text: string, slots: Slots): string {
  const [withSlots = '', neutral] = text.split(' || ');
  const filling = (name: string) => slotText(isSlot(name) ? slots[name] : undefined);
  const holds = (sentence: string) =>
    [...sentence.matchAll(SLOT)].every(([, name = '']) => filling(name) !== '');
  const complete = holds(withSlots)
    ? withSlots
    : (neutral ??
      (withSlots
        .split(/(?<=[.!?])\s+/)
        .filter(holds)
        .join(' ') ||
        withSlots));
  return complete
    .replace(SLOT, (_, name: string) => filling(name))
    .replace(/[{}]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

const SLOT = /\{([^{}]*)\}/g;

const isSlot = (name: string): name is SlotName => SLOT_NAMES.some((known) => known === name);

/** A value as it can stand inside a sentence, or nothing when it can't. */
function slotText(value: string | undefined): string {
  const text = (value ?? '').replace(/\s+/g, ' ').trim();
  return text.length > LONGEST_SLOT ? '' : text.replace(/[.;,]+$/, '');
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
