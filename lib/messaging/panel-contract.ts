/** What a panel and the background say to each other, over one port per panel. */
import * as v from 'valibot';
import {
  type Carried,
  compartmentShape,
  DRAFT_FIELDS,
  type DraftField,
  kindShape,
  type Note,
  type PlanDetail,
  planDetailShape,
  raisedByShape,
  topicShape,
} from '../notes';
import {
  CARD_FIELDS,
  type Card,
  type Client,
  type CodeProblem,
  FIRST_STEPS,
  GUIDANCE_LEVELS,
  LONGEST_FIELD,
  LONGEST_INITIALS,
  type Settings,
} from '../practice';
import { type Situation, situationShape } from '../prompts';
import {
  between,
  EVENTS,
  type EventRefusal,
  instant,
  legShape,
  orderShape,
  type PlanProblem,
  type SessionEvent,
  type SessionPlan,
  surplusShape,
} from '../session';

export const PANEL_PORT = 'panel';

const id = v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/));
/**
 * Longer than any text that is kept, so that the limit is told by the owner and not by a dropped
 * message.
 */
export const LONGEST_TEXT = 4_000_000;
const text = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
const answer = v.nullable(v.pipe(between(0, 10), v.integer()));
const short = v.pipe(v.string(), v.maxLength(LONGEST_FIELD));
const planDetail = v.nullable(
  v.strictObject({ ...planDetailShape.entries, when: short, know: short }),
);
const speaker = v.pipe(v.string(), v.maxLength(LONGEST_INITIALS));
const promptId = v.pipe(v.string(), v.maxLength(80));
const situation = v.nullable(situationShape);

/**
 * Whose session it is, as a panel says it. The id of a new client makes a second delivery harmless.
 */
const client = v.variant('by', [
  v.strictObject({ by: v.literal('later') }),
  v.strictObject({ by: v.literal('known'), id }),
  v.strictObject({ by: v.literal('new'), id, code: short }),
]);
export type ClientChoice = v.InferOutput<typeof client>;

/** Events that a panel may have written down as they are; the owner adds the instant. */
const recorded = v.variant('type', [
  v.omit(EVENTS.legSetAside, ['at']),
  v.omit(EVENTS.legBroughtBack, ['at']),
  v.omit(EVENTS.legsReordered, ['at']),
  v.omit(EVENTS.budgetsShifted, ['at']),
  v.omit(EVENTS.modeChanged, ['at']),
  v.omit(EVENTS.interruptionBegan, ['at']),
  v.omit(EVENTS.interruptionEnded, ['at']),
  v.omit(EVENTS.interruptionTold, ['at']),
  v.omit(EVENTS.interruptionTakenBack, ['at']),
  v.omit(EVENTS.endCorrected, ['at']),
  v.omit(EVENTS.safetyOverride, ['at']),
  v.omit(EVENTS.safetyLifted, ['at']),
  v.omit(EVENTS.safetyTakenBack, ['at']),
  v.omit(EVENTS.safetyReasonGiven, ['at']),
  v.omit(EVENTS.ticked, ['at']),
  v.omit(EVENTS.workChosen, ['at']),
  v.omit(EVENTS.readinessSaid, ['at']),
  v.omit(EVENTS.ledBy, ['at']),
  v.omit(EVENTS.focusShifted, ['at']),
  v.omit(EVENTS.tangentNamed, ['at']),
]);
export type RecordedEvent = v.InferOutput<typeof recorded>;

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
      beganMinutesAgo: v.number(),
      preset: v.pipe(v.string(), v.maxLength(80)),
      order: orderShape,
      surplus: surplusShape,
    }),
    client,
    /** Whether a person chose the client, not the meeting's address. */
    confirmed: v.boolean(),
  }),
  v.strictObject({ type: v.literal('enterLeg'), leg: legShape }),
  v.strictObject({ type: v.literal('record'), event: recorded }),
  /** Crisis mode and the safety override in one press. */
  v.strictObject({ type: v.literal('crisis') }),
  /**
   * Keeps the code of a new client as far as it is typed, in memory alone. An empty one drops it.
   */
  v.strictObject({ type: v.literal('typedCode'), code: short }),
  /** Says whose session it is, for the meeting address that it is at now. */
  v.strictObject({ type: v.literal('setClient'), client }),
  /** Keeps what was typed in a field of the start card or the safety card. */
  v.strictObject({ type: v.literal('card'), field: v.picklist(CARD_FIELDS), text: short }),
  /** Ticks something that is talked through with a client once. */
  v.strictObject({ type: v.literal('firstStep'), step: v.picklist(FIRST_STEPS), on: v.boolean() }),
  /** What the client has answered about this session, from 0 to 10; null for no answer. */
  v.strictObject({ type: v.literal('feedback'), id, mattered: answer, lead: answer }),
  v.strictObject({
    type: v.literal('prefer'),
    quiet: v.exactOptional(v.boolean()),
    guidance: v.exactOptional(v.picklist(GUIDANCE_LEVELS)),
  }),
  /** Changes how a prompt is offered. */
  v.strictObject({
    type: v.literal('keepPrompt'),
    as: v.picklist(['pinned', 'favourite', 'hidden']),
    on: v.boolean(),
    prompt: promptId,
    leg: legShape,
  }),
  /** The question about the time without a panel has been answered. */
  v.strictObject({ type: v.literal('awayDone') }),
  /** What is going on, as the practitioner notices it. */
  v.strictObject({ type: v.literal('situation'), situation }),
  /** Shows this prompt in a leg and a situation. */
  v.strictObject({
    type: v.literal('stepPrompt'),
    leg: legShape,
    situation,
    prompt: promptId,
  }),
  /** Says whether nobody can see this panel, because its tab is in the background. */
  v.strictObject({ type: v.literal('hidden'), hidden: v.boolean() }),
  /** Saves a note, as of the instant Enter was pressed. The id makes a second delivery harmless. */
  v.strictObject({
    type: v.literal('addNote'),
    noteId: id,
    text,
    kind: kindShape,
    compartment: compartmentShape,
    speaker,
    /** Who brought it up, if it comes from a topic; by default the client. */
    raisedBy: v.exactOptional(v.nullable(raisedByShape)),
    /**
     * Whether it was typed in the quick note, whose draft is gone with it. What was picked leaves
     * the field as it is.
     */
    typed: v.boolean(),
    at: instant,
  }),
  /**
   * Saves an edit. `base` is the text that it began with: if somebody else has changed or deleted
   * the note since, both stay, this one as a note with `otherId`.
   */
  v.strictObject({
    type: v.literal('editNote'),
    noteId: id,
    base: text,
    otherId: id,
    text,
    plan: planDetail,
  }),
  v.strictObject({ type: v.literal('choosePlan'), noteId: id, chosen: v.boolean() }),
  v.strictObject({
    type: v.literal('markTopic'),
    noteId: id,
    topic: topicShape,
  }),
  /** Says who brought up a topic or a focus. */
  v.strictObject({ type: v.literal('markRaised'), noteId: id, by: raisedByShape }),
  /**
   * Marks a note that is there: what it is about, where it belongs, who said it, whether the client
   * is given it.
   */
  v.strictObject({
    type: v.literal('tagNote'),
    noteId: id,
    tags: v.strictObject({
      kind: v.exactOptional(kindShape),
      compartment: v.exactOptional(compartmentShape),
      clientCopy: v.exactOptional(v.boolean()),
      speaker: v.exactOptional(speaker),
    }),
  }),
  v.strictObject({ type: v.literal('deleteNote'), noteId: id }),
  /** Takes back the change made at `changedAt`, and nothing if that was taken back already. */
  v.strictObject({ type: v.literal('undoNote'), noteId: id, changedAt: instant }),
  /** Keeps what has been typed in this panel and not saved yet. */
  v.strictObject({
    type: v.literal('draft'),
    text,
    kind: kindShape,
    compartment: compartmentShape,
    speaker,
  }),
  /**
   * Keeps an edit of a note that is not saved yet; with the text that it began with it is given up.
   */
  v.strictObject({
    type: v.literal('draftEdit'),
    noteId: id,
    base: text,
    text,
    /** A plan's details, as they are typed; null for other kinds. */
    plan: planDetail,
  }),
  /** Keeps what has been typed in another field of this panel. An empty text drops it. */
  v.strictObject({ type: v.literal('draftField'), field: v.picklist(DRAFT_FIELDS), text: short }),
  /** Ends the session: now, or at `at`, when the call ended that the session was in. */
  v.strictObject({ type: v.literal('end'), at: v.exactOptional(instant) }),
  /** Takes the end back: the session had gone on all along. */
  v.strictObject({ type: v.literal('resume') }),
  /** Puts the summary away. */
  v.strictObject({ type: v.literal('close') }),
  v.strictObject({ type: v.literal('mask'), masked: v.boolean() }),
  /** Locks the notes. Nothing that a panel can send unlocks them. */
  v.strictObject({ type: v.literal('lock') }),
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
    /**
     * The tab whose panel a page of the extension is, in the place of the one over the call. Framed
     * ones have no say.
     */
    tab: v.nullable(v.pipe(v.number(), v.safeInteger())),
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
  | CodeProblem
  | 'noSuchClient'
  | 'noClient'
  | 'tabGone'
  | 'empty'
  | 'tooLong'
  | 'draftTooLong'
  | 'sessionRunning'
  | 'noSession'
  | 'sessionOpen'
  | 'documentFinal'
  | 'noSuchNote'
  | 'storageFull'
  | 'storageFailed'
  | 'upgradeFailed'
  | 'newerDatabase'
  | 'recordOnly'
  | 'notForClient'
  | 'lockedNow'
  | 'keyMissing'
  | 'emptied'
  | 'lockUnreadable'
  | 'lockForged'
  | 'unreadable';

export type Reply =
  | { readonly ok: true; readonly removed?: number }
  | { readonly ok: false; readonly problem: Problem };

/** Which tab a session belongs to, as seen from the panel that asks. */
export type Here = 'here' | 'otherTab' | 'lostTab' | 'page';

/** A note as a panel may see it. */
export type NoteView = Pick<
  Note,
  | 'id'
  | 'leg'
  | 'intoMs'
  | 'kind'
  | 'compartment'
  | 'clientCopy'
  | 'speaker'
  | 'text'
  | 'plan'
  | 'topic'
  | 'raisedBy'
>;

/** What was typed and not saved, and what it was to be. */
export type DraftView = Pick<Note, 'text' | 'kind' | 'compartment' | 'speaker'>;

/** A client as a call page may see one: by code, never by name. */
export interface ClientView
  extends Pick<
    Client,
    'id' | 'code' | 'profile' | 'guidance' | 'mandate' | 'firstSteps' | 'card' | 'speakers'
  > {
  /** How many sessions there were before this one. */
  readonly sessionsBefore: number;
  /** What the last session has left to come back to. */
  readonly carried: readonly Carried[];
  /** The themes of the last sessions, those of the last one first. */
  readonly themes: readonly string[];
  /** The theme that keeps coming back in them; empty for none. */
  readonly frequent: string;
}

/** The session as a panel may see it. */
export interface SessionView {
  readonly id: string;
  readonly plan: SessionPlan;
  readonly events: readonly SessionEvent[];
  /** Notes that are not deleted, oldest first. */
  readonly notes: readonly NoteView[];
  /** How many notes are there that can't be opened. */
  readonly unreadable: number;
  /** How many notes are locked away. */
  readonly locked: number;
  /** The change that Undo would take back. */
  readonly undo: {
    readonly noteId: string;
    readonly change: 'deleted' | 'edited';
    readonly changedAt: number;
  } | null;
  readonly here: Here;
  /** The call site's name, to name the tab by; null for one that isn't known. */
  readonly site: string | null;
  readonly client: ClientView | null;
  /**
   * Whether the client is to be confirmed: at the start, and when the meeting's address has
   * changed.
   */
  readonly confirm: 'start' | 'moved' | null;
  /** What was said in this session. What was known before is in `client.card`. */
  readonly card: Card;
  /**
   * How long no panel was in the session's tab, if nobody has said yet whether the contact was
   * broken off.
   */
  readonly away: { readonly from: number; readonly to: number } | null;
  readonly situation: Situation | null;
  /**
   * The prompt stepped to in each leg and situation; keys as `stepKey` of lib/prompts makes them.
   */
  readonly promptSteps: Readonly<Record<string, string>>;
  /**
   * What was typed and not saved, in this panel before it was let in or in panels that are gone. It
   * is told once, and again after a mask or a change of the lock; null otherwise, because the panel
   * knows what is typed in it.
   */
  readonly resumed: {
    readonly draft: DraftView;
    /** An edit of a note. */
    readonly edit: {
      readonly noteId: string;
      readonly base: string;
      readonly text: string;
      /** A plan's details; null for other kinds, and where none were typed. */
      readonly plan: PlanDetail | null;
    } | null;
    readonly fields: Readonly<Partial<Record<DraftField, string>>>;
  } | null;
}

/** What a panel may know of the practice: codes and the practitioner's own choices. */
export interface PracticeView {
  /** The clients seen last first. */
  readonly clients: readonly Pick<Client, 'id' | 'code' | 'preset'>[];
  /** The client whose meeting address this panel is at. */
  readonly here: string | null;
  /** A code to propose for a new client. */
  readonly nextCode: string;
  /**
   * What was typed at this meeting in this tab as the code of a new client, while no client has
   * that code; or empty.
   */
  readonly typedCode: string;
  /** Whether the browser has little room left for more. */
  readonly lowOnSpace: boolean;
  /**
   * The offset of the device's clock from UTC in minutes. A browser may hide it from a panel that
   * is in a web page.
   */
  readonly utcOffsetMinutes: number;
  readonly settings: Settings;
}

/** All that a panel shows. A masked one is told nothing. */
export type Snapshot =
  | {
      readonly masked: true;
      /** A choice that the button needs. */
      readonly pressCovered?: true;
      /** The notes are locked: what was typed before must not stay in memory. */
      readonly locked?: true;
    }
  | {
      readonly masked: false;
      readonly session: SessionView | null;
      readonly practice: PracticeView;
      /** Locked, there are no notes, clients or words in here. */
      readonly lock: 'none' | 'locked' | 'open';
      readonly problem: Problem | null;
    };

/** What keys that work anywhere in the browser ask of a panel. */
export const PRESSES = ['fold', 'note', 'leg'] as const;
export type Press = (typeof PRESSES)[number];

/** Background to panel. */
export type BackgroundMessage =
  /** The token was good; commands may come. */
  | { readonly type: 'welcome' }
  /** The token was not good. The panel asks its host for another. */
  | { readonly type: 'refused' }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'press'; readonly press: Press }
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
  v.object({ type: v.literal('press'), press: v.picklist(PRESSES) }),
  v.object({
    type: v.literal('reply'),
    call: v.number(),
    reply: v.looseObject({ ok: v.boolean() }),
  }),
]);

/**
 * Reads a message from the background; null when it is malformed. The background is our own code of
 * the same version, so a snapshot is checked in outline only.
 */
export function readBackgroundMessage(message: unknown): BackgroundMessage | null {
  return v.is(backgroundMessage, message) ? (message as BackgroundMessage) : null;
}
