import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Reply, SessionView } from '@/lib/messaging';
import { type Compartment, KINDS, type PlanDetail, type Tags } from '@/lib/notes';
import { LONGEST_FIELD } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { clockText } from '@/lib/session';
import { IconButton } from '../controls/IconButton';
import { Notice } from '../controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../controls/PrivateForm';
import { Tick } from '../controls/Tick';
import { useLegNames } from '../leg-names';
import { useText } from '../text';

export interface NoteActions {
  edit(edit: Editing): Promise<Reply>;
  tag(lineId: string, tags: Tags): Promise<Reply>;
  remove(lineId: string): Promise<Reply>;
  undo(change: NonNullable<SessionView['undo']>): Promise<Reply>;
}

/** An edit that is not saved yet. */
export interface Editing {
  readonly lineId: string;
  readonly text: string;
  /** The text that it began with. */
  readonly base: string;
  /** For a plan, what is said beside it. */
  readonly plan: PlanDetail | null;
  /** Where it belongs. An edit does not change that. */
  readonly compartment: Compartment;
}

/** The notes of this session, newest first, each with leg and time into the session. */
export function NoteList({
  lines,
  unreadable,
  locked,
  undo,
  editing,
  onEditing,
  actions,
}: {
  lines: SessionView['lines'];
  unreadable: number;
  /** How many notes are locked away. */
  locked: number;
  undo: SessionView['undo'];
  /** Kept by the caller, so that an edit outlives the list while the panel is folded. */
  editing: Editing | null;
  onEditing(editing: Editing | null): void;
  actions: NoteActions;
}) {
  const text = useText();
  const { name, letter } = useLegNames();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef<Editing | null>(null);
  latest.current = editing;
  // What was pressed may be gone once the change is drawn; the focus goes to what comes next to
  // hand.
  const focusNext = useRef<string | null>(null);
  useEffect(() => {
    const target = focusNext.current && box.current?.querySelector<HTMLElement>(focusNext.current);
    if (!target) return;
    focusNext.current = null;
    // Not when somebody has gone on somewhere else in the meantime.
    if (document.activeElement === document.body) target.focus();
  });
  const forget = ({ ok }: Reply) => {
    if (!ok) focusNext.current = null;
  };
  const editButton = (lineId: string) => `[data-edit="${lineId}"]`;
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
              focusNext.current = editButton(undo.lineId);
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
        lines.length === 0 && <p class="notes-none">{text('notes_none')}</p>
      )}
      <ul aria-label={text('notes_session')}>
        {lines.toReversed().map((line) => (
          <li key={line.id}>
            <span class="notes-when">
              <span aria-hidden="true">{line.leg ? letter(line.leg) : ''} </span>
              <span class="unseen">{line.leg ? name(line.leg) : ''} </span>
              {clockText(line.intoMs)}{' '}
            </span>
            {editing?.lineId === line.id ? (
              <NoteEditor
                editing={editing}
                onInput={onEditing}
                onDone={(saved) => {
                  // What was typed since it was sent stays open.
                  if (saved && saved !== latest.current) return;
                  focusNext.current = editButton(line.id);
                  onEditing(null);
                }}
                onSave={() => actions.edit(editing)}
              >
                <NoteTags line={line} onTag={(tags) => void actions.tag(line.id, tags)} />
              </NoteEditor>
            ) : (
              <>
                <span class="notes-text" id={`${id}-${line.id}`}>
                  <NoteMarks line={line} />
                  <span dir="auto">{line.text}</span>
                  {line.plan && (
                    <span class="notes-plan">
                      {[
                        text(line.plan.chosen ? 'plan_isChosen' : 'plan_isOffered'),
                        line.plan.when,
                        line.plan.know,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  )}
                </span>
                <span class="notes-actions">
                  <IconButton
                    icon="edit"
                    data-edit={line.id}
                    label={text('note_edit')}
                    aria-describedby={`${id}-${line.id}`}
                    onClick={() =>
                      onEditing({
                        lineId: line.id,
                        text: line.text,
                        base: line.text,
                        plan: line.plan,
                        compartment: line.compartment,
                      })
                    }
                  />
                  <IconButton
                    icon="remove"
                    label={text('note_delete')}
                    aria-describedby={`${id}-${line.id}`}
                    onClick={() => {
                      focusNext.current = '[data-undo]';
                      void actions.remove(line.id).then(forget);
                    }}
                  />
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/**
 * What a note is marked with: its kind, who said it, that it is private, that the client is given
 * it.
 */
export function NoteMarks({
  line,
}: {
  line: Pick<SessionView['lines'][number], 'kind' | 'speaker' | 'compartment' | 'clientCopy'>;
}) {
  const text = useText();
  return (
    <>
      {line.compartment === 'private' && (
        <span class="notes-kind notes-private">{text('compartment_private')} </span>
      )}
      {line.kind !== 'note' && <span class="notes-kind">{text(`kind_${line.kind}`)} </span>}
      {line.speaker && <span class="notes-kind">{line.speaker} </span>}
      {line.clientCopy && <span class="notes-kind">{text('clientCopy')} </span>}
    </>
  );
}

/** Marks that can be changed after a note was written. */
function NoteTags({
  line,
  onTag,
}: {
  line: SessionView['lines'][number];
  onTag(tags: Tags): void;
}) {
  const text = useText();
  return (
    <div class="notes-tags">
      <label class="note-tag">
        <span>{text('note_kind')}</span>
        <select
          value={line.kind}
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
        on={line.compartment === 'private'}
        label={text('compartment_private')}
        onChange={(on) => onTag({ compartment: on ? 'private' : 'record' })}
      />
      <Tick
        on={line.clientCopy}
        label={text('clientCopy')}
        onChange={(clientCopy) => onTag({ clientCopy })}
      />
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
  /** What else can be changed of the note, at once. */
  children: ComponentChildren;
  onInput(editing: Editing): void;
  onSave(): Promise<Reply>;
  /** Called with what was saved, or with nothing when the edit is given up. */
  onDone(saved?: Editing): void;
}) {
  const text = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // Drawn again while somebody types in the page, after unfolding say, it keeps quiet.
  useEffect(() => {
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
      <button type="button" class="quiet" onClick={() => void save()}>
        {text('note_saveEdit')}
      </button>
      <button type="button" class="quiet" onClick={() => onDone()}>
        {text('cancel')}
      </button>
      {problem && <Notice kind="alert">{problem}</Notice>}
    </PrivateForm>
  );
}
