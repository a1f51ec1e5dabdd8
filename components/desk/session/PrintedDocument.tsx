import type { RenderedDocument } from '@/lib/documents';
import { useText } from '../../shared/text';

/** The head of the document on paper. */
export function PrintedHead({ rendered: { header } }: { rendered: RenderedDocument }) {
  const text = useText();
  // They begin with whose session it was, and its day.
  const [client, day] = header;
  return (
    <header class="document-print">
      <p class="document-title">
        <b>{text('document_printTitle')}</b>
        <span>{[client?.text, day?.text].filter(Boolean).join(' \u00b7 ')}</span>
      </p>
      <dl class="head-facts">
        {header.map(
          ({ label, text: words, field }) =>
            // It is signed at the foot.
            (field !== 'signature' || words !== '') && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{words || <span class="doc-blank" />}</dd>
              </div>
            ),
        )}
      </dl>
    </header>
  );
}

/** Where the document is signed on paper, unless its head says by whom. */
export function PrintedFoot({ rendered }: { rendered: RenderedDocument }) {
  const text = useText();
  const isSigned = rendered.header.some(({ field, text: words }) => field === 'signature' && words);
  return (
    <footer class="document-print">
      {!isSigned && (
        <p class="document-sign">
          <span>{text('document_signature')}</span>
          <span>{text('document_signatory')}</span>
          <span>{text('document_signedOn')}</span>
        </p>
      )}
      <p class="dim">{text('document_printBlank')}</p>
    </footer>
  );
}
