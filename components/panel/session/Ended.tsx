import { type Kind, SAID_ABOUT } from '@/lib/notes';
import { Summary } from '../../shared/session/Summary';
import { useText } from '../../shared/text';
import { AskBelow } from '../asks/AskBelow';
import { usePanel } from '../context';
import { Page } from '../pages/Page';
import { QuickNote, SessionNotes } from './Notes';
import { RecordState } from './RecordState';
import { likeliest, type SessionScreenProps } from './SessionScreen';

/** The kinds of notes that are offered after a session. */
const AFTERWARDS: readonly Kind[] = ['note', 'unfinished', 'risk'];

/** The summary, with notes that can still be added to it. */
export function Ended(props: SessionScreenProps) {
  const { view, session, locked, page, onPage, reason, ask } = props;
  const { act, focusable } = usePanel();
  const { settings } = props.practice;
  const text = useText();
  return (
    <>
      <div class="hold">
        <h2 class="panel-title">{text('summary')}</h2>
      </div>
      <main class="panel-body panel-scroll" tabIndex={-1} ref={focusable.main}>
        {page ? (
          <Page {...props} page={page} />
        ) : (
          <Summary
            session={session}
            view={view}
            locked={locked}
            onClient={() => onPage('client')}
            onResume={() => void act({ type: 'resume' })}
            onInterruptions={() => onPage('interruptions')}
            reason={reason}
          >
            {!locked && (
              <RecordState
                view={view}
                note={props.note}
                coach={
                  settings.guidance !== 'minimal' &&
                  (view.client?.profile ?? settings.profile) === 'coach'
                }
              />
            )}
            {SAID_ABOUT.some((field) => props.fields(field).words !== '') && (
              <p class="sheet-links">
                <button type="button" class="link" onClick={() => onPage('feedback')}>
                  {text('feedback_unsaved')}
                </button>
              </p>
            )}
            <QuickNote {...props} kinds={likeliest(AFTERWARDS, { ...view, situation: null })} />
            <SessionNotes {...props} />
          </Summary>
        )}
        <AskBelow ask={ask} />
      </main>
    </>
  );
}
