/** What a panel asks of the background, over one port per panel. */
import * as v from 'valibot';
import {
  compartmentShape,
  DRAFT_FIELDS,
  kindShape,
  planDetailShape,
  raisedByShape,
  topicShape,
} from '../notes';
import {
  CARD_FIELDS,
  FIRST_STEPS,
  GUIDANCE_LEVELS,
  LONGEST_FIELD,
  LONGEST_INITIALS,
} from '../practice';
import { situationShape } from '../prompts';
import { between, EVENTS, instant, legShape, orderShape, surplusShape } from '../session';
import { LONGEST_TEXT } from './panel-contract';

const id = v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/));
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
  v.strictObject({
    type: v.literal('feedback'),
    id,
    mattered: answer,
    lead: answer,
    /** What they add in their own words. */
    words: short,
  }),
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
  /**
   * Its person moves to a panel of this tab in another place, from notes that are scrolled so many
   * pixels down.
   */
  v.strictObject({ type: v.literal('moving'), scrolled: v.pipe(v.number(), v.minValue(0)) }),
  /** Has notes of a kind begin in this compartment from now on. */
  v.strictObject({
    type: v.literal('keepNotesIn'),
    kind: kindShape,
    compartment: compartmentShape,
  }),
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
      forSupervision: v.exactOptional(v.boolean()),
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
  /** Opens the desk: today, its help, a group of its settings, or the client's measures. */
  v.strictObject({
    type: v.literal('openDesk'),
    /** Its page; by default, today. */
    page: v.exactOptional(v.picklist(['help', 'settings/screen', 'settings/backup', 'measures'])),
  }),
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
