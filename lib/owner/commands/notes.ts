import type { Problem, Reply } from '../../messaging';
import {
  cleanText,
  deleteNote,
  editNote,
  mayBeIn,
  type Note,
  newNote,
  samePlan,
  settleNotes,
  tagNote,
  undoNote,
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
  | 'addNote'
  | 'editNote'
  | 'choosePlan'
  | 'markTopic'
  | 'markRaised'
  | 'tagNote'
  | 'deleteNote'
  | 'keepNotesIn'
  | 'undoNote'
> = {
  addNote: { needs: 'session', shows: 'everyone', run: addNote },
  editNote: { needs: 'session', shows: 'everyone', run: saveEdit },
  choosePlan: {
    needs: 'session',
    shows: 'everyone',
    run: (context, { noteId, chosen }) =>
      change(context, noteId, (note) =>
        !note.plan || note.plan.chosen === chosen
          ? note
          : editNote(note, note.text, context.now, { ...note.plan, chosen }),
      ),
  },
  markTopic: {
    needs: 'session',
    shows: 'everyone',
    run: (context, { noteId, topic }) =>
      change(context, noteId, (note) =>
        note.kind !== 'topic' || note.topic === topic ? note : { ...note, topic },
      ),
  },
  markRaised: {
    needs: 'session',
    shows: 'everyone',
    run: (context, { noteId, by }) =>
      change(context, noteId, (note) =>
        note.raisedBy === by || (note.kind !== 'topic' && note.kind !== 'focus')
          ? note
          : { ...note, raisedBy: by },
      ),
  },
  tagNote: {
    needs: 'session',
    shows: 'everyone',
    run: (context, { noteId, tags }) =>
      change(context, noteId, (note) => tagNote(note, tags, context.now)),
  },
  deleteNote: {
    needs: 'session',
    shows: 'everyone',
    run: (context, { noteId }) =>
      change(context, noteId, (note) => (note.deleted ? note : deleteNote(note, context.now))),
  },
  keepNotesIn: {
    needs: 'session',
    shows: 'everyone',
    async run(context, { kind, compartment }) {
      if (!mayBeIn(kind, compartment)) return refused(context, 'recordOnly');
      return done(await prefer(context, { kind, compartment }));
    },
  },
  undoNote: {
    needs: 'session',
    shows: 'everyone',
    run: (context, { noteId, changedAt }) =>
      change(context, noteId, (note) => (note.changedAt === changedAt ? undoNote(note) : note)),
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
  const note = newNote({
    id: command.noteId,
    at,
    leg: then.current ?? lastLeg(then),
    intoMs: then.elapsedMs,
    kind,
    compartment,
    speaker: command.speaker,
    text: text.text,
    raisedBy: command.raisedBy ?? null,
  });
  const added = await vault.addNotes(session.id, [note], names);
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
        : { ...session, notes: [...session.notes, note] },
    },
    ...(command.typed ? { afterwards: (later) => prefer(later, note) } : {}),
  };
}

/** Remembers the compartment last used for a kind. */
async function prefer(
  context: SessionContext,
  { kind, compartment }: Pick<Note, 'kind' | 'compartment'>,
): Promise<State> {
  const { compartments } = context.state.practice.settings;
  if ((compartments[kind] ?? usualCompartment(kind)) === compartment) return context.state;
  return changeSettings(context, (settings) => ({
    ...settings,
    compartments: { ...settings.compartments, [kind]: compartment },
  }));
}

async function saveEdit(context: SessionContext, command: CommandOf<'editNote'>): Promise<Step> {
  const { panel, now, session, state, vault } = context;
  const text = cleanText(command.text);
  if (typeof text === 'string') return refused(context, text);
  const { plan, base, otherId } = command;
  if (session.notes.some(({ id }) => id === otherId)) return done(state);
  const name = editName(panel);
  const there = session.notes.find(({ id }) => id === command.noteId);
  const overtaken = there && (there.deleted || ![base, text.text].includes(there.text));
  if (overtaken && !vault.locked) {
    const { id: _, ...like } = settleNotes([{ ...there, deleted: false }])[0] ?? there;
    const note: Note = { ...like, id: otherId, text: text.text, plan: plan ?? like.plan };
    await vault.addNotes(session.id, [note], [name]);
    return done({
      ...state,
      session: { ...session, notes: [...session.notes, note] },
      drafts: withDraft(state.drafts, name, NO_DRAFT),
    });
  }
  const step = await change(context, command.noteId, (note) =>
    note.text === text.text && (plan === null || samePlan(note.plan, plan))
      ? note
      : editNote(note, text.text, now, plan ?? note.plan),
  );
  if (!step.reply.ok || !state.drafts.has(name)) return step;
  await vault.putDraft(session.id, name, NO_DRAFT);
  return { ...step, state: { ...step.state, drafts: withDraft(state.drafts, name, NO_DRAFT) } };
}

/** Changes one note, or says why it can't be changed. */
async function change(
  context: SessionContext,
  noteId: string,
  changeLine: (note: Note) => Note | Problem,
): Promise<Step> {
  const { session, state, vault } = context;
  if (vault.locked) return refused(context, 'lockedNow');
  const note = session.notes.find(({ id }) => id === noteId);
  if (!note) return refused(context, 'noSuchNote');
  const changed = changeLine(note);
  if (typeof changed === 'string') return refused(context, changed);
  if (changed === note) return done(state);
  await vault.putNote(session.id, changed);
  const notes = session.notes.map((other) => (other === note ? changed : other));
  return done({ ...state, session: { ...session, notes } });
}
