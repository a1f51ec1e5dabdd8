import { useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import { type Client, type CodeProblem, cleanCode, codeProblem } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { Line } from '../../shared/controls/Line';
import { Notice } from '../../shared/controls/Notice';
import { useText } from '../../shared/text';
import { useUnsaved } from '../unsaved';
import type { Save } from './ClientPage';

/**
 * A client's code. It is kept when the field is left, or at Enter: on the way to one code, others
 * are typed, which may be somebody else's. A code that can't be theirs stays in the field, with the
 * reason.
 */
export function CodeField({
  client: { id, code },
  others,
  save,
}: {
  client: Client;
  others: readonly Client[];
  save: Save;
}) {
  const text = useText();
  const [typed, setTyped] = useUnsaved<string | null>(
    id,
    `${id} code`,
    v.nullable(v.string()),
    null,
  );
  const [problem, setProblem] = useState<CodeProblem | null>(null);
  const latest = useRef(typed);
  latest.current = typed;
  const keep = async () => {
    if (typed === null) return;
    const wrong = codeProblem(typed, others);
    setProblem(wrong);
    if (wrong) return;
    const failed = await save((stored) => ({ ...stored, code: cleanCode(typed) }));
    // Whoever has typed on since isn't interrupted.
    if (failed === null && latest.current === typed) setTyped(null);
  };
  return (
    <div>
      <Line
        label={text('client_code')}
        value={typed ?? code}
        onInput={(words) => {
          setProblem(null);
          setTyped(words === code ? null : words);
        }}
        onBlur={() => void keep()}
        onEnter={() => void keep()}
      />
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
    </div>
  );
}
