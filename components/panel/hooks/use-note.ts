import { useComputed, useSignal } from '@preact/signals';
import type { DraftView, Problem, SessionView } from '@/lib/messaging';
import { type Compartment, type Kind, usualCompartment } from '@/lib/notes';
import type { Settings } from '@/lib/practice';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { usePanel } from '../context';

/**
 * A quick note as it is being written. Only what reads one of its values while it is drawn is drawn
 * again when something is typed.
 */
export interface NoteState {
  readonly value: string;
  readonly kind: Kind;
  readonly compartment: Compartment;
  readonly speaker: string;
  /** Why it could not be saved or kept; gone once something else is typed. */
  readonly problem: Problem | null;
  /** What has become of the last one. */
  readonly status: string;
  /** Whether every kind is offered, which takes room. */
  readonly choosing: boolean;
  /** Whether it needs more room than a field: every kind is offered, or there is a problem. */
  readonly needsRoom: boolean;
  offerAll(all: boolean): void;
  type(value: string): void;
  /**
   * Says what kind of note it is to be. It goes where that kind went last, unless somebody has said
   * where.
   */
  choose(kind: Kind): void;
  /** Says where it belongs. */
  keepIn(compartment: Compartment): void;
  /** Says who said it. */
  say(speaker: string): void;
  /** Begins another note, with this text if there is one; the field gets the focus. */
  begin(kind: Kind, text?: string): void;
  save(): void;
  /** Saves it in the record, where its kind belongs. */
  moveToRecord(): void;
}

interface Written extends DraftView {
  /** Which session's it is, and whether from while it was locked. */
  readonly of: string;
  /** Whether somebody has said where it belongs. */
  readonly placed: boolean;
  readonly problem: Problem | null;
  readonly status: string;
  readonly choosing: boolean;
}

const NOTHING_TYPED: DraftView = { text: '', kind: 'note', compartment: 'record', speaker: '' };

/**
 * The state of the quick note, for whoever stays drawn while the field comes and goes: folded,
 * masked, in the session or in its summary. What is typed is kept as a draft at every stroke. A
 * note that could not be saved comes back in front of what was typed since, with the reason, so
 * that no word is lost. When the notes are locked the field is emptied: what was in it has been
 * kept.
 * @param session the open session with the draft that was kept for it, or null while there is none
 *   to see
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
  const note = useSignal<Written>({
    ...NOTHING_TYPED,
    of: '',
    placed: false,
    problem: null,
    status: '',
    choosing: false,
  });
  const of = session && `${session.id} ${locked}`;
  if (session && of && note.peek().of !== of) {
    const kept = session.resumed?.draft ?? NOTHING_TYPED;
    const placed = kept.text !== '';
    note.value = {
      ...kept,
      of,
      placed,
      problem: null,
      status: '',
      choosing: false,
    };
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
      lineId: newId(),
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
    begin(kind, written = '') {
      // What is half typed is something else: it is saved as what it was.
      if (note.peek().text.trim() !== '') void save();
      if (written !== '') put({ text: written });
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
