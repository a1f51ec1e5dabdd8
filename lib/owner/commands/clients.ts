import { deleteNote, type Note, SAID_ABOUT } from '../../notes';
import { type Client, modeWith, takenOver, unlinked } from '../../practice';
import {
  clientOf,
  type EpochMs,
  endOf,
  lastClientOf,
  lastOf,
  type SessionEvent,
} from '../../session';
import { movePapers, type SessionRecord } from '../../vault';
import { record } from '../append';
import { clientFor, known, link } from '../clients';
import {
  type CommandOf,
  done,
  type Handlers,
  refused,
  type SessionContext,
  type Step,
} from '../handler';
import { keepSaidAbout } from '../said-about';
import { practiceOf, type State } from '../state';
import { roomOf } from '../view';
import { dropFields } from './fields';

/** Commands about the session's client. */
export const CLIENT_COMMANDS: Handlers<'setClient' | 'firstStep' | 'feedback'> = {
  setClient: { needs: 'session', shows: 'everyone', run: setClient },
  firstStep: {
    needs: 'session',
    shows: 'everyone',
    async run(context, { step, on }) {
      const { now, session, state, vault } = context;
      const id = clientOf(session.events);
      if (id === null) return refused(context, 'noClient');
      await vault.changeClient(id, (client) => {
        const { [step]: _, ...others } = known(client).firstSteps;
        return { ...known(client), firstSteps: on ? { ...others, [step]: now } : others };
      });
      return done({ ...state, practice: await practiceOf(vault) });
    },
  },
  feedback: {
    needs: 'session',
    shows: 'nobody',
    async run(context, { id, mattered, lead, words }) {
      const { now, session, vault } = context;
      const clientId = clientOf(session.events);
      if (clientId === null) return refused(context, 'noClient');
      const answer = { id, at: now, sessionId: session.id, mattered, lead, words: words.trim() };
      await keepSaidAbout(vault, clientId, answer);
      return dropFields(context, done(context.state), SAID_ABOUT);
    },
  },
};

async function setClient(context: SessionContext, command: CommandOf<'setClient'>): Promise<Step> {
  const { panel, now, session, vault } = context;
  const chosen = await clientFor(context, command.client);
  if (typeof chosen === 'string') return refused(context, chosen);
  const { client } = chosen;
  context.forgetCodes();
  // Only the session's own tab knows the session's address.
  const last = lastOf(session.events, 'clientChosen');
  const before = last?.clientId;
  // What is a client's stays so while nobody is chosen.
  const theirs = lastClientOf(session.events);
  // Before the choice is written: done afterwards, a failure would leave it undone for good.
  if (theirs && client && !vault.locked) await movePapers(vault, session.id, theirs, client.id);
  const state = theirs
    ? await withoutTheirs(theirs, client?.id, { ...context, state: chosen.state })
    : chosen.state;
  const inOwnTab = panel.tabId !== null && panel.tabId === state.memory?.tabId;
  const meeting = inOwnTab ? context.meeting : null;
  const step = await record({ ...context, state, session: state.session ?? session }, [
    {
      type: 'clientChosen',
      at: now,
      clientId: client?.id ?? null,
      confirmed: true,
      room: inOwnTab ? roomOf(meeting) : (last?.room ?? roomOf(session.meeting)),
    },
    ...modeFor(session, client, now),
  ]);
  if (!step.reply.ok || !client || !meeting) return step;
  // The earlier choice was a mistake, so that client's link to this address was one too.
  if (before && before !== client.id && last.room === roomOf(meeting))
    await vault
      .changeClient(before, (stored) => unlinked(known(stored), meeting))
      // If that client can't be read, the link stays; an unreadable client isn't offered anyway.
      .catch(() => {});
  return done(await link({ state: step.state, vault }, client, meeting));
}

/**
 * The mode that a session goes on in with another client, unless somebody has chosen one by hand.
 * What follows from a client's method comes with the choice of the client, and goes with it.
 */
function modeFor(
  { plan, events }: SessionRecord,
  client: Client | null,
  at: EpochMs,
): readonly SessionEvent[] {
  const chosen = events.flatMap((event) => (event.type === 'clientChosen' ? [event.at] : []));
  const isByHand = events.some(
    (event) => event.type === 'modeChanged' && !chosen.includes(event.at),
  );
  if (isByHand || endOf(events) !== null) return [];
  const wanted = client ? modeWith(plan, client) : plan.mode;
  const mode = lastOf(events, 'modeChanged')?.mode ?? plan.mode;
  return mode === wanted ? [] : [{ type: 'modeChanged', at, mode: wanted }];
}

/**
 * Takes back what the session has from the file of a client chosen by mistake: of its card, and
 * what was taken up of the last session. Such a note is deleted, which can be undone. A theme
 * stays: it may well have been noted of whoever is there.
 */
async function withoutTheirs(
  before: string,
  chosen: string | undefined,
  { now, state, vault, ...context }: SessionContext,
): Promise<State> {
  const theirs = state.practice.clients.find(({ id }) => id === before)?.card;
  if (!theirs || before === chosen || vault.locked) return state;
  let { card } = state;
  for (const field of takenOver(card, theirs)) {
    await vault.putCardField(context.session.id, field, '');
    card = { ...card, [field]: '' };
  }
  const { carried } = state;
  const known = carried?.of === `${context.session.id}/${before}` ? carried : null;
  const isTheirs = ({ deleted, kind, text }: Note) =>
    !deleted && kind === 'topic' && known?.left.some((one) => one.text === text);
  const notes: Note[] = [];
  for (const note of context.session.notes) {
    const left = isTheirs(note) ? deleteNote(note, now) : note;
    if (left !== note) await vault.putNote(context.session.id, left);
    notes.push(left);
  }
  return { ...state, card, session: { ...context.session, notes } };
}
