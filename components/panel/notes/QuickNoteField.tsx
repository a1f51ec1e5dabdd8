import { useId, useRef } from 'preact/hooks';
import { COMPARTMENTS, expandedAt, type Kind, type Shorthand } from '@/lib/notes';
import { problemText } from '@/lib/problems';
import { Choices } from '../../shared/controls/Choices';
import { IconButton } from '../../shared/controls/IconButton';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { CopyWords } from '../../shared/controls/Unsaved';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { NoteState } from '../hooks/use-note';

export interface QuickNoteProps {
  readonly note: NoteState;
  /** Whether nothing that was written can be shown. */
  readonly locked: boolean;
  readonly kinds: readonly Kind[];
  /** The kinds behind them. */
  readonly allKinds: readonly Kind[];
  /** Initials to choose from; empty if only one person speaks. */
  readonly speakers: readonly string[];
  readonly shorthands: readonly Shorthand[];
  /** Leads to the notes, where they are in another place; null where they are below. */
  readonly onNotes: { readonly label: string; run(): void } | null;
}

/**
 * The quick note. Enter saves, except during input method composition; Shift+Enter breaks the line;
 * Alt+P switches the compartment. After saving, the kind is plain again.
 */
export function QuickNoteField({
  note,
  locked,
  kinds,
  allKinds,
  speakers,
  shorthands,
  onNotes,
}: QuickNoteProps) {
  const text = useText();
  const id = useId();
  const { note: field } = usePanel().focusable;
  /** Whether Shift was held with the last key. */
  const shift = useRef(false);
  /**
   * In Korean, the Enter that ends the composition also means a line break, which comes after it.
   * In Japanese and Chinese it only ends the composition, and no break comes.
   */
  const onBeforeInput = (event: InputEvent) => {
    if (!/^insert(LineBreak|Paragraph)$/.test(event.inputType) || shift.current) return;
    event.preventDefault();
    note.enter();
  };
  const expanded = (at: number) =>
    shorthands.length === 0 ? null : expandedAt(note.value, at, shorthands);
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) => {
    // 229 means composition, in browsers that end composition before they report Enter.
    shift.current = event.shiftKey;
    if (event.isComposing || event.keyCode === 229) return;
    if (event.altKey && event.code === 'KeyP') {
      event.preventDefault();
      note.keepIn(note.compartment === 'record' ? 'private' : 'record');
      return;
    }
    const { selectionStart, selectionEnd } = event.currentTarget;
    if ((event.key === ' ' || event.key === 'Enter') && selectionStart === selectionEnd) {
      const done = expanded(selectionStart);
      if (done) {
        event.currentTarget.setSelectionRange(done.from, selectionStart);
        const space = event.key === ' ' ? ' ' : '';
        // Typed like this, it is one step for the browser's undo and redo.
        if (document.execCommand('insertText', false, done.written + space)) {
          if (space) event.preventDefault();
        } else event.currentTarget.setSelectionRange(selectionStart, selectionStart);
      }
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    note.enter();
  };
  return (
    <PrivateForm class={note.compartment === 'private' ? 'note note-private' : 'note'}>
      <div class="note-top">
        <textarea
          {...PRIVATE_FIELD}
          class="note-text"
          dir="auto"
          rows={2}
          ref={field}
          aria-label={text('note')}
          aria-describedby={`${id}-where`}
          placeholder={text(locked ? 'locked_panel' : `placeholder_${note.kind}`)}
          value={note.value}
          onInput={({ currentTarget }) => note.type(currentTarget.value)}
          onKeyDown={onKeyDown}
          onBeforeInput={onBeforeInput}
        />
        <span class="note-status" role="status">
          {note.status}
        </span>
        {onNotes && note.value.trim() === '' ? (
          <button type="button" class="chip" onClick={onNotes.run}>
            {onNotes.label}
          </button>
        ) : (
          <IconButton
            icon="save"
            label={text('note_save')}
            disabled={note.value.trim() === ''}
            onClick={() => note.save()}
          />
        )}
      </div>
      {/* In a bar is room for one of them, and nothing else moves for the other. */}
      {(!onNotes || note.problem === null) && (
        <NoteChoices
          note={note}
          kinds={kinds}
          allKinds={allKinds}
          speakers={speakers}
          whereId={`${id}-where`}
        />
      )}
      <NoteProblem note={note} />
    </PrivateForm>
  );
}

/** Compartment, kind and speaker of the note. */
function NoteChoices({
  note,
  kinds,
  allKinds,
  speakers,
  whereId,
}: {
  note: NoteState;
  kinds: readonly Kind[];
  allKinds: readonly Kind[];
  speakers: readonly string[];
  /** The id of the sentence that says where the note goes. */
  whereId: string;
}) {
  const text = useText();
  const { choosing } = note;
  const some = choosing ? allKinds : kinds;
  const offered = some.includes(note.kind) ? some : [...some, note.kind];
  return (
    <div class="note-row">
      <Choices
        small
        name={text('compartment')}
        options={COMPARTMENTS}
        value={note.compartment}
        label={(compartment) => text(`compartment_${compartment}`)}
        onPick={note.keepIn}
      />
      <span class="unseen" id={whereId}>
        {text(`compartmentHint_${note.compartment}`)}
      </span>
      <div class={choosing ? 'note-kinds is-all' : 'note-kinds'}>
        <Choices
          small
          name={text('note_kind')}
          options={offered}
          value={note.kind}
          label={(kind) => text(`kind_${kind}`)}
          onPick={note.choose}
        />
        <IconButton
          icon={choosing ? 'fold' : 'add'}
          label={text(choosing ? 'kinds_fewer' : 'kinds_more')}
          aria-expanded={choosing}
          onClick={() => note.offerAll(!choosing)}
        />
      </div>
      {speakers.length > 1 && (
        <Choices
          small
          name={text('speaker')}
          options={['', ...speakers]}
          value={note.speaker}
          label={(speaker) => speaker || text('speaker_none')}
          onPick={note.say}
        />
      )}
    </div>
  );
}

/** Why the note could not be saved, and what to do with its text. */
function NoteProblem({ note }: { note: NoteState }) {
  const text = useText();
  if (!note.problem) return null;
  return (
    <Notice kind="alert">
      <div class="note-problem">
        <span>{problemText(text, note.problem)}</span>{' '}
        {note.problem === 'recordOnly' ? (
          <button type="button" class="link" onClick={note.moveToRecord}>
            {text('moveToRecord')}
          </button>
        ) : (
          <CopyWords words={note.value} />
        )}
      </div>
    </Notice>
  );
}
