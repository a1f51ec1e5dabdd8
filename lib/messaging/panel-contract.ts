/** What a panel and the background say to each other, over one port per panel. */
import * as v from 'valibot';
import type { Line } from '../notes';
import {
  type EventRefusal,
  LEGS,
  type PlanProblem,
  type SessionEvent,
  type SessionPlan,
} from '../session';

export const PANEL_PORT = 'panel';

const id = v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/));
/** Longer than any text that is kept, so that the limit is told by the owner and not by a dropped message. */
export const LONGEST_TEXT = 4_000_000;
const text = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
const instant = v.pipe(v.number(), v.finite());

const command = v.variant('type', [
  /** Begins a session. The id makes a second delivery harmless. */
  v.strictObject({
    type: v.literal('start'),
    sessionId: id,
    request: v.strictObject({
      minutes: v.number(),
      ends: v.variant('by', [
        v.strictObject({ by: v.literal('clock'), at: instant }),
        v.strictObject({ by: v.literal('length') }),
      ]),
    }),
  }),
  v.strictObject({ type: v.literal('enterLeg'), leg: v.picklist(LEGS) }),
  /** Shows another prompt of a leg: the one `step` places from its first. */
  v.strictObject({
    type: v.literal('stepPrompt'),
    leg: v.picklist(LEGS),
    step: v.pipe(v.number(), v.safeInteger()),
  }),
  /** Saves a note, as of the instant Enter was pressed. The id makes a second delivery harmless. */
  v.strictObject({ type: v.literal('addNote'), lineId: id, text, at: instant }),
  v.strictObject({ type: v.literal('editNote'), lineId: id, text }),
  v.strictObject({ type: v.literal('deleteNote'), lineId: id }),
  /** Takes back the change made at `changedAt`, and nothing if that was taken back already. */
  v.strictObject({ type: v.literal('undoNote'), lineId: id, changedAt: instant }),
  /** Keeps what has been typed in this panel and not saved yet. */
  v.strictObject({ type: v.literal('draft'), text }),
  v.strictObject({ type: v.literal('end') }),
  /** Takes the end back: the session had gone on all along. */
  v.strictObject({ type: v.literal('resume') }),
  /** Puts the summary away. */
  v.strictObject({ type: v.literal('close') }),
  v.strictObject({ type: v.literal('mask'), masked: v.boolean() }),
  /** Makes the asking panel's tab the session's tab. */
  v.strictObject({ type: v.literal('claimTab') }),
  /** Brings the session's tab to the front. */
  v.strictObject({ type: v.literal('showTab') }),
  v.strictObject({ type: v.literal('openDesk') }),
]);

export type PanelCommand = v.InferOutput<typeof command>;

const panelMessage = v.variant('type', [
  /** First message on a port. A framed panel needs a token; a page of our own needs none. */
  v.strictObject({
    type: v.literal('hello'),
    token: v.nullable(v.pipe(v.string(), v.maxLength(100))),
    panel: id,
    /** Whether this panel has just been made, and not been let in before. */
    fresh: v.boolean(),
  }),
  v.strictObject({
    type: v.literal('command'),
    call: v.pipe(v.number(), v.safeInteger()),
    command,
  }),
]);

/** Panel to background. */
export type PanelMessage = v.InferOutput<typeof panelMessage>;

/** Reads a message from a panel; null when it is malformed in any field. */
export function readPanelMessage(message: unknown): PanelMessage | null {
  const read = v.safeParse(panelMessage, message);
  return read.success ? read.output : null;
}

/** Why a command was not carried out. */
export type Problem =
  | PlanProblem
  | EventRefusal
  | 'empty'
  | 'tooLong'
  | 'draftTooLong'
  | 'sessionRunning'
  | 'noSession'
  | 'noSuchNote'
  | 'storageFull'
  | 'storageFailed'
  | 'keyMissing'
  | 'unreadable';

export type Reply =
  | { readonly ok: true; readonly removed?: number }
  | { readonly ok: false; readonly problem: Problem };

/** Which tab a session belongs to, as seen from the panel that asks. */
export type Here = 'here' | 'otherTab' | 'lostTab' | 'page';

/** The session as a panel may see it. */
export interface SessionView {
  readonly id: string;
  readonly plan: SessionPlan;
  readonly events: readonly SessionEvent[];
  /** Notes that are not deleted, oldest first. */
  readonly lines: readonly Pick<Line, 'id' | 'leg' | 'intoMs' | 'text'>[];
  /** How many notes are there that can't be opened. */
  readonly unreadable: number;
  /** The change that Undo would take back. */
  readonly undo: {
    readonly lineId: string;
    readonly change: 'deleted' | 'edited';
    readonly changedAt: number;
  } | null;
  readonly here: Here;
  /** The call site's id, to name the tab by. */
  readonly site: string | null;
  /** How far each leg's prompts have been stepped. */
  readonly promptSteps: Readonly<Record<string, number>>;
  /** What was typed in this panel and not saved, or in a panel that is gone. */
  readonly draft: string;
}

/** All that a panel shows. A masked one is told nothing. */
export type Snapshot =
  | { readonly masked: true }
  | {
      readonly masked: false;
      readonly session: SessionView | null;
      readonly problem: Problem | null;
    };

/** Background to panel. */
export type BackgroundMessage =
  /** The token was good; commands may come. */
  | { readonly type: 'welcome' }
  /** The token was not good. The panel asks its host for another. */
  | { readonly type: 'refused' }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'reply'; readonly call: number; readonly reply: Reply };

const backgroundMessage = v.variant('type', [
  v.object({ type: v.literal('welcome') }),
  v.object({ type: v.literal('refused') }),
  v.object({
    type: v.literal('snapshot'),
    snapshot: v.variant('masked', [
      v.object({ masked: v.literal(true) }),
      v.looseObject({
        masked: v.literal(false),
        session: v.nullable(v.looseObject({ id: v.string() })),
      }),
    ]),
  }),
  v.object({
    type: v.literal('reply'),
    call: v.number(),
    reply: v.looseObject({ ok: v.boolean() }),
  }),
]);

/**
 * Reads a message from the background; null when it is malformed. The background is our own code of the
 * same version, so a snapshot is checked in outline only.
 */
export function readBackgroundMessage(message: unknown): BackgroundMessage | null {
  return v.is(backgroundMessage, message) ? (message as BackgroundMessage) : null;
}
