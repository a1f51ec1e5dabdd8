import { useState } from 'preact/hooks';
import { copyText } from './copy';
import { Notice } from './Notice';
import type { NoteState } from './note-state';
import { PRIVATE_FIELD, PrivateForm } from './PrivateForm';
import { problemText } from './problem';
import { useText } from './text';

/** The quick note. Enter saves, except while an input method is composing; Shift+Enter breaks the line. */
export function NoteField({ note }: { note: NoteState }) {
  const text = useText();
  const [copied, setCopied] = useState<string | null>(null);
  return (
    <PrivateForm class="note">
      <textarea
        {...PRIVATE_FIELD}
        class="note-text"
        dir="auto"
        rows={2}
        aria-label={text('note')}
        placeholder={text('note_placeholder')}
        value={note.value}
        onInput={({ currentTarget }) => note.type(currentTarget.value)}
        onKeyDown={(event) => {
          // 229 is what a composing input method reports in browsers that end composing before Enter.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
            return;
          event.preventDefault();
          note.save();
        }}
      />
      <div class="note-row">
        <span class="note-status" role="status">
          {note.status}
        </span>
        <button
          type="button"
          class="quiet"
          disabled={note.value.trim() === ''}
          onClick={() => note.save()}
        >
          {text('note_save')}
        </button>
      </div>
      {note.problem && (
        <Notice kind="alert">
          {problemText(text, note.problem)}{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              if (copyText(note.value)) setCopied(note.value);
            }}
          >
            {text(copied === note.value ? 'copied' : 'copy')}
          </button>
        </Notice>
      )}
    </PrivateForm>
  );
}
