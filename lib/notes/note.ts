import * as v from 'valibot';
import { type EpochMs, instant, legShape, milliseconds, type TypeOf } from '../session';

/** Most UTF-16 units in one note, and in a draft. A draft longer than a note becomes several. */
export const LONGEST_NOTE = 20_000;
export const LONGEST_DRAFT = 1_000_000;

/** What a note is about. `note` is the kind of a note that nobody has tagged. */
export const KINDS = [
  'note',
  'focus',
  'topic',
  'said',
  'question',
  'doubt',
  'observed',
  'offered',
  'response',
  'takeaway',
  'theme',
  'observation',
  'history',
  'challenge',
  'goal',
  'outcome',
  'importance',
  'evidence',
  'measure',
  'assessment',
  'risk',
  'plan',
  'time',
  'modality',
  'supervision',
  'unfinished',
  'summary',
] as const;
export type Kind = (typeof KINDS)[number];
export const kindShape = v.picklist(KINDS);

/**
 * Where a note belongs. `record` is the session's record. `private` notes have a key and exports of
 * their own, because they may meet the definition of psychotherapy notes (45 CFR 164.501).
 */
export const COMPARTMENTS = ['record', 'private'] as const;
export type Compartment = (typeof COMPARTMENTS)[number];
export const compartmentShape = v.picklist(COMPARTMENTS);

/**
 * Kinds that can't be private. Times, modality, measures, assessment, risk and plans are no part of
 * psychotherapy notes (45 CFR 164.501), so they must not exist in private notes only.
 */
export const RECORD_ONLY: readonly Kind[] = [
  'time',
  'modality',
  'measure',
  'assessment',
  'risk',
  'plan',
];

/** Whether a note of this kind may be in this compartment. */
export const mayBeIn = (kind: Kind, compartment: Compartment): boolean =>
  compartment === 'record' || !RECORD_ONLY.includes(kind);

/** The compartment a kind starts in while nobody has chosen one. */
export const usualCompartment = (kind: Kind): Compartment =>
  kind === 'supervision' ? 'private' : 'record';

/** The details of a plan. An empty text means that nobody has said it yet. */
export const planDetailShape = v.strictObject({
  when: v.string(),
  /** How client and practitioner will know that the plan has worked. */
  know: v.string(),
  /** True if the client chose the plan, false if the practitioner offered it. */
  chosen: v.boolean(),
});
export type PlanDetail = TypeOf<typeof planDetailShape>;

/** Whether both have the same details, or neither has any. */
export const samePlan = (a: PlanDetail | null, b: PlanDetail | null): boolean =>
  a?.when === b?.when && a?.know === b?.know && a?.chosen === b?.chosen;

/**
 * Fields beside the note and its edit whose unsaved text is kept: reasons in one's own words, what
 * a client says about a session, and times.
 */
export const DRAFT_FIELDS = [
  'override',
  'aside',
  'feedback',
  'mattered',
  'lead',
  'breakFrom',
  'breakUntil',
  'endsAt',
] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];

/** Of these, what a client says about a session: words, and an answer to each question. */
export const SAID_ABOUT = ['feedback', 'mattered', 'lead'] as const satisfies DraftField[];

/** Where a topic stands: brought up, kept for later in this session, or for the next one. */
export const TOPIC_STATES = ['open', 'later', 'nextTime'] as const;
export type TopicState = (typeof TOPIC_STATES)[number];

export const topicShape = v.picklist(TOPIC_STATES);

/** Who can have brought up a topic or a focus: the mandate is what somebody else asked for. */
export const RAISED_BY = ['client', 'practitioner', 'thirdParty', 'mandate'] as const;
export type RaisedBy = (typeof RAISED_BY)[number];
export const raisedByShape = v.picklist(RAISED_BY);

/** Whether a note of this kind says who brought it up. */
export const isRaised = (kind: Kind): boolean => kind === 'topic' || kind === 'focus';

/** What a note says, and what it is marked with. */
const said = {
  kind: kindShape,
  compartment: compartmentShape,
  /** Whether the client's copy includes the note. Always false for a private note. */
  clientCopy: v.boolean(),
  /** Whether it is to be taken to supervision, whatever kind it is. No document says so. */
  forSupervision: v.boolean(),
  /** Initials of the person who said it; empty when it doesn't matter. */
  speaker: v.string(),
  text: v.pipe(v.string(), v.maxLength(LONGEST_NOTE)),
  /** Set for notes of the kind `plan`, else null. */
  plan: v.nullable(planDetailShape),
  /** Set for notes of the kind `topic`, else null. */
  topic: v.nullable(topicShape),
  /** Set for topics and focuses, else null. Null too in what older releases have saved. */
  raisedBy: v.nullable(raisedByShape),
};

/** What a change of a note replaces. Versions saved by older releases hold text and plan only. */
export const pastShape = v.strictObject({
  text: v.string(),
  plan: said.plan,
  kind: v.exactOptional(said.kind),
  topic: v.exactOptional(said.topic),
  raisedBy: v.exactOptional(said.raisedBy),
  compartment: v.exactOptional(said.compartment),
  clientCopy: v.exactOptional(said.clientCopy),
  forSupervision: v.exactOptional(said.forSupervision),
  speaker: v.exactOptional(said.speaker),
});
export type PastText = TypeOf<typeof pastShape>;

/** One note. Documents are rendered from notes and never store a copy of one. */
export const noteShape = v.strictObject({
  id: v.string(),
  /** When the note was first saved. */
  at: instant,
  /** The leg that was current at `at`. */
  leg: v.nullable(legShape),
  /** Milliseconds from the start of the session to `at`. */
  intoMs: milliseconds,
  ...said,
  /** Earlier versions, oldest first. Edits can be undone until the session is closed. */
  past: v.array(pastShape),
  /** When the note was last edited or deleted; null if it never was, or after an undo. */
  changedAt: v.nullable(instant),
  deleted: v.boolean(),
});
export type Note = TypeOf<typeof noteShape>;

/** Why a text can't be saved as a note. */
export type NoteProblem = 'empty' | 'tooLong';

/** A text that can be saved, and how many characters were removed from it. */
export interface CleanText {
  readonly text: string;
  readonly removed: number;
}

/** Control characters, except the tab and line ends. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

/**
 * Makes typed or pasted text safe to keep. Line ends become a line feed; control characters that
 * no screen shows, unpaired surrogates and white space at both ends are removed. Letters of every
 * script and direction marks stay.
 */
export function cleanText(raw: string): CleanText | NoteProblem {
  const ends = raw.replace(/\r\n?/g, '\n');
  const kept = ends.replace(CONTROLS, '').toWellFormed().replaceAll('\ufffd', '');
  const text = kept.trim();
  if (text === '') return 'empty';
  if (text.length > LONGEST_NOTE) return 'tooLong';
  return { text, removed: ends.length - kept.length };
}

/**
 * Splits a draft into texts that can be saved, in order. An empty draft gives none; a draft over
 * `LONGEST_NOTE` gives several.
 */
export function draftTexts(draft: string): readonly string[] {
  const parts: string[] = [];
  for (let from = 0, to = 0; from < draft.length; from = to) {
    to = Math.min(from + LONGEST_NOTE, draft.length);
    // Don't cut a surrogate pair in half: the whole character starts the next part.
    if (to < draft.length && /[\ud800-\udbff]/.test(draft.charAt(to - 1))) to -= 1;
    const part = cleanText(draft.slice(from, to));
    if (typeof part !== 'string') parts.push(part.text);
  }
  return parts;
}

/**
 * A new note. Defaults: in the record, no speaker. A plan is offered until somebody says that the
 * client has chosen it, a topic is open, and the client has raised topic and focus.
 */
export function newNote(
  note: Pick<Note, 'id' | 'at' | 'leg' | 'intoMs' | 'kind' | 'text'> & {
    compartment?: Compartment;
    speaker?: string;
    /** Null for the client, whose it is by default. */
    raisedBy?: RaisedBy | null;
  },
): Note {
  const { compartment = 'record', speaker = '', raisedBy = null, ...rest } = note;
  return {
    ...rest,
    compartment,
    speaker,
    clientCopy: false,
    forSupervision: false,
    plan: note.kind === 'plan' ? { when: '', know: '', chosen: false } : null,
    topic: note.kind === 'topic' ? 'open' : null,
    raisedBy: isRaised(note.kind) ? (raisedBy ?? 'client') : null,
    past: [],
    changedAt: null,
    deleted: false,
  };
}

/** The note with a new text and, for a plan, new details. The version before goes to `past`. */
export function editNote(
  note: Note,
  text: string,
  at: EpochMs,
  plan: PlanDetail | null = note.plan,
): Note {
  return {
    ...note,
    text,
    plan: note.kind === 'plan' ? plan : null,
    past: [...note.past, asItIs(note)],
    changedAt: at,
  };
}

const asItIs = ({
  text,
  plan,
  kind,
  topic,
  raisedBy,
  compartment,
  clientCopy,
  forSupervision,
  speaker,
}: Note): Required<PastText> => ({
  text,
  plan,
  kind,
  topic,
  raisedBy,
  compartment,
  clientCopy,
  forSupervision,
  speaker,
});

/** What a note can be tagged with, before or after it is written. */
export type Tags = Partial<
  Pick<Note, 'kind' | 'compartment' | 'clientCopy' | 'forSupervision' | 'speaker'>
>;

/**
 * The note with other tags, or the reason it can't have them: some kinds can't be private, and a
 * private note can't be in the client's copy. The version before goes to `past`. If nothing
 * changes, the same note is returned.
 */
export function tagNote(note: Note, tags: Tags, at: EpochMs): Note | 'recordOnly' | 'notForClient' {
  const next = { ...note, ...tags };
  if (!mayBeIn(next.kind, next.compartment)) return 'recordOnly';
  if (tags.clientCopy && next.compartment === 'private') return 'notForClient';
  const same = (['kind', 'compartment', 'clientCopy', 'forSupervision', 'speaker'] as const).every(
    (tag) => next[tag] === note[tag],
  );
  if (same) return note;
  return {
    ...next,
    clientCopy: next.clientCopy && next.compartment === 'record',
    plan: next.kind === 'plan' ? (note.plan ?? { when: '', know: '', chosen: false }) : null,
    topic: next.kind === 'topic' ? (note.topic ?? 'open') : null,
    raisedBy: isRaised(next.kind) ? (note.raisedBy ?? 'client') : null,
    past: [...note.past, asItIs(note)],
    changedAt: at,
  };
}

/** The text of the last note of a kind, or null if there is none. */
export function latestText(
  notes: readonly Pick<Note, 'kind' | 'text'>[],
  kind: Kind,
): string | null {
  return notes.findLast((note) => note.kind === kind)?.text ?? null;
}

/**
 * The note with or without the mark for supervision, and nothing else. The mark is the
 * practitioner's own and no part of the record, so no version of the note is kept.
 */
export const markNote = (note: Note, forSupervision: boolean): Note => ({
  ...note,
  forSupervision,
});

/** Whether two versions of a note differ in nothing but the mark for supervision. */
export const isSameButMark = (one: Note, other: Note): boolean =>
  JSON.stringify({ ...one, ...other, forSupervision: one.forSupervision }) === JSON.stringify(one);

/** The note marked as deleted. It can be restored until the session is closed. */
export function deleteNote(note: Note, at: EpochMs): Note {
  return { ...note, deleted: true, changedAt: at };
}

/** The note without its last change: restored if it was deleted, else its version before. */
export function undoNote(note: Note): Note {
  if (note.deleted) return { ...note, deleted: false, changedAt: null };
  const before = note.past.at(-1);
  if (before === undefined) return note;
  return { ...note, ...before, past: note.past.slice(0, -1), changedAt: null };
}

/** The note that Undo would change next, which is the one changed last; null for none. */
export function undoable(notes: readonly Note[]): (Note & { changedAt: EpochMs }) | null {
  return notes
    .filter((note): note is Note & { changedAt: EpochMs } => note.changedAt !== null)
    .reduce<(Note & { changedAt: EpochMs }) | null>(
      (last, note) => (note.changedAt >= (last?.changedAt ?? -Infinity) ? note : last),
      null,
    );
}

/** The notes that remain once a session is closed: not deleted, and without earlier versions. */
export function settleNotes(notes: readonly Note[]): readonly Note[] {
  return notes
    .filter((note) => !note.deleted)
    .map((note) => ({ ...note, past: [], changedAt: null }));
}
