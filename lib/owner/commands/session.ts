import type { RecordedEvent } from '../../messaging';
import type { DraftField } from '../../notes';
import { EMPTY_CARD, modeWith } from '../../practice';
import {
  type EpochMs,
  endOf,
  lastOf,
  MINUTE,
  planSession,
  presetOf,
  refusalOf,
  type SessionEvent,
} from '../../session';
import type { SessionRecord } from '../../vault';
import { record, utcOffset } from '../append';
import { clientFor, link } from '../clients';
import {
  type CommandOf,
  done,
  type Handlers,
  OK,
  refused,
  remember,
  type SessionContext,
  type Step,
  type VaultContext,
} from '../handler';
import { close } from '../settle';
import { NO_DRAFTS } from '../state';
import { roomOf } from '../view';
import { dropFields } from './fields';

export const SESSION_COMMANDS: Handlers<
  'start' | 'enterLeg' | 'record' | 'crisis' | 'end' | 'resume' | 'close'
> = {
  start: { needs: 'vault', shows: 'everyone', despiteUnreadable: true, run: start },
  enterLeg: { needs: 'session', shows: 'everyone', run: enterLeg },
  record: {
    needs: 'session',
    shows: 'everyone',
    async run(context, { event }) {
      const step = await record(context, [eventAt(event, context.session, context.now)]);
      const field = fieldIn(event);
      return step.reply.ok && field ? dropFields(context, step, [field]) : step;
    },
  },
  crisis: { needs: 'session', shows: 'everyone', run: crisis },
  end: {
    needs: 'session',
    shows: 'everyone',
    async run(context, { at = context.now }) {
      // Whatever was recorded since then says that the session went on.
      const last = context.session.events.at(-1)?.at ?? at;
      const ended = Math.min(context.now, Math.max(at, last));
      return unless(await record(context, [{ type: 'ended', at: ended }]), 'alreadyEnded');
    },
  },
  resume: {
    needs: 'session',
    shows: 'everyone',
    run: async (context) =>
      unless(await record(context, [{ type: 'resumed', at: context.now }]), 'notEnded'),
  },
  close: {
    needs: 'session',
    without: OK,
    shows: 'everyone',
    async run(context) {
      const refusal = refusalOf(context.session.events, { type: 'closed', at: context.now });
      if (refusal) return refused(context, refusal);
      context.forgetCodes();
      return done(await close(context, context.session));
    },
  },
};

async function start(context: VaultContext, command: CommandOf<'start'>): Promise<Step> {
  const { panel, now, parts, meeting, vault } = context;
  const { session } = context.state;
  if (session?.id === command.sessionId) return done(context.state);
  if (session && endOf(session.events) === null) return refused(context, 'sessionRunning');
  const { preset, ...request } = command.request;
  const { presets } = context.state.practice.settings;
  const plan = planSession({ ...request, preset: presetOf(preset, presets) }, now);
  if (typeof plan === 'string') return refused(context, plan);
  const chosen = await clientFor(context, command.client);
  if (typeof chosen === 'string') return refused(context, chosen);
  const { client } = chosen;
  let { state } = chosen;
  if (session) state = await close({ ...context, state }, session);
  const startedAt = now - request.beganMinutesAgo * MINUTE;
  const events: SessionEvent[] = [
    { type: 'started', at: startedAt, toldAt: now, utcOffsetMinutes: utcOffset(now) },
    { type: 'legEntered', at: startedAt, leg: plan.order[0] ?? 'opening' },
  ];
  if (client)
    events.push({
      type: 'clientChosen',
      at: now,
      clientId: client.id,
      confirmed: command.confirmed,
      room: roomOf(meeting),
    });
  // Nothing shows of a client whom nobody has confirmed.
  const mode = client && command.confirmed ? modeWith(plan, client) : plan.mode;
  if (mode !== plan.mode) events.push({ type: 'modeChanged', at: now, mode });
  const started = {
    id: command.sessionId,
    plan,
    meeting,
    events,
  };
  await vault.begin(started);
  context.forgetCodes();
  state = {
    ...state,
    session: { ...started, notes: [], unreadable: 0, locked: 0 },
    drafts: NO_DRAFTS,
    card: EMPTY_CARD,
    problem: null,
  };
  state = await remember(
    { parts, state },
    {
      sessionId: started.id,
      tabId: panel.tabId,
      situation: null,
      promptSteps: {},
      panels: context.present,
      away: null,
    },
  );
  // The session has begun. If the link can't be written now, the next confirmation makes it.
  if (client && command.confirmed && meeting)
    state = await link({ state, vault }, client, meeting).catch(() => state);
  return done(state);
}

async function enterLeg(context: SessionContext, { leg }: CommandOf<'enterLeg'>): Promise<Step> {
  const step = await record(context, [{ type: 'legEntered', at: context.now, leg }]);
  const { memory, session } = step.state;
  if (session === context.session || !memory?.situation) return step;
  // A situation belongs to the leg it was pressed in.
  return done(
    await remember({ parts: context.parts, state: step.state }, { ...memory, situation: null }),
  );
}

async function crisis(context: SessionContext): Promise<Step> {
  const both: readonly SessionEvent[] = [
    { type: 'modeChanged', at: context.now, mode: 'crisis' },
    { type: 'safetyOverride', at: context.now },
  ];
  // One of the two may already hold.
  const { events } = context.session;
  const wanted = both.filter((event) => refusalOf(events, event) !== 'alreadyThere');
  return wanted.length === 0 ? done(context.state) : record(context, wanted);
}

/** Turns a refusal into success when the session is already in the wanted state. */
const unless = (step: Step, problem: 'alreadyEnded' | 'notEnded'): Step =>
  !step.reply.ok && step.reply.problem === problem ? done(step.state) : step;

/** A panel's event with its instant. A reported break in contact is moved into the session. */
function eventAt(event: RecordedEvent, session: SessionRecord, at: EpochMs): SessionEvent {
  const started = lastOf(session.events, 'started')?.at ?? at;
  const inside = (instant: EpochMs) => Math.min(at, Math.max(started, instant));
  if (event.type === 'interruptionBegan') return { ...event, at, since: inside(event.since) };
  if (event.type === 'interruptionEnded') return { ...event, at, until: inside(event.until) };
  return { ...event, at };
}

/** The field in which the words of an event were typed; null if it has none. */
function fieldIn(event: RecordedEvent): DraftField | null {
  if (event.type === 'safetyReasonGiven') return 'override';
  return event.type === 'legSetAside' && typeof event.reason === 'object' ? 'aside' : null;
}
