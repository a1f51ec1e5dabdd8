import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import { type NoteFormat, planText, sectionOf } from '@/lib/documents';
import {
  cleanText,
  editNote,
  isRaised,
  type Kind,
  kindShape,
  type Note,
  newNote,
  type PlanDetail,
  planDetailShape,
  raisedByShape,
  tagNote,
} from '@/lib/notes';
import { clockText, type LegId, type Timeline } from '@/lib/session';
import { useClock } from '../../shared/clock';
import { Icon } from '../../shared/controls/Icon';
import { Line } from '../../shared/controls/Line';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { Tick } from '../../shared/controls/Tick';
import { useLegNames } from '../../shared/leg-names';
import { useText } from '../../shared/text';
import { READ_FIRST } from '../focus-heading';
import { Glance } from '../Glance';
import { KindSelect } from '../KindSelect';
import { RaisedBySelect } from '../RaisedBySelect';
import { SpeakerSelect } from '../SpeakerSelect';
import { showIt } from '../show-it';
import { useSavedFrom, useUnsaved } from '../unsaved';
import { newNoteEditor, noteEditor } from './editors';
import { SupervisionMark } from './SupervisionMark';

/** Notes of one stay in a leg, or those that were added afterwards. */
interface Stay {
  readonly leg: LegId | null;
  readonly notes: readonly Note[];
}

function staysOf(notes: readonly Note[]): readonly Stay[] {
  const stays: { leg: LegId | null; notes: Note[] }[] = [];
  for (const note of notes) {
    const last = stays.at(-1);
    if (last && last.leg === note.leg) last.notes.push(note);
    else stays.push({ leg: note.leg, notes: [note] });
  }
  return stays;
}

/**
 * The notes of a session's record as they were taken, each with the part of the document that it
 * goes to. A draft's notes can be edited, added and removed; the document follows.
 */
export function SessionNotes({
  sessionId,
  notes,
  time,
  format,
  speakers,
  repeated,
  shown,
  readOnly,
  newId,
  onChange,
  onMark,
}: {
  sessionId: string;
  /** Of the record, in their order. */
  notes: readonly Note[];
  time: Timeline;
  format: NoteFormat;
  /** The initials of those who take part. */
  speakers: readonly string[];
  /** Ids of notes that say the same as the session before did. */
  repeated: ReadonlySet<string>;
  /** The id of the note that is shown first; null for none. */
  shown: string | null;
  readOnly: boolean;
  newId(): string;
  /** Resolves with true once it is kept. */
  onChange(notes: readonly Note[], removed: readonly Note[]): Promise<boolean>;
  /** Marks a note for supervision, or takes the mark, where the editor can't; null elsewhere. */
  onMark: ((note: Note, on: boolean) => void) | null;
}) {
  const text = useText();
  const { name, letter } = useLegNames();
  const [edit, setEdit, openEdit] = useUnsaved<Edit | null>(
    sessionId,
    noteEditor(sessionId),
    v.nullable(editShape),
    null,
  );
  const editing = readOnly ? null : (edit?.noteId ?? null);
  const isGone = edit !== null && !notes.some(({ id }) => id === edit.noteId);
  return (
    <section class="session-notes" aria-label={text('document_notes')}>
      <div class="section-head">
        <h2>{text('document_notes')}</h2>
        <span class="dim">{text('document_goesTo', format.name)}</span>
      </div>
      {edit && isGone && !readOnly && (
        <Notice kind="note">
          {text('notes_gone')} <q dir="auto">{edit.words}</q>{' '}
          <button type="button" class="link" onClick={() => setEdit(null)}>
            {text('notes_discard')}
          </button>
        </Notice>
      )}
      {notes.length === 0 && <p class="dim">{text('session_noNotes')}</p>}
      {staysOf(notes).map(({ leg, notes: own }) => (
        <section
          key={own[0]?.id}
          class="note-stay"
          aria-label={leg ? name(leg) : text('document_afterwards')}
        >
          <h3>
            {leg && (
              <span class="leg-letter" aria-hidden="true">
                {letter(leg)}
              </span>
            )}
            {leg ? name(leg) : text('document_afterwards')}
          </h3>
          <ol>
            {own.map((note) => (
              <li
                key={note.id}
                ref={note.id === shown ? showIt : null}
                class={note.id === editing ? 'said-row is-open' : 'said-row'}
                aria-current={note.id === shown ? 'true' : undefined}
                {...(note.id === shown && { [READ_FIRST]: '' })}
              >
                {edit && note.id === editing ? (
                  <NoteEditor
                    note={note}
                    edit={edit}
                    speakers={speakers}
                    onEdit={setEdit}
                    onDone={() => setEdit(null)}
                    onSave={(next) => onChange([next], [])}
                    onRemove={() => onChange([], [note])}
                  />
                ) : (
                  <>
                    <span class="note-time">{clockText(note.intoMs)}</span>
                    <span class="note-kind">{text(`kind_${note.kind}`)}</span>
                    <span class="note-words" dir="auto">
                      {note.speaker !== '' && `${note.speaker}: `}
                      {planText(note, text)}
                      {repeated.has(note.id) && (
                        <span class="note-sign">
                          <Glance>{text('document_sameAsLast')}</Glance>
                        </span>
                      )}
                      {note.forSupervision && (
                        <span class="note-sign">
                          <Glance>{text('kind_supervision')}</Glance>
                        </span>
                      )}
                    </span>
                    {!readOnly && (
                      <button
                        type="button"
                        class="quiet"
                        aria-label={text('document_editNote', note.text)}
                        onClick={() => openEdit(editOf(note))}
                      >
                        <Icon name="edit" />
                      </button>
                    )}
                    {onMark && <SupervisionMark small note={note} onMark={onMark} />}
                    <Place format={format} kind={note.kind} />
                  </>
                )}
              </li>
            ))}
          </ol>
        </section>
      ))}
      {!readOnly && (
        <AddNote
          sessionId={sessionId}
          name={newNoteEditor(sessionId)}
          make={(kind, words, at) => {
            const intoMs = time.elapsedMs;
            return newNote({ id: newId(), at, leg: null, intoMs, kind, text: words });
          }}
          onAdd={(note) => onChange([note], [])}
        />
      )}
    </section>
  );
}

/** The letter of the section that a note goes to, with its name for screen readers. */
function Place({ format, kind }: { format: NoteFormat; kind: Kind }) {
  const text = useText();
  const section = sectionOf(format, kind);
  const name = section?.title ?? text('document_leftOut');
  return (
    <span class="note-place" title={name}>
      <span aria-hidden="true">{section ? ([...name][0] ?? '') : '\u2013'}</span>
      <span class="unseen">{name}</span>
    </span>
  );
}

/** A note that is edited, as it stands in the fields. */
const editShape = v.strictObject({
  noteId: v.string(),
  words: v.string(),
  kind: kindShape,
  plan: v.nullable(planDetailShape),
  clientCopy: v.boolean(),
  // What was kept before there was this mark has none.
  forSupervision: v.optional(v.boolean(), false),
  raisedBy: v.optional(v.nullable(raisedByShape), null),
  speaker: v.optional(v.string(), ''),
});
type Edit = Readonly<v.InferOutput<typeof editShape>>;

const editOf = ({ id, text, ...note }: Note): Edit => ({
  noteId: id,
  words: text,
  kind: note.kind,
  plan: note.plan,
  clientCopy: note.clientCopy,
  forSupervision: note.forSupervision,
  raisedBy: note.raisedBy,
  speaker: note.speaker,
});

/** Edits a note in its place. Control and Enter save, Escape leaves. */
function NoteEditor({
  note,
  edit,
  speakers,
  onEdit,
  onSave,
  onRemove,
  onDone,
}: {
  note: Note;
  edit: Edit;
  speakers: readonly string[];
  onEdit(edit: Edit): void;
  onSave(note: Note): Promise<boolean>;
  onRemove(): Promise<boolean>;
  onDone(): void;
}) {
  const text = useText();
  const clock = useClock();
  const field = useRef<HTMLTextAreaElement>(null);
  const { words, kind, plan, clientCopy, forSupervision, raisedBy, speaker } = edit;
  const change = (part: Partial<Edit>) => onEdit({ ...edit, ...part });
  const setPlan = (next: PlanDetail) => change({ plan: next });
  const [problem, setProblem] = useState<'empty' | 'tooLong' | null>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const save = async () => {
    const clean = cleanText(words);
    if (typeof clean === 'string') return setProblem(clean);
    const at = clock.now();
    const tagged = tagNote(note, { kind, clientCopy, forSupervision, speaker }, at);
    if (typeof tagged === 'string') return;
    const detail = kind === 'plan' ? (plan ?? tagged.plan) : null;
    const next = editNote(tagged, clean.text, at, detail);
    // A session that is over keeps no earlier versions of its notes.
    const by = isRaised(kind) ? (raisedBy ?? 'client') : null;
    if (await onSave({ ...next, raisedBy: by, past: [], changedAt: null })) onDone();
  };
  return (
    <PrivateForm
      class="note-editor"
      onSubmit={() => void save()}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
      }}
    >
      <textarea
        {...PRIVATE_FIELD}
        ref={field}
        rows={2}
        dir="auto"
        aria-label={text('document_noteText')}
        value={words}
        onInput={({ currentTarget }) => change({ words: currentTarget.value })}
      />
      {kind === 'plan' && (
        <>
          <Line
            label={text('plan_when')}
            value={plan?.when ?? ''}
            onInput={(when) => setPlan({ know: '', chosen: false, ...plan, when })}
          />
          <Line
            label={text('plan_know')}
            value={plan?.know ?? ''}
            onInput={(know) => setPlan({ when: '', chosen: false, ...plan, know })}
          />
          <label class="tick-box">
            <input
              type="checkbox"
              checked={plan?.chosen ?? false}
              onChange={({ currentTarget: { checked } }) =>
                setPlan({ when: '', know: '', ...plan, chosen: checked })
              }
            />
            <span>{text('doc_chosen')}</span>
          </label>
        </>
      )}
      {problem && (
        <Notice kind="alert">
          {text(problem === 'empty' ? 'problem_empty' : 'problem_tooLong')}
        </Notice>
      )}
      <Tick
        on={clientCopy}
        label={text('document_clientCopy')}
        onChange={(on) => change({ clientCopy: on })}
      />
      {kind !== 'supervision' && (
        <Tick
          on={forSupervision}
          label={text('kind_supervision')}
          onChange={(on) => change({ forSupervision: on })}
        />
      )}
      <div class="button-row">
        <KindSelect value={kind} onPick={(next) => change({ kind: next })} />
        {(speakers.length > 1 || speaker !== '') && (
          <SpeakerSelect
            words={words}
            value={speaker}
            speakers={speakers}
            onPick={(one) => change({ speaker: one })}
          />
        )}
        {isRaised(kind) && (
          <RaisedBySelect
            words={words}
            value={raisedBy}
            onPick={(by) => change({ raisedBy: by })}
          />
        )}
        <button type="submit" class="primary">
          {text('document_save')}
        </button>
        <button type="button" class="secondary" onClick={onDone}>
          {text('document_cancel')}
        </button>
        <button type="button" class="quiet" onClick={() => void onRemove()}>
          {text('document_removeNote')}
        </button>
      </div>
    </PrivateForm>
  );
}

const newNoteShape = v.strictObject({ words: v.string(), kind: kindShape });
const NO_NOTE: v.InferOutput<typeof newNoteShape> = { words: '', kind: 'note' };

/** Another note, written after the session and shown as such. */
function AddNote({
  sessionId,
  name,
  make,
  onAdd,
}: {
  sessionId: string;
  /** Of the field among all of the desk: what is half typed in it is kept by that. */
  name: string;
  make(kind: Kind, words: string, at: number): Note;
  onAdd(note: Note): Promise<boolean>;
}) {
  const text = useText();
  const clock = useClock();
  const savedFrom = useSavedFrom();
  const [{ words, kind }, setNew] = useUnsaved(sessionId, name, newNoteShape, NO_NOTE);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState(false);
  const add = async () => {
    const clean = cleanText(words);
    setProblem(clean === 'tooLong');
    if (typeof clean === 'string' || saving) return;
    setSaving(true);
    if (await onAdd(make(kind, clean.text, clock.now()))) {
      savedFrom({
        of: sessionId,
        name,
        value: { words, kind },
        isEmpty: (begun) => begun.words.trim() === '',
      });
      setNew(NO_NOTE);
    }
    setSaving(false);
  };
  return (
    <PrivateForm class="add-line" onSubmit={() => void add()}>
      <label class="field">
        <span>{text('document_addNote')}</span>
        <input
          {...PRIVATE_FIELD}
          type="text"
          dir="auto"
          readOnly={saving}
          value={words}
          onInput={({ currentTarget: { value } }) =>
            setNew(value === '' && kind === NO_NOTE.kind ? NO_NOTE : { kind, words: value })
          }
        />
      </label>
      <KindSelect
        value={kind}
        onPick={(next) =>
          setNew(words === '' && next === NO_NOTE.kind ? NO_NOTE : { words, kind: next })
        }
      />
      <button type="submit" class="secondary">
        {text('document_add')}
      </button>
      {problem && <Notice kind="alert">{text('problem_tooLong')}</Notice>}
    </PrivateForm>
  );
}
