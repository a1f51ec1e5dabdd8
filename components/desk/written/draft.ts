import * as v from 'valibot';
import { cleanText, kindShape, type Note, newNote, raisedByShape } from '@/lib/notes';
import {
  LEGS,
  LONGEST_WRITTEN,
  legAt,
  MINUTE,
  PREPARED_MODES,
  type PreparedMode,
  someOf,
  type TypeOf,
  type WrittenSession,
} from '@/lib/session';

/** A line as it stands on paper. */
const paperLineShape = v.strictObject({
  id: v.string(),
  /** Its time as "14:05"; empty where the paper has none. */
  time: v.string(),
  kind: kindShape,
  words: v.string(),
  isPrivate: v.boolean(),
  // What was kept before there were these says neither.
  raisedBy: v.optional(v.nullable(raisedByShape), null),
  chosen: v.optional(v.boolean(), false),
});
export type PaperLine = TypeOf<typeof paperLineShape>;

/** What somebody types from a sheet of paper, before it is a session. */
export const paperDraftShape = v.strictObject({
  /** The id that the session will have, so that sending it twice keeps one. */
  id: v.string(),
  /** As "2026-11-23". */
  day: v.string(),
  began: v.string(),
  ended: v.string(),
  minutes: v.string(),
  mode: v.picklist(PREPARED_MODES),
  /** When each leg began first. */
  legs: someOf(LEGS, v.string()),
  /** When legs were gone back to. */
  returns: v.optional(
    v.array(v.strictObject({ id: v.string(), leg: v.picklist(LEGS), time: v.string() })),
    [],
  ),
  lines: v.array(paperLineShape),
});
export type PaperDraft = TypeOf<typeof paperDraftShape>;

export const newLine = (id: string): PaperLine => ({
  id,
  time: '',
  kind: 'note',
  words: '',
  isPrivate: false,
  raisedBy: null,
  chosen: false,
});

/** @param usual the length in minutes and the mode that sessions with the client begin with */
export const newPaperDraft = (
  newId: () => string,
  usual: { readonly minutes: number; readonly mode: PreparedMode },
): PaperDraft => ({
  id: newId(),
  day: '',
  began: '',
  ended: '',
  minutes: String(usual.minutes),
  mode: usual.mode,
  legs: {},
  returns: [],
  lines: [newId(), newId(), newId()].map(newLine),
});

/** Why a sheet can't be read, and in which line or return that is, counted from 1; else null. */
export interface PaperProblem {
  readonly problem:
    | 'paperNoTimes'
    | 'paperReturnNoTime'
    | 'paperLineOutside'
    | 'paperLineTooLong'
    | 'writtenBackwards';
  readonly line: number | null;
}

/** What is to be entered, or the reason it can't be read. */
export function readPaper(
  { day, began, ended, minutes, mode, legs, returns, lines }: PaperDraft,
  clientId: string,
): { readonly written: WrittenSession; readonly notes: readonly Note[] } | PaperProblem {
  const startedAt = instantOf(day, began);
  if (startedAt === null || instantOf(day, ended) === null)
    return { problem: 'paperNoTimes', line: null };
  /** A time before the beginning is of the next day: the session went on over midnight. */
  const within = (time: string): number => {
    const at = instantOf(day, time) ?? startedAt;
    return at < startedAt ? (instantOf(day, time, 1) ?? at) : at;
  };
  const written: WrittenSession = {
    clientId,
    startedAt,
    endedAt: within(ended),
    minutes: Number(minutes),
    mode,
    legs: [...LEGS.map((leg) => ({ leg, time: legs[leg] ?? '' })), ...returns].flatMap(
      ({ leg, time }) => (time === '' ? [] : [{ leg, at: within(time) }]),
    ),
  };
  const untimed = returns.findIndex(({ time }) => instantOf(day, time) === null);
  if (untimed >= 0) return { problem: 'paperReturnNoTime', line: untimed + 1 };
  // Hours before the beginning, it went on over no midnight.
  if (ended < began && written.endedAt - startedAt > LONGEST_WRITTEN * MINUTE)
    return { problem: 'writtenBackwards', line: null };
  const notes: Note[] = [];
  let before: number | null = null;
  for (const [index, one] of lines.entries()) {
    const { id, time, kind, words, isPrivate, raisedBy, chosen } = one;
    const line = index + 1;
    const clean = cleanText(words);
    if (clean === 'tooLong') return { problem: 'paperLineTooLong', line };
    if (typeof clean === 'string') continue;
    // A line without a time goes with the line above it, and the first one with the beginning.
    if (time !== '') before = within(time);
    const at = before ?? startedAt;
    if (at > written.endedAt) return { problem: 'paperLineOutside', line };
    const note = newNote({
      id,
      at,
      leg: legAt(written.legs, at),
      intoMs: at - startedAt,
      kind,
      text: clean.text,
      compartment: isPrivate ? 'private' : 'record',
      raisedBy,
    });
    notes.push(note.plan ? { ...note, plan: { ...note.plan, chosen } } : note);
  }
  return { written, notes };
}

/** The day that was typed, at noon; null while there is none. */
export const dayOf = ({ day }: PaperDraft): number | null => instantOf(day, '12:00');

/** An instant by the device's clock, in epoch milliseconds; null for what is no day and time. */
function instantOf(day: string, time: string, laterDays = 0): number | null {
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const clock = /^(\d{2}):(\d{2})$/.exec(time);
  if (!date || !clock) return null;
  const [year, month, dayOfMonth] = date.slice(1).map(Number);
  const [hours, minutes] = clock.slice(1).map(Number);
  return new Date(
    year ?? 0,
    (month ?? 1) - 1,
    (dayOfMonth ?? 1) + laterDays,
    hours,
    minutes,
  ).getTime();
}
