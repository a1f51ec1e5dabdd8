import { type CardField, EMERGENCY_AS_OF, emergencyNumbersFor } from '@/lib/practice';
import { lastOf, withoutTakenBack } from '@/lib/session';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useTimeText } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { CardFields } from './CardFields';
import type { PageProps } from './page-props';

/** Where to send help, and what to dial there. */
const FIRST: readonly CardField[] = ['location', 'localNumber'];
/** Whom to call, and what else helps. */
const THEN: readonly CardField[] = ['callBack', 'contact', 'present', 'referral'];

/** What helps when somebody is in danger. Numbers are only text; Perch dials nothing. */
export function SafetyPage({ view, practice, session, note, onPage }: PageProps) {
  const text = useText();
  const { act } = usePanel();
  return (
    <PrivateForm class="panel-form labels-beside">
      <SafetyFirst view={view} session={session} />
      <CardFields fields={FIRST} view={view} />
      {view.card.localNumber === '' && (
        <div class="menu-links" role="group" aria-label={text('emergency')}>
          {emergencyNumbersFor(practice.settings.region).map(({ region, text: numbers }) => (
            <button
              key={region}
              type="button"
              class="secondary"
              onClick={() => void act({ type: 'card', field: 'localNumber', text: numbers })}
            >
              {text(`region_${region}`)} <b>{numbers}</b>
            </button>
          ))}
          <p class="field-hint">{text('emergency_hint', EMERGENCY_AS_OF)}</p>
        </div>
      )}
      <CardFields fields={THEN} view={view} />
      <button
        type="button"
        class="secondary"
        onClick={() => {
          onPage(null);
          // The field takes the focus once it is drawn again with the legs. `onPage` has queued the
          // microtask that draws; this one comes after it.
          queueMicrotask(() => note.begin('risk'));
        }}
      >
        {text('risk_note')}
      </button>
    </PrivateForm>
  );
}

/** Milliseconds in which a press of Safety first can be undone as if it hadn't been. */
const UNDO = 60_000;

/** Crisis mode and the safety override, in one press that can be taken back. */
function SafetyFirst({ view, session }: Pick<PageProps, 'session' | 'view'>) {
  const text = useText();
  const time = useTimeText();
  const { act } = usePanel();
  const since = session.overriddenSince;
  // Only what one press has recorded is taken back with it.
  const crisis = lastOf(withoutTakenBack(view.events), 'modeChanged');
  const together = since !== null && crisis?.mode === 'crisis' && crisis.at === since;
  const undoable = together && session.startedAt + session.elapsedMs - since < UNDO;
  const record = (type: 'safetyLifted' | 'safetyTakenBack') => () =>
    void act({ type: 'record', event: { type } });
  return (
    <>
      {since !== null && (
        <Notice kind="note">
          {text('override_since', time(since))}{' '}
          {undoable && (
            <button type="button" class="link" onClick={record('safetyTakenBack')}>
              {text('undo')}
            </button>
          )}{' '}
          <button type="button" class="link" onClick={record('safetyLifted')}>
            {text('override_end')}
          </button>
        </Notice>
      )}
      {(since === null || session.mode !== 'crisis') && (
        <>
          <button type="button" class="primary" onClick={() => void act({ type: 'crisis' })}>
            {text('safety_first')}
          </button>
          <p class="field-hint">{text('safety_firstHint')}</p>
        </>
      )}
    </>
  );
}
