import { useId, useState } from 'preact/hooks';
import type { Kind } from '@/lib/notes';
import { copyText } from './copy';
import { Icon } from './Icon';
import { Notice } from './Notice';
import type { NoteState } from './note-state';
import { PRIVATE_FIELD, PrivateForm } from './PrivateForm';
import { problemText } from './problem';
import { useText } from './text';

/**
 * The quick note. Enter saves, except while an input method is composing; Shift+Enter breaks the line. It can be
 * of a kind that the moment calls for; saved, it goes back to a plain note.
 */
export function NoteField({ note, kinds }: { note: NoteState; kinds: readonly Kind[] }) {
  const text = useText();
  const id = useId();
  const [copied, setCopied] = useState<string | null>(null);
  const offered = kinds.includes(note.kind) ? kinds : [...kinds, note.kind];
  return (
    <PrivateForm class="note">
      <textarea
        {...PRIVATE_FIELD}
        class="note-text"
        data-note
        dir="auto"
        rows={2}
        aria-label={text('note')}
        placeholder={text(`placeholder_${note.kind}`)}
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
        {offered.length > 1 && (
          <div role="radiogroup" aria-label={text('note_kind')} class="pills">
            {offered.map((kind) => (
              <label class="pill-choice" key={kind}>
                <input
                  type="radio"
                  name={`${id}-kind`}
                  checked={kind === note.kind}
                  onChange={() => note.choose(kind)}
                />
                <span>{text(`kind_${kind}`)}</span>
              </label>
            ))}
          </div>
        )}
        <span class="note-status" role="status">
          {note.status}
        </span>
        <button
          type="button"
          class="quiet"
          aria-label={text('note_save')}
          title={text('note_save')}
          disabled={note.value.trim() === ''}
          onClick={() => note.save()}
        >
          <Icon name="save" />
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
