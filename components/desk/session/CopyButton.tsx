import { useState } from 'preact/hooks';
import { Icon } from '../../shared/controls/Icon';
import { copyText } from '../../shared/copy';
import { useText } from '../../shared/text';

/** Copies words as plain text, and as HTML where they have a shape, and says so. */
export function CopyButton({
  label,
  of,
  words,
  html,
}: {
  label: string;
  of?: string;
  words: string;
  html?: string;
}) {
  const text = useText();
  const [said, setSaid] = useState<'copied' | 'notCopied' | null>(null);
  return (
    <span class="copy-button">
      <button
        type="button"
        class="quiet"
        aria-label={of ? `${label}: ${of}` : label}
        onClick={() => setSaid(copyText(words, html) ? 'copied' : 'notCopied')}
      >
        <Icon name="copy" />
        {label}
      </button>
      <span role="status">{said && text(`document_${said}`)}</span>
    </span>
  );
}
