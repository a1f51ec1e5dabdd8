import { useState } from 'preact/hooks';
import { copyText } from '../copy';
import { useText } from '../text';
import { Notice } from './Notice';

/** Says why words couldn't be saved, and offers to copy them, so that they are not lost. */
export function Unsaved({ why, words }: { why: string; words: string }) {
  return (
    <Notice kind="alert">
      {why} <CopyWords words={words} />
    </Notice>
  );
}

/** A button that copies words, and says so once it has. */
export function CopyWords({ words }: { words: string }) {
  const text = useText();
  const [copied, setCopied] = useState<string | null>(null);
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        if (copyText(words)) setCopied(words);
      }}
    >
      {text(copied === words ? 'copied' : 'copy')}
    </button>
  );
}
