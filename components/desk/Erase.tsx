import { useRef, useState } from 'preact/hooks';
import { Notice } from '../shared/controls/Notice';
import { useText } from '../shared/text';
import { useChange } from '../shared/use-change';
import { useGrace } from './grace';
import { useFocusOnceDrawn } from './once-drawn';
import { Soon } from './Soon';

/**
 * Erases something after saying what goes and which rule is in force. A legal hold prevents it, and
 * it can be called off for a moment.
 */
export function Erase({
  label,
  name,
  what,
  rule,
  hold,
  open = null,
  onErase,
}: {
  /** What the button that asks is called. */
  label: string;
  /** What is erased, in a word or two. */
  name: string;
  /** What is erased, in a sentence. */
  what: string;
  rule: string;
  /** Why it must not be erased; empty when there is no legal hold. */
  hold: string;
  /** Why it can't be erased while a session is open; null if none is. */
  open?: string | null;
  /** Resolves with null or with the reason for a failure. */
  onErase(): Promise<string | null>;
}) {
  const text = useText();
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const asks = useRef<HTMLButtonElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const focusOnceDrawn = useFocusOnceDrawn();
  /** The question has the focus on its way out. Without it, the focus is back on its button. */
  const ask = (next: boolean) => {
    setAsked(next);
    focusOnceDrawn(() => (next ? cancel.current : asks.current));
  };
  const grace = useGrace(() => void onErase().then(setProblem), 'callOff');
  const isHeld = hold.trim() !== '';
  useChange(isHeld, (held) => {
    // A hold that is set in those seconds counts, too.
    if (held) grace.undo();
  });
  if (grace.running)
    return (
      <Soon
        kind="alert"
        said={text('erase_soon', name)}
        onUndo={() => {
          grace.undo();
          ask(false);
        }}
      />
    );
  return (
    <>
      {problem && <Notice kind="alert">{problem}</Notice>}
      <p>
        <button
          type="button"
          class="secondary"
          aria-expanded={asked}
          ref={asks}
          onClick={() => ask(!asked)}
        >
          {label}
        </button>
      </p>
      {asked && (
        <Notice kind="alert">
          {isHeld ? (
            text('erase_held', hold)
          ) : open !== null ? (
            open
          ) : (
            <>
              {what} {rule} {text('erase_backups')}{' '}
              <span class="button-row">
                <button type="button" class="secondary" onClick={grace.begin}>
                  {text('erase_now', name)}
                </button>
                <button type="button" class="quiet" ref={cancel} onClick={() => ask(false)}>
                  {text('erase_notNow')}
                </button>
              </span>
            </>
          )}
        </Notice>
      )}
    </>
  );
}
