import { useState } from 'preact/hooks';
import type { PracticeView, SessionView } from '@/lib/messaging';
import type { Kind } from '@/lib/notes';
import { type Cue, MODES, type Timeline } from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { NoteList } from '../../shared/session/NoteList';
import { Ribbon, SessionHead } from '../../shared/session/SessionHead';
import { Summary } from '../../shared/session/Summary';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { EditState } from '../hooks/use-edit';
import type { NoteState } from '../hooks/use-note';
import type { ReasonState } from '../hooks/use-reason';
import { editCommand } from '../notes/edit-command';
import { NoteField } from '../notes/NoteField';
import { Page } from '../pages/Page';
import type { PanelPage } from '../pages/pages';
import type { PanelProps } from '../props';
import { kindsOf } from '../sheets/kinds';
import { LegSheet } from '../sheets/LegSheet';
import { Contact } from './Contact';
import { CueLine } from './CueLine';
import { LegList } from './LegList';
import { PromptCard } from './PromptCard';
import { WhichClient } from './WhichClient';
import { WhichTab } from './WhichTab';

const AFTERWARDS: readonly Kind[] = ['note', 'risk', 'unfinished'];

/** Milliseconds past the end after which the panel says that the session was probably forgotten. */
const LONG_OVER = 3 * 60 * 60_000;

export interface SessionScreenProps extends Pick<PanelProps, 'drop' | 'onDropDone'> {
  readonly view: SessionView;
  readonly practice: PracticeView;
  readonly session: Timeline;
  readonly locked: boolean;
  readonly cue: Cue | null;
  readonly page: PanelPage | null;
  onPage(page: PanelPage | null): void;
  readonly note: NoteState;
  readonly edit: EditState;
  readonly reason: ReasonState;
}

/** What the panel shows of a session that runs or has ended. */
export function SessionScreen(props: SessionScreenProps) {
  const { view, practice, session, locked, cue, page, onPage, note, edit, reason } = props;
  const { act, focusable, newId, send } = usePanel();
  const text = useText();
  const [allSituations, setAllSituations] = useState(false);
  const { settings } = practice;
  const notes = (
    <NoteList
      notes={view.notes}
      unreadable={view.unreadable}
      locked={view.locked}
      undo={view.undo}
      editing={edit.editing}
      onEditing={edit.set}
      actions={{
        // The editor itself shows what went wrong.
        edit: (changed) => send(editCommand(changed, view, newId())),
        tag: (noteId, tags) => act({ type: 'tagNote', noteId, tags }),
        remove: (noteId) => act({ type: 'deleteNote', noteId }),
        undo: ({ noteId, changedAt }) => act({ type: 'undoNote', noteId, changedAt }),
      }}
    />
  );
  const fields = {
    note,
    speakers: view.client?.speakers ?? [],
    shorthands: settings.shorthands,
  };
  const pages = {
    view,
    practice,
    session,
    locked,
    note,
    onPage,
  };
  if (session.phase === 'ended')
    return (
      <main class="panel-body panel-scroll" tabIndex={-1} ref={focusable.main}>
        {page ? (
          <Page page={page} {...pages} />
        ) : (
          <Summary
            session={session}
            view={view}
            act={(command) => void act(command)}
            locked={locked}
            onClient={() => onPage('client')}
            reason={reason.words}
            onReason={reason.set}
          >
            <NoteField {...fields} kinds={AFTERWARDS} />
            {notes}
          </Summary>
        )}
      </main>
    );
  const leg = session.current;
  const crisis = session.mode === 'crisis';
  const minimal = settings.guidance === 'minimal' && !crisis;
  // Editing a note, choosing its kind and reading a problem all need more room.
  const writing = edit.editing !== null || note.needsRoom;
  return (
    <main class="panel-body" tabIndex={-1} ref={focusable.main}>
      <WhichTab view={view} />
      <WhichClient view={view} onPage={onPage} />
      <Contact {...props} />
      <SessionHead
        session={session}
        here={view.here}
        client={
          <button type="button" class="link head-client" onClick={() => onPage('client')}>
            <span class="unseen">{text('client')} </span>
            {locked ? text('client_locked') : (view.client?.code ?? text('client_none'))}
          </button>
        }
      />
      <CueLine
        cue={cue}
        overriddenSince={session.overriddenSince}
        onSetAside={() => onPage('legs')}
      />
      <Ribbon session={session} />
      {page ? (
        <Page page={page} {...pages} />
      ) : (
        <>
          <LegList
            legs={session.legs}
            onEnter={(next) => void act({ type: 'enterLeg', leg: next })}
          />
          {!minimal && (
            <Choices
              small
              name={text('mode')}
              options={MODES}
              value={session.mode}
              label={(mode) => text(`mode_${mode}`)}
              onPick={(mode) => {
                if (mode === 'crisis') onPage('safety');
                void act(
                  mode === 'crisis'
                    ? { type: 'crisis' }
                    : { type: 'record', event: { type: 'modeChanged', mode } },
                );
              }}
            />
          )}
          {leg && !writing && !minimal && (!settings.quiet || crisis) && (
            <PromptCard
              view={view}
              session={session}
              settings={settings}
              leg={leg}
              allSituations={allSituations}
              onAllSituations={setAllSituations}
            />
          )}
          {leg && !locked && !writing && !minimal && !crisis && (
            <LegSheet
              leg={leg}
              settings={settings}
              view={view}
              session={session}
              note={note}
              onPage={onPage}
              onEditing={edit.set}
            />
          )}
          {crisis && (
            <p class="sheet-links">
              <button type="button" class="link" onClick={() => onPage('safety')}>
                {text('page_safety')}
              </button>
            </p>
          )}
          <NoteField
            {...fields}
            kinds={
              crisis ? ['note', 'risk', 'plan'] : leg ? kindsOf(leg, view.plan.preset) : ['note']
            }
          />
          <div class="panel-scroll">
            {session.remainingMs < -LONG_OVER && <p class="notes-none">{text('long_over')}</p>}
            {notes}
          </div>
        </>
      )}
    </main>
  );
}
