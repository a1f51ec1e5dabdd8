import { CARD_FIELDS, EMERGENCY_AS_OF, EMERGENCY_NUMBERS } from '@/lib/practice';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { timeText } from '../../shared/format';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { CardFields } from './CardFields';
import type { PageProps } from './page-props';

/** What is needed when somebody is in danger. Numbers are text to read; nothing here dials. */
export function SafetyPage({ view, session, note, onPage }: PageProps) {
  const text = useText();
  const { act } = usePanel();
  return (
    <PrivateForm class="panel-form">
      {session.overriddenSince !== null && (
        <Notice kind="note">
          {text('override_since', timeText(session.overriddenSince, text.locale))}{' '}
          <button
            type="button"
            class="link"
            onClick={() => void act({ type: 'record', event: { type: 'safetyLifted' } })}
          >
            {text('override_end')}
          </button>
        </Notice>
      )}
      <CardFields fields={CARD_FIELDS.filter((field) => field !== 'privacy')} view={view} />
      {view.card.localNumber === '' && (
        <div class="menu-links" role="group" aria-label={text('emergency')}>
          <p class="field-hint">{text('emergency_hint', EMERGENCY_AS_OF)}</p>
          {EMERGENCY_NUMBERS.map(({ region, text: numbers }) => (
            <button
              key={region}
              type="button"
              class="secondary"
              onClick={() => void act({ type: 'card', field: 'localNumber', text: numbers })}
            >
              {text(`region_${region}`)} {numbers}
            </button>
          ))}
        </div>
      )}
      <button
        type="button"
        class="secondary"
        onClick={() => {
          onPage(null);
          // The field is drawn again with the legs; only then can it take the focus.
          setTimeout(() => note.begin('risk'));
        }}
      >
        {text('risk_note')}
      </button>
    </PrivateForm>
  );
}
