import { TANGENT_CHOICES } from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { useLegNames } from '../../shared/leg-names';
import { useTimeText } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { lastRaised, shiftedAt } from './missing';
import { Named } from './Named';
import { NotedInOnePress } from './NotedInOnePress';
import { PatternMark } from './PatternMark';
import { RaisedBy } from './RaisedBy';
import { SilenceMark } from './SilenceMark';
import type { SheetProps } from './sheet-props';

/** What is noticed in passing. */
const NOTICED = ['emotion', 'metaphor', 'association', 'shift', 'voice'] as const;
/** Psychodynamic work attends to associations first. */
const ASSOCIATION_FIRST = ['association', 'emotion', 'metaphor', 'shift', 'voice'] as const;

/** Exploration: the focus, and what to do when it shifts or another topic comes up. */
export function ExplorationSheet({ view, session, note, bar, quiet, onPage }: SheetProps) {
  const text = useText();
  const time = useTimeText();
  const { act } = usePanel();
  const { name } = useLegNames();
  const shifted = shiftedAt(view, session);
  const last = lastRaised(view);
  // What came up here, and not on the agenda.
  const raised = last?.leg === 'exploration' ? last : null;
  return (
    <>
      <div class="sheet-beside">
        <Named kind="focus" view={view} note={note}>
          {raised?.kind === 'focus' && <RaisedBy note={raised} last={!bar} />}
        </Named>
        {shifted === null && (
          <button
            type="button"
            class="link"
            onClick={() => {
              void act({ type: 'record', event: { type: 'focusShifted' } });
              note.begin('focus');
            }}
          >
            {text('focus_shifted')}
          </button>
        )}
      </div>
      {shifted !== null && (
        <p class="sheet-links sheet-first">
          <span>{text('focus_shiftedAt', time(shifted))}</span>
          <button
            type="button"
            class="link"
            onClick={() => void act({ type: 'enterLeg', leg: 'agenda' })}
          >
            {name('agenda')}
          </button>
          <button
            type="button"
            class="link"
            onClick={() => void act({ type: 'situation', situation: 'tangent' })}
          >
            {text('focus_ask')}
          </button>
        </p>
      )}
      {raised?.kind === 'topic' && (
        <div class="sheet-line">
          <span class="sheet-name">{text('kind_topic')}</span> <span dir="auto">{raised.text}</span>{' '}
          <RaisedBy note={raised} last={!bar} />
        </div>
      )}
      {view.client?.work?.prescribed && <p class="sheet-line dim">{text('prescribed_line')}</p>}
      {view.situation === 'tangent' && (
        <Choices
          small
          name={text('tangent')}
          options={TANGENT_CHOICES}
          value={null}
          label={(choice) => text(`tangent_${choice}`)}
          onPick={(choice) => {
            void act({ type: 'record', event: { type: 'tangentNamed', choice } });
            void act({ type: 'situation', situation: null });
            if (choice === 'newFocus') note.begin('focus');
          }}
        />
      )}
      <NotedInOnePress
        name={text('noticed')}
        kind="observed"
        note={note}
        options={view.client?.work?.method === 'psychodynamic' ? ASSOCIATION_FIRST : NOTICED}
        label={(one) => text(`noticed_${one}`)}
      >
        <SilenceMark view={view} session={session} note={note} />
        <PatternMark view={view} note={note} />
        <button type="button" class="link" onClick={() => note.begin('said')}>
          {text('noticed_quote')}
        </button>
        <button type="button" class="link" onClick={() => onPage('interventions')}>
          {text('page_interventions')}
        </button>
        {quiet && view.situation !== 'tangent' && (
          <button
            type="button"
            class="link"
            onClick={() => void act({ type: 'situation', situation: 'tangent' })}
          >
            {text('situation_tangent')}
          </button>
        )}
      </NotedInOnePress>
    </>
  );
}
