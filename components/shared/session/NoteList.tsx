import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Reply, SessionView } from '@/lib/messaging';
import { type Compartment, KINDS, type PlanDetail, type Tags } from '@/lib/notes';
import { LONGEST_FIELD } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { clockText } from '@/lib/session';
import { IconButton } from '../controls/IconButton';
import { Notice } from '../controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../controls/PrivateForm';
import { Tick } from '../controls/Tick';
import { Unsaved } from '../controls/Unsaved';
import { useLegNames } from '../leg-names';
import { useText } from '../text';

export interface NoteActions {
  edit(edit: Editing): Promise<Reply>;
  tag(noteId: string, tags: Tags): Promise<Reply>;
  remove(noteId: string): Promise<Reply>;
  undo(change: NonNullable<SessionView['undo']>): Promise<Reply>;
}

/** An edit that isn't saved yet. */
export interface Editing {
  readonly noteId: string;
  readonly text: string;
  /** The text it began with. */
  readonly base: string;
  /** A plan's details; null for other kinds. */
  readonly plan: PlanDetail | null;
  /** The note's compartment, which an edit doesn't change. */
  readonly compartment: Compartment;
}

/** A session's notes, newest first, each with its leg and time into the session. */
export function NoteList({
  notes,
  unreadable,
  locked,
  undo,
  editing,
  onEditing,
  actions,
}: {
  notes: SessionView['notes'];
  unreadable: number;
  /** How many notes are locked. */
  locked: number;
  undo: SessionView['undo'];
  /** Kept by the caller, so that an edit survives while the list isn't drawn. */
  editing: Editing | null;
  onEditing(editing: Editing | null): void;
  actions: NoteActions;
}) {
  const text = useText();
  const { name, letter } = useLegNames();
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef<Editing | null>(null);
  latest.current = editing;
  // The pressed button may be gone after the change, so the focus moves to the nearest control.
  const focusNext = useRef<string | null>(null);
  useLayoutEffect(() => {
    const target = focusNext.current && box.current?.querySelector<HTMLElement>(focusNext.current);
    if (!target) return;
    focusNext.current = null;
    // Leave the focus alone if the user has already moved it.
    if (document.activeElement === document.body) target.focus();
  });
  const forget = ({ ok }: Reply) => {
    if (!ok) focusNext.current = null;
  };
  const editButton = (noteId: string) => `[data-edit="${noteId}"]`;
  return (
    <div class="notes" ref={box}>
      {undo && editing === null && (
        <p class="notes-undo">
          <span role="status">
            {text(undo.change === 'deleted' ? 'note_deleted' : 'note_edited')}
          </span>{' '}
          <button
            type="button"
            class="link"
            data-undo
            onClick={() => {
              focusNext.current = editButton(undo.noteId);
              void actions.undo(undo).then(forget);
            }}
          >
            {text('undo')}
          </button>
        </p>
      )}
      {unreadable > 0 && <Notice kind="alert">{text.count('notes_unreadable', unreadable)}</Notice>}
      {locked > 0 ? (
        <p class="notes-none">{text.count('notes_locked', locked)}</p>
      ) : (
        notes.length === 0 && <p class="notes-none">{text('notes_none')}</p>
      )}
      <ul aria-label={text('notes_session')}>
        {notes.toReversed().map((note) => (
          <li key={note.id}>
            <span class="notes-when">
              <span aria-hidden="true">{note.leg ? letter(note.leg) : ''} </span>
              <span class="unseen">{note.leg ? name(note.leg) : ''} </span>
              {clockText(note.intoMs)}{' '}
            </span>
            {editing?.noteId === note.id ? (
              <NoteEditor
                editing={editing}
                onInput={onEditing}
                onDone={(saved) => {
                  // If more was typed after it was sent, the edit stays open.
                  if (saved && saved !== latest.current) return;
                  focusNext.current = editButton(note.id);
                  onEditing(null);
                }}
                onSave={() => actions.edit(editing)}
              >
                <NoteTags note={note} onTag={(tags) => void actions.tag(note.id, tags)} />
              </NoteEditor>
            ) : (
              <NoteItem
                note={note}
                onEdit={() =>
                  onEditing({
                    noteId: note.id,
                    text: note.text,
                    base: note.text,
                    plan: note.plan,
                    compartment: note.compartment,
                  })
                }
                onDelete={() => {
                  focusNext.current = '[data-undo]';
                  void actions.remove(note.id).then(forget);
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A note that is not being edited. */
function NoteItem({
  note,
  onEdit,
  onDelete,
}: {
  note: SessionView['notes'][number];
  onEdit(): void;
  onDelete(): void;
}) {
  const text = useText();
  const id = useId();
  const plan = note.plan && [
    text(note.plan.chosen ? 'plan_isChosen' : 'plan_isOffered'),
    note.plan.when,
    note.plan.know,
  ];
  return (
    <>
      <span class="notes-text" id={id}>
        <NoteMarks note={note} />
        <span dir="auto">{note.text}</span>
        {plan && <span class="notes-plan">{plan.filter(Boolean).join(' · ')}</span>}
      </span>
      <span class="notes-actions">
        <IconButton
          icon="edit"
          data-edit={note.id}
          label={text('note_edit')}
          aria-describedby={id}
          onClick={onEdit}
        />
        <IconButton
          icon="remove"
          label={text('note_delete')}
          aria-describedby={id}
          onClick={onDelete}
        />
      </span>
    </>
  );
}

/** A note's marks: kind, speaker, private, in the client's copy. */
export function NoteMarks({
  note,
}: {
  note: Pick<
    SessionView['notes'][number],
    'kind' | 'speaker' | 'compartment' | 'clientCopy' | 'forSupervision'
  >;
}) {
  const text = useText();
  return (
    <>
      {note.compartment === 'private' && (
        <span class="notes-kind notes-private">{text('compartment_private')} </span>
      )}
      {note.kind !== 'note' && <span class="notes-kind">{text(`kind_${note.kind}`)} </span>}
      {note.speaker && <span class="notes-kind">{note.speaker} </span>}
      {note.clientCopy && <span class="notes-kind">{text('clientCopy')} </span>}
      {note.forSupervision && <span class="notes-kind">{text('kind_supervision')} </span>}
    </>
  );
}

/** The marks that can be changed after a note was written. */
function NoteTags({
  note,
  onTag,
}: {
  note: SessionView['notes'][number];
  onTag(tags: Tags): void;
}) {
  const text = useText();
  return (
    <div class="notes-tags">
      <label class="note-tag">
        <span>{text('note_kind')}</span>
        <select
          value={note.kind}
          onChange={({ currentTarget: { value } }) => {
            const kind = KINDS.find((known) => known === value);
            if (kind) onTag({ kind });
          }}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {text(`kind_${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <Tick
        on={note.compartment === 'private'}
        label={text('compartment_private')}
        onChange={(on) => onTag({ compartment: on ? 'private' : 'record' })}
      />
      <Tick
        on={note.clientCopy}
        label={text('clientCopy')}
        onChange={(clientCopy) => onTag({ clientCopy })}
      />
      {note.kind !== 'supervision' && (
        <Tick
          on={note.forSupervision}
          label={text('kind_supervision')}
          onChange={(forSupervision) => onTag({ forSupervision })}
        />
      )}
    </div>
  );
}

function NoteEditor({
  editing,
  children,
  onInput,
  onSave,
  onDone,
}: {
  editing: Editing;
  /** Other controls of the note, which act at once. */
  children: ComponentChildren;
  onInput(editing: Editing): void;
  onSave(): Promise<Reply>;
  /** Called with the saved edit, or with nothing if the edit is dropped. */
  onDone(saved?: Editing): void;
}) {
  const text = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // Drawn again while the user types in the page, it must not take the focus.
  useLayoutEffect(() => {
    if (document.hasFocus()) field.current?.focus();
  }, []);
  const save = async () => {
    const reply = await onSave();
    if (reply.ok) onDone(editing);
    else setProblem(problemText(text, reply.problem));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      onDone();
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void save();
    }
  };
  const { plan } = editing;
  return (
    <PrivateForm class="notes-editor">
      <textarea
        {...PRIVATE_FIELD}
        dir="auto"
        rows={2}
        aria-label={text('note_editText')}
        value={editing.text}
        ref={field}
        onInput={({ currentTarget }) => onInput({ ...editing, text: currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      {plan &&
        (['when', 'know'] as const).map((detail) => (
          <label class="card-field" key={detail}>
            <span>{text(`plan_${detail}`)}</span>
            <input
              {...PRIVATE_FIELD}
              type="text"
              dir="auto"
              maxLength={LONGEST_FIELD}
              value={plan[detail]}
              onInput={({ currentTarget }) =>
                onInput({ ...editing, plan: { ...plan, [detail]: currentTarget.value } })
              }
              onKeyDown={onKeyDown}
            />
          </label>
        ))}
      {children}
      <div class="notes-done">
        <button type="button" class="primary" onClick={() => void save()}>
          {text('note_saveEdit')}
        </button>
        <button type="button" class="secondary" onClick={() => onDone()}>
          {text('cancel')}
        </button>
      </div>
      {problem && (
        <Unsaved
          why={problem}
          words={[editing.text, plan?.when, plan?.know].filter(Boolean).join('\n')}
        />
      )}
    </PrivateForm>
  );
}
