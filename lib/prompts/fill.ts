import { MINUTE } from '../session';

/** The slots a prompt may have. In its text, a slot's name is in braces. */
export const SLOT_NAMES = [
  'minutes left',
  'end time',
  'time of day',
  'focus',
  'topic',
  'current topic',
  'parked topic',
  'frequent topic',
  'takeaway',
  'plan',
  'observation',
  'said',
  'option a',
  'option b',
  'mandate',
] as const;
export type SlotName = (typeof SLOT_NAMES)[number];

/** Values for a prompt's slots. A missing, empty or over-long value selects the neutral form. */
export type Slots = Readonly<Partial<Record<SlotName, string>>>;

/** Most UTF-16 units in a slot's value. More can't be read at a glance or said in one breath. */
const LONGEST_SLOT = 60;

/**
 * Fills a prompt's slots. A text with slots has two forms parted by ` || `; the neutral second one
 * is used when a slot has no usable value. Without a neutral form, the sentences without slots
 * remain, or else the text without its unfilled slots. Braces never reach the screen.
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

/** A slot's value cleaned up for use in a sentence; empty if it is too long. */
function slotText(value: string | undefined): string {
  const text = (value ?? '').replace(/\s+/g, ' ').trim();
  return text.length > LONGEST_SLOT ? '' : text.replace(/[.;,]+$/, '');
}

/**
 * Minutes left as people say them: to the nearest five, under ten to the minute. Null under one
 * minute, which selects the neutral form.
 */
export function spokenMinutes(remainingMs: number): number | null {
  const minutes = remainingMs / MINUTE;
  if (minutes < 1) return null;
  return minutes < 10 ? Math.floor(minutes) : Math.round(minutes / 5) * 5;
}
