/** What the background says to a panel, over one port per panel. */
import * as v from 'valibot';
import type { Carried, DraftField, Note, PlanDetail } from '../notes';
import type { Booked, Card, Client, CodeProblem, Engagement, Settings } from '../practice';
import type { Situation } from '../prompts';
import type { EventRefusal, PlanProblem, SessionEvent, SessionPlan } from '../session';

export const PANEL_PORT = 'panel';

/**
 * Longer than any text that is kept, so that the limit is told by the owner and not by a dropped
 * message.
 */
export const LONGEST_TEXT = 4_000_000;

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
  | 'underHold'
  | 'changedSince'
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
  | 'forSupervision'
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
  /** The names of the measures that are due in this session. */
  readonly due: readonly string[];
  /**
   * Where the work stands, by which method, and whether it is to be reviewed now, where that was
   * arranged; null until the client is confirmed.
   */
  readonly work:
    | (Pick<Engagement, 'phase' | 'method' | 'prescribed'> & { readonly review: boolean | null })
    | null;
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
  /**
   * Where its person was in the panel that they have just left for this one: how far the notes were
   * scrolled, in pixels. It is told once.
   */
  readonly moved: { readonly scrolled: number } | null;
}

/** What a panel may know of the practice: codes and the practitioner's own choices. */
export interface PracticeView {
  /** The clients seen last first. */
  readonly clients: readonly Pick<Client, 'id' | 'code' | 'preset'>[];
  /** The client whose meeting address this panel is at. */
  readonly here: string | null;
  /** What is booked for the hours ahead, with known clients or at this meeting. */
  readonly booked: readonly Booked[];
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
