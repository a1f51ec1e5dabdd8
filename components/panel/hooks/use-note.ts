import { useComputed, useSignal } from '@preact/signals';
import type { DraftView, Problem, SessionView } from '@/lib/messaging';
import { type Compartment, type Kind, usualCompartment } from '@/lib/notes';
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
  /** Chooses the note's compartment. */
  keepIn(compartment: Compartment): void;
  /** Sets the initials of the person who said it. */
  say(speaker: string): void;
  /**
   * Begins another note and focuses the field. Text that it begins with stays in its compartment.
   */
  begin(kind: Kind, from?: { readonly text: string; readonly compartment: Compartment }): void;
  save(): void;
  /** Saves the note in the record, where its kind belongs. */
  moveToRecord(): void;
}

interface Written extends DraftView {
  /** The session's id and the lock state that the text belongs to. */
  readonly of: string;
  /** Whether the compartment was chosen for this note. */
  readonly placed: boolean;
  readonly problem: Problem | null;
  readonly status: string;
  readonly choosing: boolean;
}

const NOTHING_TYPED: DraftView = { text: '', kind: 'note', compartment: 'record', speaker: '' };
const BLANK: Written = {
  ...NOTHING_TYPED,
  of: '',
  placed: false,
  problem: null,
  status: '',
  choosing: false,
};

/**
 * The state of the quick note. It survives while the field isn't drawn: folded, masked, or between
 * session and summary. Each change is kept as a draft. A note that couldn't be saved returns in
 * front of newer typing, with the reason. Locking empties the field, because its text has been
 * kept.
 * @param session the open session and its draft, or null if none is visible
 */
export function useNote(
  session: Pick<SessionView, 'id' | 'resumed'> | null,
  locked: boolean,
  compartments: Settings['compartments'],
): NoteState {
  const text = useText();
  const clock = useClock();
  const { focusable, newId, send } = usePanel();
  const usual = (kind: Kind) => compartments[kind] ?? usualCompartment(kind);
  const note = useSignal<Written>(BLANK);
  // Masked and locked, nothing that was typed stays in memory. The background has kept it.
  if (!session && locked && note.peek().text !== '') note.value = BLANK;
  const of = session && `${session.id} ${locked}`;
  if (session && of && note.peek().of !== of) {
    const kept = session.resumed?.draft ?? NOTHING_TYPED;
    const placed = kept.text !== '';
    note.value = { ...BLANK, ...kept, of, placed };
  }
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
  const keep = async () => {
    const kept = note.peek();
    const reply = await send({ type: 'draft', ...draft(kept) });
    if (!reply.ok && note.peek().text === kept.text) put({ problem: reply.problem });
  };
  const keepIfAny = () => {
    if (note.peek().text !== '') void keep();
  };
  const choose = (kind: Kind) => {
    put({ kind, problem: null, choosing: false });
    keepIfAny();
  };
  const keepIn = (compartment: Compartment) => {
    put({ compartment, placed: true, problem: null });
    keepIfAny();
  };
  const save = async () => {
    const saving = note.peek();
    if (saving.text.trim() === '') return;
    put({
      text: '',
      kind: 'note',
      placed: false,
      problem: null,
      status: text('note_saving'),
    });
    const reply = await send({
      type: 'addNote',
      noteId: newId(),
      ...draft(saving),
      typed: true,
      chosen: true,
      at: clock.now(),
    });
    if (reply.ok) {
      put({
        status: reply.removed ? text.count('note_removed', reply.removed) : text('note_saved'),
      });
      return;
    }
    const rest = note.peek().text;
    put({
      ...draft(saving),
      text: rest ? `${saving.text}\n${rest}` : saving.text,
      placed: true,
      problem: reply.problem,
      status: '',
    });
    void keep();
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
      put({ text: next, problem: null, status: '' });
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
      if (note.peek().text.trim() !== '') void save();
      if (from) put({ text: from.text, compartment: from.compartment, placed: true });
      choose(kind);
      focusable.note.current?.focus();
    },
    save: () => void save(),
    moveToRecord() {
      keepIn('record');
      void save();
    },
  };
}
