import type { Problem, Reply } from '../../messaging';
import {
  cleanText,
  deleteLine,
  editLine,
  type Line,
  mayBeIn,
  newLine,
  settleLines,
  tagLine,
  undoLine,
  usualCompartment,
} from '../../notes';
import { timeline } from '../../session';
import {
  type CommandOf,
  changeSettings,
  done,
  type Handlers,
  OK,
  refused,
  type SessionContext,
  type Step,
} from '../handler';
import { lastLeg } from '../settle';
import { draftName, editName, NO_DRAFT, type State, withDraft } from '../state';

/** Commands that write and change notes. */
export const NOTE_COMMANDS: Handlers<
  'addNote' | 'editNote' | 'choosePlan' | 'markTopic' | 'tagNote' | 'deleteNote' | 'undoNote'
> = {
  addNote: { needs: 'session', shows: 'everyone', run: addNote },
  editNote: { needs: 'session', shows: 'everyone', run: editNote },
  choosePlan: {
    needs: 'session',
    shows: 'everyone',
    run: (context, { lineId, chosen }) =>
      change(context, lineId, (line) =>
        !line.plan || line.plan.chosen === chosen
          ? line
          : editLine(line, line.text, context.now, { ...line.plan, chosen }),
      ),
  },
  markTopic: {
    needs: 'session',
    shows: 'everyone',
    run: (context, { lineId, topic }) =>
      change(context, lineId, (line) =>
        line.kind !== 'topic' || line.topic === topic ? line : { ...line, topic },
      ),
  },
  tagNote: {
    needs: 'session',
    shows: 'everyone',
    run: (context, { lineId, tags }) =>
      change(context, lineId, (line) => tagLine(line, tags, context.now)),
  },
  deleteNote: {
    needs: 'session',
    shows: 'everyone',
    run: (context, { lineId }) =>
      change(context, lineId, (line) => (line.deleted ? line : deleteLine(line, context.now))),
  },
  undoNote: {
    needs: 'session',
    shows: 'everyone',
    run: (context, { lineId, changedAt }) =>
      change(context, lineId, (line) => (line.changedAt === changedAt ? undoLine(line) : line)),
  },
};

async function addNote(context: SessionContext, command: CommandOf<'addNote'>): Promise<Step> {
  const { panel, now, session, state, vault } = context;
  const names = command.typed ? [draftName(vault, panel)] : [];
  const drafts = command.typed ? withDraft(state.drafts, panel.id, NO_DRAFT) : state.drafts;
  const text = cleanText(command.text);
  if (typeof text === 'string') return refused(context, text);
  const { kind, compartment } = command;
  if (!mayBeIn(kind, compartment)) return refused(context, 'recordOnly');
  // Use the instant of the key press: the delivery may have waited for a background to start.
  const at = Math.min(command.at, now);
  const events = session.events.filter((event) => event.at <= at || event.type === 'started');
  const then = timeline(session.plan, events, at);
  const line = newLine({
    id: command.lineId,
    at,
    leg: then.current ?? lastLeg(then),
    intoMs: then.elapsedMs,
    kind,
    compartment,
    speaker: command.speaker,
    text: text.text,
    chosen: command.chosen,
  });
  const added = await vault.addLines(session.id, [line], names);
  const reply: Reply = text.removed > 0 ? { ok: true, removed: text.removed } : OK;
  // The note came again: it exists already, maybe in a session that is over. Only its draft goes.
  if (added.length === 0) return { reply, state: { ...state, drafts } };
  return {
    reply,
    state: {
      ...state,
      drafts,
      session: vault.locked
        ? { ...session, locked: session.locked + 1 }
        : { ...session, lines: [...session.lines, line] },
    },
    ...(command.typed ? { afterwards: (later) => prefer(later, line) } : {}),
  };
}

/** Remembers the compartment last used for a kind. */
async function prefer(
  context: SessionContext,
  { kind, compartment }: Pick<Line, 'kind' | 'compartment'>,
): Promise<State> {
  const { compartments } = context.state.practice.settings;
  if ((compartments[kind] ?? usualCompartment(kind)) === compartment) return context.state;
  return changeSettings(context, (settings) => ({
    ...settings,
    compartments: { ...settings.compartments, [kind]: compartment },
  }));
}

async function editNote(context: SessionContext, command: CommandOf<'editNote'>): Promise<Step> {
  const { panel, now, session, state, vault } = context;
  const text = cleanText(command.text);
  if (typeof text === 'string') return refused(context, text);
  const { plan, base, otherId } = command;
  if (session.lines.some(({ id }) => id === otherId)) return done(state);
  const name = editName(panel);
  const there = session.lines.find(({ id }) => id === command.lineId);
  const overtaken = there && (there.deleted || ![base, text.text].includes(there.text));
  if (overtaken && !vault.locked) {
    const { id: _, ...like } = settleLines([{ ...there, deleted: false }])[0] ?? there;
    const line: Line = { ...like, id: otherId, text: text.text, plan: plan ?? like.plan };
    await vault.addLines(session.id, [line], [name]);
    return done({
      ...state,
      session: { ...session, lines: [...session.lines, line] },
      drafts: withDraft(state.drafts, name, NO_DRAFT),
    });
  }
  const step = await change(context, command.lineId, (line) =>
    line.text === text.text && (plan === null || samePlan(line.plan, plan))
      ? line
      : editLine(line, text.text, now, plan ?? line.plan),
  );
  if (!step.reply.ok || !state.drafts.has(name)) return step;
  await vault.putDraft(session.id, name, NO_DRAFT);
  return { ...step, state: { ...step.state, drafts: withDraft(state.drafts, name, NO_DRAFT) } };
}

/** Changes one note, or says why it can't be changed. */
async function change(
  context: SessionContext,
  lineId: string,
  changeLine: (line: Line) => Line | Problem,
): Promise<Step> {
  const { session, state, vault } = context;
  if (vault.locked) return refused(context, 'lockedNow');
  const line = session.lines.find(({ id }) => id === lineId);
  if (!line) return refused(context, 'noSuchNote');
  const changed = changeLine(line);
  if (typeof changed === 'string') return refused(context, changed);
  if (changed === line) return done(state);
  await vault.putLine(session.id, changed);
  const lines = session.lines.map((other) => (other === line ? changed : other));
  return done({ ...state, session: { ...session, lines } });
}

const samePlan = (a: Line['plan'], b: Line['plan']): boolean =>
  a?.when === b?.when && a?.know === b?.know && a?.chosen === b?.chosen;
