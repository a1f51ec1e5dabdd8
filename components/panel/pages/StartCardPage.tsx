import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { CardFields } from './CardFields';
import type { PageProps } from './page-props';

/** What to ask at the start of a call: where the client is, and who else is there. */
export function StartCardPage({ view, onPage }: PageProps) {
  const text = useText();
  return (
    <PrivateForm class="panel-form labels-beside">
      <p class="dim">{text(view.client ? 'card_hint' : 'card_hintNobody')}</p>
      <CardFields fields={['location', 'privacy', 'present', 'callBack']} view={view} />
      <p class="sheet-links">
        <button type="button" class="link" onClick={() => onPage('safety')}>
          {text('page_safety')}
        </button>
      </p>
    </PrivateForm>
  );
}
