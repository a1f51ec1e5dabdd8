import type { EpochMs, LegId } from '../session';

/** Most characters one note holds, and most a draft may grow to before it has to be split. */
export const LONGEST_LINE = 20_000;
export const LONGEST_DRAFT = 1_000_000;

/** What a note is about. `note` is one that nobody has said more of. */
export const KINDS = [
  'note',
  'focus',
  'topic',
  'said',
  'observed',
  'offered',
  'response',
  'takeaway',
  'observation',
  'history',
  'challenge',
  'goal',
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

/**
 * Where a note belongs. `record` is the session's record. `private` is kept apart from it, under a
 * key of its own and in exports of its own; it may meet the definition of psychotherapy notes (45
 * CFR 164.501).
 */
export const COMPARTMENTS = ['record', 'private'] as const;
export type Compartment = (typeof COMPARTMENTS)[number];

/**
 * Kinds that belong to the record alone: times, modality, measures, plan, risk, assessment and
 * progress are not part of psychotherapy notes (45 CFR 164.501), and must not be kept in private
 * notes only.
 */
export const RECORD_ONLY: readonly Kind[] = [
  'time',
  'modality',
  'measure',
  'assessment',
  'risk',
  'plan',
];

/** Whether a note of this kind may be kept in this compartment. */
export const mayBeIn = (kind: Kind, compartment: Compartment): boolean =>
  compartment === 'record' || !RECORD_ONLY.includes(kind);

/** The compartment that a kind begins in, where nobody has chosen another. */
export const usualCompartment = (kind: Kind): Compartment =>
  kind === 'supervision' ? 'private' : 'record';

/** What a plan says beside what is to be done. Empty texts are not said yet. */
export interface PlanDetail {
  readonly when: string;
  /** How client and practitioner will know that it has done something. */
  readonly know: string;
  /** Offered by the practitioner, or chosen by the client. */
  readonly chosen: boolean;
}

/** Where a topic stands: brought up, kept for later in this session, or for the next one. */
export const TOPIC_STATES = ['open', 'later', 'nextTime'] as const;
export type TopicState = (typeof TOPIC_STATES)[number];

/** What a change of a note can change, as it was before. Older ones kept text and plan alone. */
export type PastText = Pick<Line, 'text' | 'plan'> &
  Partial<Pick<Line, 'kind' | 'topic' | 'compartment' | 'clientCopy' | 'speaker'>>;

/** One note. Documents are rendered from these; they are written once and never copied. */
export interface Line {
  readonly id: string;
  /** When it was first saved. */
  readonly at: EpochMs;
  /** The leg that was current then. */
  readonly leg: LegId | null;
  /** Milliseconds into the session then. */
  readonly intoMs: number;
  readonly kind: Kind;
  readonly compartment: Compartment;
  /** Whether it is part of what the client is given. Never of a private note. */
  readonly clientCopy: boolean;
  /** Initials of who said it, where there are several; empty for nobody in particular. */
  readonly speaker: string;
  readonly text: string;
  /** For notes of the kind `plan`, else null. */
  readonly plan: PlanDetail | null;
  /** For notes of the kind `topic`, else null. */
  readonly topic: TopicState | null;
  /**
   * Earlier versions, oldest first, so that an edit can be taken back until the session is closed.
   */
  readonly past: readonly PastText[];
  /** When it was last edited or deleted; null while it is as it was first saved. */
  readonly changedAt: EpochMs | null;
  readonly deleted: boolean;
}

/** Why a text can't be saved as a note. */
export type LineProblem = 'empty' | 'tooLong';

/** A text that can be saved, with the number of characters that had to go. */
export interface CleanText {
  readonly text: string;
  readonly removed: number;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is what this is for
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/**
 * Makes typed or pasted text safe to keep: line ends become \n, control characters that no screen
 * shows and halves of broken characters go, and so does white space at both ends. Letters of every
 * script and direction marks stay.
 */
export function cleanText(raw: string): CleanText | LineProblem {
  const ends = raw.replace(/\r\n?/g, '\n');
  const kept = ends.replace(CONTROLS, '').toWellFormed().replaceAll('\ufffd', '');
  const text = kept.trim();
  if (text === '') return 'empty';
  if (text.length > LONGEST_LINE) return 'tooLong';
  return { text, removed: ends.length - kept.length };
}

/**
 * A draft as texts that can be saved, in order: none when it is empty, several when it is over
 * long.
 */
export function draftTexts(draft: string): readonly string[] {
  const parts: string[] = [];
  for (let from = 0, to = 0; from < draft.length; from = to) {
    to = Math.min(from + LONGEST_LINE, draft.length);
    // A character of two halves goes whole into the next part.
    if (to < draft.length && /[\ud800-\udbff]/.test(draft.charAt(to - 1))) to -= 1;
    const part = cleanText(draft.slice(from, to));
    if (typeof part !== 'string') parts.push(part.text);
  }
  return parts;
}

/**
 * A new note, in the record unless it says otherwise. A plan is chosen unless it says otherwise; a
 * topic is open.
 */
export function newLine(
  line: Pick<Line, 'id' | 'at' | 'leg' | 'intoMs' | 'kind' | 'text'> & {
    compartment?: Compartment;
    speaker?: string;
    chosen?: boolean;
  },
): Line {
  const { chosen = true, compartment = 'record', speaker = '', ...rest } = line;
  return {
    ...rest,
    compartment,
    speaker,
    clientCopy: false,
    plan: line.kind === 'plan' ? { when: '', know: '', chosen } : null,
    topic: line.kind === 'topic' ? 'open' : null,
    past: [],
    changedAt: null,
    deleted: false,
  };
}

/** The line with a new text and, if it is a plan, new details; those before are kept in `past`. */
export function editLine(
  line: Line,
  text: string,
  at: EpochMs,
  plan: PlanDetail | null = line.plan,
): Line {
  return {
    ...line,
    text,
    plan: line.kind === 'plan' ? plan : null,
    past: [...line.past, asItIs(line)],
    changedAt: at,
  };
}

const asItIs = ({
  text,
  plan,
  kind,
  topic,
  compartment,
  clientCopy,
  speaker,
}: Line): Required<PastText> => ({ text, plan, kind, topic, compartment, clientCopy, speaker });

/** What a note can be marked with, before or after it is written. */
export type Tags = Partial<Pick<Line, 'kind' | 'compartment' | 'clientCopy' | 'speaker'>>;

/**
 * The note with other tags, or why it can't have them: some kinds belong to the record alone, and a
 * private note is not given to the client. What it was before is kept in `past`. A note that has
 * them already stays as it is.
 */
export function tagLine(line: Line, tags: Tags, at: EpochMs): Line | 'recordOnly' | 'notForClient' {
  const next = { ...line, ...tags };
  if (!mayBeIn(next.kind, next.compartment)) return 'recordOnly';
  if (tags.clientCopy && next.compartment === 'private') return 'notForClient';
  const same = (['kind', 'compartment', 'clientCopy', 'speaker'] as const).every(
    (tag) => next[tag] === line[tag],
  );
  if (same) return line;
  return {
    ...next,
    clientCopy: next.clientCopy && next.compartment === 'record',
    plan: next.kind === 'plan' ? (line.plan ?? { when: '', know: '', chosen: true }) : null,
    topic: next.kind === 'topic' ? (line.topic ?? 'open') : null,
    past: [...line.past, asItIs(line)],
    changedAt: at,
  };
}

/** The text of the note of a kind that was saved last, or null. */
export function latestText(
  lines: readonly Pick<Line, 'kind' | 'text'>[],
  kind: Kind,
): string | null {
  return lines.findLast((line) => line.kind === kind)?.text ?? null;
}

/**
 * The line marked as deleted. It stays until the session is closed, so that this can be taken back.
 */
export function deleteLine(line: Line, at: EpochMs): Line {
  return { ...line, deleted: true, changedAt: at };
}

/** The line without its last change: restored if it was deleted, else with the text before. */
export function undoLine(line: Line): Line {
  if (line.deleted) return { ...line, deleted: false, changedAt: null };
  const before = line.past.at(-1);
  if (before === undefined) return line;
  return { ...line, ...before, past: line.past.slice(0, -1), changedAt: null };
}

/** The line whose change would be undone next: the one changed last, or null. */
export function undoable(lines: readonly Line[]): (Line & { changedAt: EpochMs }) | null {
  return lines
    .filter((line): line is Line & { changedAt: EpochMs } => line.changedAt !== null)
    .reduce<(Line & { changedAt: EpochMs }) | null>(
      (last, line) => (line.changedAt >= (last?.changedAt ?? -Infinity) ? line : last),
      null,
    );
}

/**
 * What stays when a session is closed: lines that were not deleted, without their earlier texts.
 */
export function settleLines(lines: readonly Line[]): readonly Line[] {
  return lines
    .filter((line) => !line.deleted)
    .map((line) => ({ ...line, past: [], changedAt: null }));
}
