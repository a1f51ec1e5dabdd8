import { notesFor, type PlanDetail } from '../notes';
import {
  type Budgets,
  clientOf,
  type EpochMs,
  enteredAfterwards,
  type LegId,
  lastOf,
  MINUTE,
  type Mode,
  offsetAt,
  type SessionPlan,
  type Span,
  timeline,
  withoutTakenBack,
} from '../session';
import type { SessionRecord } from '../vault';

/** A stay in a leg, in milliseconds from the start of the session. */
export interface HeadStretch extends Span {
  readonly leg: LegId;
}

/** How the end of a session stood. */
export type HeadEnd = 'agreed' | 'corrected' | 'safety';

/** A plan of a session: what the client chose or was offered to try. */
export interface HeadPlan extends PlanDetail {
  readonly noteId: string;
  readonly text: string;
}

/**
 * What lists and a look back show of a session, without opening its notes. It holds nothing of
 * private notes but their number.
 */
export interface Head {
  readonly id: string;
  readonly clientId: string | null;
  readonly startedAt: EpochMs;
  /** Null while the session runs. */
  readonly endedAt: EpochMs | null;
  /** The agreed end, or the corrected one. */
  readonly endsAt: EpochMs;
  /** Whether its events make no sense, so that it can't be drawn. */
  readonly odd: boolean;
  /** Whether its summary has been closed. */
  readonly closed: boolean;
  /** Minutes from UTC where it began. */
  readonly utcOffset: number;
  readonly elapsedMs: number;
  readonly contactMs: number;
  readonly mode: Mode;
  /** Whole minutes for each leg, as they were planned. */
  readonly budgets: Budgets;
  /** Whole minutes that a late start took from a session with an end on the clock. */
  readonly lateMinutes: number;
  /** Whether the end was the agreed one, a corrected one, or left for safety. */
  readonly end: HeadEnd;
  readonly stretches: readonly HeadStretch[];
  readonly interruptions: readonly Span[];
  /** When it was entered, for one that was over by then; else null. */
  readonly enteredAt: EpochMs | null;
  /** When its document was finalised; null for a draft. */
  readonly finalisedAt: EpochMs | null;
  readonly addenda: number;
  /** Notes of the record and private ones, without those that were deleted. */
  readonly notes: number;
  readonly privateNotes: number;
  /** Notes that could not be opened. */
  readonly unreadable: number;
  /** What the client came with, in the order of the session. */
  readonly focuses: readonly { readonly text: string; readonly intoMs: number }[];
  /** What they took away, in the order of the session. */
  readonly takeaways: readonly string[];
  /** What was noted of risk, in the order of the session. */
  readonly risks: readonly string[];
  readonly plans: readonly HeadPlan[];
  /** What was left open: unfinished, and topics kept for next time. */
  readonly open: readonly { readonly noteId: string; readonly text: string }[];
  readonly themes: readonly string[];
}

/**
 * A session's head. A session that runs has the one that it would have if it ended with its last
 * event. One that makes no sense has times of nothing, so that it can still be looked into.
 */
export function headOf(session: SessionRecord): Head {
  try {
    return fullHead(session);
  } catch {
    return { ...fullHead({ ...session, events: STAND_IN(session) }), odd: true };
  }
}

/** The least that a timeline needs, at the instant of a session's first event. */
const STAND_IN = ({ events }: SessionRecord): SessionRecord['events'] => {
  const at = events[0]?.at ?? 0;
  const chosen = events
    .filter(({ type }) => type === 'clientChosen')
    .map((one) => ({ ...one, at }));
  return [
    { type: 'started', at, toldAt: at, utcOffsetMinutes: 0 },
    ...chosen,
    { type: 'ended', at },
    { type: 'closed', at },
  ];
};

function fullHead(session: SessionRecord): Head {
  const { id, plan, events } = session;
  const time = timeline(plan, events, events.at(-1)?.at ?? 0);
  const record = notesFor('record', session.notes);
  const texts = (kind: string) => record.filter((note) => note.kind === kind);
  return {
    id,
    clientId: clientOf(events),
    startedAt: time.startedAt,
    endedAt: time.endedAt,
    endsAt: time.endsAt,
    odd: false,
    closed: lastOf(events, 'closed') !== undefined,
    utcOffset: offsetAt(events, time.startedAt),
    elapsedMs: time.elapsedMs,
    contactMs: time.contactMs,
    mode: time.mode,
    budgets: plan.budgets,
    lateMinutes: lateMinutesOf(plan, time.startedAt),
    end: endOf(events),
    stretches: time.stretches.map(({ leg, from, to }) => ({ leg, from, to })),
    interruptions: time.interruptions,
    enteredAt: enteredAfterwards(events),
    finalisedAt: session.document?.finalisedAt ?? null,
    addenda: session.document?.addenda.length ?? 0,
    notes: record.length,
    privateNotes: notesFor('private', session.notes).length,
    unreadable: session.unreadable,
    focuses: texts('focus').map(({ text, intoMs }) => ({ text, intoMs })),
    takeaways: texts('takeaway').map(({ text }) => text),
    risks: texts('risk').map(({ text }) => text),
    plans: texts('plan').flatMap(({ id: noteId, text, plan: detail }) =>
      detail ? [{ noteId, text, ...detail }] : [],
    ),
    open: record
      .filter(({ kind, topic }) => kind === 'unfinished' || (topic !== null && topic !== 'open'))
      .map(({ id: noteId, text }) => ({ noteId, text })),
    themes: [...new Set(texts('theme').map(({ text }) => text))],
  };
}

const lateMinutesOf = ({ endsBy, endsAt, minutes }: SessionPlan, startedAt: EpochMs): number =>
  endsBy === 'clock' ? Math.max(0, minutes - Math.round((endsAt - startedAt) / MINUTE)) : 0;

function endOf(events: SessionRecord['events']): HeadEnd {
  const held = withoutTakenBack(events);
  if (lastOf(held, 'safetyOverride')) return 'safety';
  return lastOf(held, 'endCorrected') ? 'corrected' : 'agreed';
}

/** Newest first; of two that began together, by their ids, so that the order never changes. */
export const compareHeads = (a: Head, b: Head): number =>
  b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1);

/**
 * Heads with others put in their places, and those of `gone` left out. The order is that of
 * `compareHeads`.
 */
export function withHeads(
  heads: readonly Head[],
  changed: readonly Head[],
  gone: ReadonlySet<string>,
): readonly Head[] {
  const other = new Set([...gone, ...changed.map(({ id }) => id)]);
  const left = heads.filter(({ id }) => !other.has(id));
  const added = changed.toSorted(compareHeads);
  const merged: Head[] = [];
  let next = 0;
  for (const head of left) {
    for (let one = added[next]; one && compareHeads(one, head) < 0; one = added[next]) {
      merged.push(one);
      next += 1;
    }
    merged.push(head);
  }
  return merged.concat(added.slice(next));
}
