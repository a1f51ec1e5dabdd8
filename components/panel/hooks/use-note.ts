import { useComputed, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { DraftView, NoteView, Problem, SessionView } from '@/lib/messaging';
import { type Compartment, type Kind, mayBeIn, type RaisedBy, usualCompartment } from '@/lib/notes';
import type { Settings } from '@/lib/practice';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { usePanel } from '../context';

/**
 * The quick note being written. Values are read from signals: only a component that reads one is
 * drawn again on typing.
 */
export interface NoteState {
  readonly value: string;
  readonly kind: Kind;
  readonly compartment: Compartment;
  readonly speaker: string;
  /** Why the note couldn't be saved or kept; null again after the next change. */
  readonly problem: Problem | null;
  /** What happened to the last note, in words. */
  readonly status: string;
  /** Whether every kind is offered, which takes more room. */
  readonly choosing: boolean;
  /** Whether the note needs more room than its field, for all the kinds or a problem. */
  readonly needsRoom: boolean;
  offerAll(all: boolean): void;
  type(value: string): void;
  /** Sets the note's kind, and the compartment last used for that kind unless one was chosen. */
  choose(kind: Kind): void;
  /** Chooses the note's compartment. Notes of its kind begin there from then on. */
  keepIn(compartment: Compartment): void;
  /** Sets the initials of the person who said it. */
  say(speaker: string): void;
  /**
   * Begins another note and focuses the field. A text that it begins with stays in its compartment,
   * and with whoever raised it.
   */
  begin(
    kind: Kind,
    from?: Pick<NoteView, 'text' | 'compartment'> & Partial<Pick<NoteView, 'raisedBy'>>,
  ): void;
  /**
   * Saves a note of these words at once, where notes of its kind go. What is typed stays. Resolves
   * with its id; with null if it wasn't saved, and the panel says why.
   */
  add(kind: Kind, words: string): Promise<string | null>;
  save(): void;
  /**
   * Saves the note as Enter does. A text expander or dictation presses Enter within a text, too:
   * if Enter comes within `AT_ONCE` of the text, what is typed within `AT_ONCE` after it belongs to
   * the note, in a line of its own. Otherwise it is saved at once.
   */
  enter(): void;
  /** Saves the note in the record, where its kind belongs. */
  moveToRecord(): void;
}

interface Written extends DraftView {
  /** The session's id and the lock state that the text belongs to. */
  readonly of: string;
  /** Whether the compartment was chosen for this note. */
  readonly placed: boolean;
  /** Who raised what it began with; null for a note of one's own words. */
  readonly raisedBy: RaisedBy | null;
  readonly problem: Problem | null;
  readonly status: string;
  readonly choosing: boolean;
}

/** Milliseconds. What follows other typing sooner than that may have been typed by a program. */
const AT_ONCE = 80;

/** A note that is about to be saved. */
interface Held {
  readonly note: Written;
  /** When Enter was pressed, in epoch milliseconds. */
  readonly at: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

const NOTHING_TYPED: DraftView = { text: '', kind: 'note', compartment: 'record', speaker: '' };
const BLANK: Written = {
  ...NOTHING_TYPED,
  of: '',
  placed: false,
  raisedBy: null,
  problem: null,
  status: '',
  choosing: false,
};

/**
 * What is typed in the field, with what was kept of it or of another text of this panel. If one of
 * them is private, all of it is.
 */
function joined(kept: DraftView, typed: Written): Written {
  const isPart = typed.text.startsWith(kept.text) || kept.text.startsWith(typed.text);
  if (isPart) return typed;
  const isPrivate = kept.compartment === 'private' || typed.compartment === 'private';
  return {
    ...typed,
    text: `${kept.text}\n${typed.text}`,
    compartment: isPrivate ? 'private' : 'record',
    placed: true,
  };
}

/**
 * The state of the quick note. It survives while the field isn't drawn: folded, masked, or between
 * session and summary. Each change is kept as a draft. A note that couldn't be saved returns in
 * front of newer typing, with the reason. Locking empties the field once its text has been kept.
 * @param session the open session and its draft, or null if none is visible
 * @param plain the kind that each note begins with
 */
export function useNote(
  session: Pick<SessionView, 'id' | 'resumed'> | null,
  locked: boolean,
  compartments: Settings['compartments'],
  plain: Kind,
): NoteState {
  const text = useText();
  const clock = useClock();
  const { act, focusable, newId, send } = usePanel();
  const held = useRef<Held | null>(null);
  /** When the text changed last, in epoch milliseconds. */
  const typedAt = useRef(0);
  /** The note that Enter was pressed in a moment ago, if there is one, which is saved no more. */
  const release = (): Held | null => {
    const before = held.current;
    if (before) clearTimeout(before.timer);
    held.current = null;
    return before;
  };
  const remembered = (kind: Kind) => compartments[kind] ?? usualCompartment(kind);
  /** What was remembered of a kind when something else was chosen here, and what that was. */
  const last = useRef(new Map<Kind, { readonly was: Compartment; readonly is: Compartment }>());
  /** What is saved here counts at once, before the settings come back. */
  const usual = (kind: Kind) => {
    const saved = last.current.get(kind);
    if (saved?.was === remembered(kind)) return saved.is;
    // The settings have come back, and from then on they say it.
    last.current.delete(kind);
    return remembered(kind);
  };
  const note = useSignal<Written>(BLANK);
  const put = (change: Partial<Written>) => {
    note.value = { ...note.peek(), ...change };
  };
  const whereTo = ({ placed, compartment, kind }: Written) => (placed ? compartment : usual(kind));
  const draft = (written: Written): DraftView => ({
    text: written.text,
    kind: written.kind,
    compartment: whereTo(written),
    speaker: written.speaker,
  });
  /** How often the text was sent to be kept, and which of these the background has kept. */
  const sent = useRef({ times: 0, kept: 0 });
  const isKept = () => sent.current.kept === sent.current.times;
  const keep = async () => {
    const time = ++sent.current.times;
    const kept = note.peek();
    const reply = await send({ type: 'draft', ...draft(kept) });
    if (reply.ok) sent.current.kept = Math.max(sent.current.kept, time);
    else if (note.peek().text === kept.text) put({ problem: reply.problem });
    forgetIfAway();
  };
  // Masked and locked, nothing that was typed stays in memory once the background has kept it.
  const away = useRef(false);
  away.current = !session && locked;
  const forgetIfAway = () => {
    if (!away.current || !isKept()) return;
    release();
    if (note.peek().text !== '') note.value = BLANK;
  };
  forgetIfAway();
  const keepIfAny = () => {
    if (note.peek().text !== '') void keep();
  };
  const choose = (kind: Kind) => {
    put({ kind, problem: null, choosing: false });
    keepIfAny();
  };
  const keepIn = (compartment: Compartment) => {
    const { kind } = note.peek();
    put({ compartment, placed: true, problem: null });
    keepIfAny();
    if (!mayBeIn(kind, compartment)) return;
    // What is chosen holds for the notes after it, also if this one becomes one of another kind.
    last.current.set(kind, { was: remembered(kind), is: compartment });
    void send({ type: 'keepNotesIn', kind, compartment });
  };
  /** Empties the field for the next note. */
  const take = (): Written | null => {
    const saving = note.peek();
    if (saving.text.trim() === '') return null;
    put({
      text: '',
      kind: plain,
      // The next words may be anybody's. Nobody's words are to be given to somebody else.
      speaker: '',
      placed: false,
      raisedBy: null,
      problem: null,
      status: text('note_saving'),
    });
    return saving;
  };
  const save = async (saving: Written | null, at: number) => {
    if (!saving) return;
    last.current.set(saving.kind, { was: remembered(saving.kind), is: whereTo(saving) });
    const reply = await send({
      type: 'addNote',
      noteId: newId(),
      ...draft(saving),
      ...(saving.raisedBy ? { raisedBy: saving.raisedBy } : {}),
      typed: true,
      at,
    });
    if (reply.ok) {
      put({
        status: reply.removed ? text.count('note_removed', reply.removed) : text('note_saved'),
      });
      return;
    }
    const rest = note.peek();
    const kept = draft(saving);
    // If one of them is private, all of it is.
    const isPrivate = rest.text !== '' && whereTo(rest) === 'private';
    put({
      ...kept,
      compartment: isPrivate ? 'private' : kept.compartment,
      text: rest.text ? `${saving.text}\n${rest.text}` : saving.text,
      placed: true,
      raisedBy: saving.raisedBy,
      problem: reply.problem,
      status: '',
    });
    void keep();
  };
  const of = session && `${session.id} ${locked}`;
  if (session && of && note.peek().of !== of) {
    const pressed = release();
    // A background that is only just back has not kept what it couldn't be told.
    if (pressed && !isKept()) void save(pressed.note, pressed.at);
    const before = note.peek();
    const kept = session.resumed?.draft ?? { ...NOTHING_TYPED, kind: plain };
    note.value = { ...BLANK, ...kept, of, placed: kept.text !== '' };
    if (before.text !== '' && !isKept() && before.of.startsWith(`${session.id} `)) {
      note.value = { ...joined(kept, before), of };
      if (note.peek().text !== before.text) void keep();
    }
  }
  const began = useRef(plain);
  // A masked panel knows of no session, and is no reason to begin anew.
  if (session && began.current !== plain) {
    began.current = plain;
    if (note.peek().text === '') put({ kind: plain, placed: false });
  }
  /** Saves what is there, after what Enter was pressed in. */
  const saveNow = () => {
    const before = release();
    if (before) void save(before.note, before.at);
    void save(take(), clock.now());
  };
  const needsRoom = useComputed(() => note.value.choosing || note.value.problem !== null);
  return {
    get value() {
      return note.value.text;
    },
    get kind() {
      return note.value.kind;
    },
    get compartment() {
      return whereTo(note.value);
    },
    get speaker() {
      return note.value.speaker;
    },
    get problem() {
      return note.value.problem;
    },
    get status() {
      return note.value.status;
    },
    get choosing() {
      return note.value.choosing;
    },
    get needsRoom() {
      return needsRoom.value;
    },
    type(next) {
      typedAt.current = clock.now();
      const before = release();
      put(
        before
          ? { ...before.note, text: `${before.note.text}\n${next}` }
          : { text: next, problem: null, status: '' },
      );
      void keep();
    },
    offerAll: (choosing) => put({ choosing }),
    choose,
    keepIn,
    say(speaker) {
      put({ speaker });
      keepIfAny();
    },
    begin(kind, from) {
      // The typed text belongs to another kind, so it is saved as that kind.
      saveNow();
      if (from) {
        const { text: words, compartment, raisedBy = null } = from;
        put({ text: words, compartment, raisedBy, placed: true });
      }
      choose(kind);
      focusable.note.current?.focus();
    },
    async add(kind, words) {
      const noteId = newId();
      const reply = await act({
        type: 'addNote',
        noteId,
        text: words,
        kind,
        compartment: mayBeIn(kind, usual(kind)) ? usual(kind) : 'record',
        speaker: '',
        typed: false,
        at: clock.now(),
      });
      return reply.ok ? noteId : null;
    },
    save: saveNow,
    enter() {
      const at = clock.now();
      const saving = take();
      if (!saving) return;
      if (at - typedAt.current >= AT_ONCE) return void save(saving, at);
      held.current = {
        note: saving,
        at,
        timer: setTimeout(() => {
          held.current = null;
          void save(saving, at);
        }, AT_ONCE),
      };
    },
    moveToRecord() {
      put({ compartment: 'record', placed: true, problem: null });
      saveNow();
    },
  };
}
