import { useRef } from 'preact/hooks';
import * as v from 'valibot';
import { PRIVATE_FIELD } from '../../shared/controls/PrivateForm';
import { useUnsaved } from '../unsaved';

/** A field of the head. It is kept when it is left, or at Enter. */
export function HeaderInput({
  sessionId,
  name,
  label,
  value,
  onKeep,
}: {
  sessionId: string;
  /** Of the field among all of the desk: what is half typed in it is kept by that. */
  name: string;
  label: string;
  value: string;
  /** Resolves with true once it is kept. */
  onKeep(value: string): Promise<boolean>;
}) {
  const [typed, setTyped] = useUnsaved<string | null>(
    sessionId,
    name,
    v.nullable(v.string()),
    null,
  );
  const latest = useRef(typed);
  latest.current = typed;
  const keep = async () => {
    if (typed === null || (typed !== value && !(await onKeep(typed)))) return;
    // Whoever has typed on since isn't interrupted.
    if (latest.current === typed) setTyped(null);
  };
  return (
    <input
      {...PRIVATE_FIELD}
      type="text"
      dir="auto"
      aria-label={label}
      value={typed ?? value}
      onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void keep();
      }}
      onBlur={() => void keep()}
    />
  );
}
