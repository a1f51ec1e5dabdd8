import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem, Reply } from '@/lib/messaging';
import { copyText } from './copy';
import { Notice } from './Notice';
import { PRIVATE_FIELD, PrivateForm } from './PrivateForm';
import { problemText } from './problem';
import { useText } from './text';

/**
 * The quick note. Enter saves, except while an input method is composing; Shift+Enter breaks the line.
 * What is typed is kept as a draft at every stroke. A note that could not be saved comes back into the
 * field with the reason, so that no word is lost.
 */
export function NoteField({
  draft,
  panel,
  typed,
  onDraft,
  onSave,
}: {
  draft: { readonly text: string; readonly by: string | null };
  /** This panel's id, to tell its own drafts from those of another tab. */
  panel: string;
  /** What was last typed in this panel, or null. The caller keeps it while the field is not drawn. */
  typed: { current: string | null };
  onDraft(text: string): Promise<Reply>;
  onSave(text: string): Promise<Reply>;
}) {
  const text = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const [value, setValue] = useState(typed.current ?? draft.text);
  const latest = useRef(value);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [status, setStatus] = useState('');

  const show = (next: string) => {
    latest.current = next;
    setValue(next);
  };
  const put = (next: string) => {
    typed.current = next;
    show(next);
  };

  // A draft typed in another tab shows here too, unless somebody is typing here.
  useEffect(() => {
    if (draft.by === panel) return;
    const own = typed.current !== null;
    if (own && (draft.by === null || document.activeElement === field.current)) return;
    typed.current = null;
    show(draft.text);
  }, [draft.text, draft.by, panel]);

  const keep = async (next: string) => {
    put(next);
    const reply = await onDraft(next);
    if (!reply.ok) setProblem(reply.problem);
  };

  const save = async () => {
    const saving = latest.current;
    if (saving.trim() === '') return;
    put('');
    setStatus(text('note_saving'));
    const reply = await onSave(saving);
    setStatus('');
    if (reply.ok) {
      setProblem(null);
      setStatus(reply.removed ? text.count('note_removed', reply.removed) : text('note_saved'));
      return;
    }
    setProblem(reply.problem);
    const rest = latest.current;
    void onDraft(rest ? `${saving}\n${rest}` : saving);
    put(rest ? `${saving}\n${rest}` : saving);
  };

  return (
    <PrivateForm class="note">
      <textarea
        {...PRIVATE_FIELD}
        ref={field}
        class="note-text"
        dir="auto"
        rows={2}
        aria-label={text('note')}
        placeholder={text('note_placeholder')}
        value={value}
        onInput={({ currentTarget }) => {
          setStatus('');
          void keep(currentTarget.value);
        }}
        onKeyDown={(event) => {
          // 229 is what a composing input method reports in browsers that end composing before Enter.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
            return;
          event.preventDefault();
          void save();
        }}
      />
      <div class="note-row">
        <span class="note-status" role="status">
          {status}
        </span>
        <button
          type="button"
          class="quiet"
          disabled={value.trim() === ''}
          onClick={() => void save()}
        >
          {text('note_save')}
        </button>
      </div>
      {problem && (
        <Notice kind="alert">
          {problemText(text, problem)}{' '}
          <button type="button" class="link" onClick={() => copyText(latest.current)}>
            {text('copy')}
          </button>
        </Notice>
      )}
    </PrivateForm>
  );
}
