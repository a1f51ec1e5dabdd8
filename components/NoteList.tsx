import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Reply, SessionView } from '@/lib/messaging';
import type { PlanDetail } from '@/lib/notes';
import { LONGEST_FIELD } from '@/lib/practice';
import { clockText } from '@/lib/session';
import { Icon } from './Icon';
import { useLegNames } from './leg-names';
import { Notice } from './Notice';
import { PRIVATE_FIELD, PrivateForm } from './PrivateForm';
import { problemText } from './problem';
import { useText } from './text';

export interface NoteActions {
  edit(edit: Editing): Promise<Reply>;
  remove(lineId: string): Promise<Reply>;
  undo(change: NonNullable<SessionView['undo']>): Promise<Reply>;
}

/** An edit that is not saved yet. */
export interface Editing {
  readonly lineId: string;
  readonly text: string;
  /** For a plan, what is said beside it. */
  readonly plan: PlanDetail | null;
}

/** The notes of this session, newest first, each with leg and time into the session. */
export function NoteList({
  lines,
  unreadable,
  undo,
  editing,
  onEditing,
  actions,
}: {
  lines: SessionView['lines'];
  unreadable: number;
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
  // What was pressed may be gone once the change is drawn; the focus goes to what comes next to hand.
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
      {lines.length === 0 && <p class="notes-none">{text('notes_none')}</p>}
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
              />
            ) : (
              <>
                <span class="notes-text" id={`${id}-${line.id}`}>
                  {line.kind !== 'note' && (
                    <span class="notes-kind">{text(`kind_${line.kind}`)} </span>
                  )}
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
                  <button
                    type="button"
                    class="quiet"
                    data-edit={line.id}
                    aria-label={text('note_edit')}
                    aria-describedby={`${id}-${line.id}`}
                    onClick={() => onEditing({ lineId: line.id, text: line.text, plan: line.plan })}
                  >
                    <Icon name="edit" />
                  </button>
                  <button
                    type="button"
                    class="quiet"
                    aria-label={text('note_delete')}
                    aria-describedby={`${id}-${line.id}`}
                    onClick={() => {
                      focusNext.current = '[data-undo]';
                      void actions.remove(line.id).then(forget);
                    }}
                  >
                    <Icon name="remove" />
                  </button>
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function NoteEditor({
  editing,
  onInput,
  onSave,
  onDone,
}: {
  editing: Editing;
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
