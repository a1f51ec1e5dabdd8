import type { ClientView, ConnectedPanel, Here, PracticeView, SessionView } from '../messaging';
import { DRAFT_FIELDS, undoable } from '../notes';
import type { Calendar } from '../papers';
import {
  bookedNear,
  clientAt,
  clientCalled,
  EMPTY_CARD,
  type Engagement,
  engagementDue,
  nextCode,
} from '../practice';
import { type EpochMs, endOf, lastOf, type Meeting } from '../session';
import { siteName } from '../sites';
import type { SessionRecord } from '../vault';
import { utcOffset } from './append';
import { type Drafts, editName, fieldName, NO_DRAFT, type State } from './state';

/**
 * What a panel at this meeting may know of the practice at an instant.
 * @param typedCode what is typed in its tab as the code of a new client
 */
export const practiceView = (
  { practice: { clients, calendar, settings }, lowOnSpace }: State,
  meeting: Meeting | null,
  typedCode: string,
  now: EpochMs,
): PracticeView => {
  const { appointments, whose } = calendar ?? NO_CALENDAR;
  return {
    clients: clients.map(({ id, code, preset }) => ({ id, code, preset })),
    here: clientAt(clients, meeting)?.id ?? null,
    booked: bookedNear(appointments, clients, whose, meeting, now),
    nextCode: nextCode(clients),
    // What has become a client's code is a client to choose.
    typedCode: clientCalled(clients, typedCode) ? '' : typedCode,
    lowOnSpace,
    utcOffsetMinutes: utcOffset(now),
    settings,
  };
};

const NO_CALENDAR: Pick<Calendar, 'appointments' | 'whose'> = { appointments: [], whose: {} };

/** A meeting's address as it is kept in a `clientChosen` event. */
export const roomOf = (meeting: Meeting | null): string | null =>
  meeting && `${meeting.site}/${meeting.room}`;

/** Most themes of earlier sessions that a panel is shown. */
const MOST_THEMES = 6;

/** The session as a panel in this tab may see it. */
export function viewOf(
  session: SessionRecord,
  state: State,
  here: Here,
  meeting: Meeting | null,
): Omit<SessionView, 'resumed' | 'moved'> {
  const last = undoable(session.notes);
  const { events } = session;
  const chosen = lastOf(events, 'clientChosen');
  const client = state.practice.clients.find(({ id }) => id === chosen?.clientId);
  const start = lastOf(events, 'started')?.at ?? 0;
  const before = (client ? (state.practice.starts.get(client.id) ?? []) : []).filter(
    (at) => at < start,
  );
  const room = roomOf(meeting);
  // Show nothing of earlier sessions before the client is confirmed.
  const known =
    chosen?.confirmed && state.carried?.of === `${session.id}/${client?.id}` ? state.carried : null;
  const moved = room !== null && chosen?.room !== room;
  return {
    id: session.id,
    plan: session.plan,
    events,
    notes: session.notes
      .filter((note) => !note.deleted)
      .map(
        ({
          id,
          leg,
          intoMs,
          kind,
          compartment,
          clientCopy,
          forSupervision,
          speaker,
          text,
          plan,
          topic,
          raisedBy,
        }) => ({
          id,
          leg,
          intoMs,
          kind,
          compartment,
          clientCopy,
          forSupervision,
          speaker,
          text,
          plan,
          topic,
          raisedBy,
        }),
      ),
    undo: last && {
      noteId: last.id,
      change: last.deleted ? 'deleted' : 'edited',
      changedAt: last.changedAt,
    },
    unreadable: session.unreadable,
    locked: session.locked,
    here,
    site: siteName(session.meeting?.site ?? null),
    client: client
      ? {
          id: client.id,
          code: client.code,
          profile: client.profile,
          guidance: chosen?.confirmed ? client.guidance : null,
          mandate: client.mandate,
          firstSteps: client.firstSteps,
          speakers: client.speakers,
          // Show nothing about a client before the client is confirmed.
          card: chosen?.confirmed ? client.card : EMPTY_CARD,
          carried: known?.left ?? [],
          themes: known?.themes.slice(0, MOST_THEMES) ?? [],
          // What keeps coming back is pointed out only to whoever wants that.
          frequent: (state.practice.settings.topicHint && known?.frequent) || '',
          due: known?.due ?? [],
          work: chosen?.confirmed ? workOf(client.engagement, before) : null,
          sessionsBefore: before.length,
        }
      : null,
    confirm:
      !client || endOf(events) !== null || here !== 'here'
        ? null
        : !chosen?.confirmed
          ? 'start'
          : moved
            ? 'moved'
            : null,
    card: state.card,
    away:
      state.memory?.away?.to == null
        ? null
        : { from: state.memory.away.from, to: state.memory.away.to },
    situation: state.memory?.situation ?? null,
    promptSteps: state.memory?.promptSteps ?? {},
  };
}

/** The unsaved text of a panel, including what it took over. */
export function resumedBy(
  panel: ConnectedPanel,
  drafts: Drafts,
): NonNullable<SessionView['resumed']> {
  const edit = drafts.get(editName(panel));
  return {
    draft: drafts.get(panel.id) ?? NO_DRAFT,
    edit: edit?.edit ? { plan: null, ...edit.edit, text: edit.text } : null,
    fields: Object.fromEntries(
      DRAFT_FIELDS.flatMap((field) => {
        const typed = drafts.get(fieldName(panel, field))?.text;
        return typed ? [[field, typed]] : [];
      }),
    ),
  };
}

const workOf = (engagement: Engagement, before: readonly EpochMs[]): ClientView['work'] => {
  const { phase, method, prescribed, reviewEvery } = engagement;
  const review = reviewEvery === null ? null : engagementDue(engagement, before).review;
  return { phase, method, prescribed, review };
};
