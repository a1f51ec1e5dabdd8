import { useState } from 'preact/hooks';
import { type CardField, EMERGENCY_AS_OF, emergencyNumbersFor, type Region } from '@/lib/practice';
import { lastOf, withoutTakenBack } from '@/lib/session';
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
  return (
    <PrivateForm class="panel-form labels-beside">
      <SafetyFirst view={view} session={session} />
      <CardFields fields={FIRST} view={view} />
      {view.card.localNumber === '' && <Numbers own={practice.settings.region} />}
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

/** Numbers to choose from: those of the practitioner's own region, the others behind one press. */
function Numbers({ own }: { own: Region }) {
  const text = useText();
  const { act } = usePanel();
  const [all, setAll] = useState(false);
  const { near, elsewhere } = emergencyNumbersFor(own);
  const buttons = (numbers: typeof near) =>
    numbers.map(({ region, text: words }) => (
      <button
        key={region}
        type="button"
        class="secondary"
        onClick={() => void act({ type: 'card', field: 'localNumber', text: words })}
      >
        {text(`region_${region}`)} <b>{words}</b>
      </button>
    ));
  return (
    <div class="menu-links" role="group" aria-label={text('emergency')}>
      {buttons(near)}
      {near.length > 0 && (
        <button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {text('emergency_elsewhere')}
        </button>
      )}
      {/* Behind the button, nothing comes under the pointer that has pressed it. */}
      {(all || near.length === 0) && buttons(elsewhere)}
      <p class="field-hint">{text('emergency_hint', EMERGENCY_AS_OF)}</p>
    </div>
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
        // Since when is said by the cue above.
        <div class="menu-links" role="group" aria-label={text('override_since', time(since))}>
          <button type="button" class="link" onClick={record('safetyLifted')}>
            {text('override_end')}
          </button>
          {undoable && (
            <button type="button" class="link" onClick={record('safetyTakenBack')}>
              {text('undo')}
            </button>
          )}
        </div>
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
