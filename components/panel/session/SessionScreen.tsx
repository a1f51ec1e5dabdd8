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
import type { FieldState } from '../hooks/use-field';
import type { NoteState } from '../hooks/use-note';
import type { ReasonState } from '../hooks/use-reason';
import { editCommand } from '../notes/edit-command';
import { QuickNoteField } from '../notes/QuickNoteField';
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

/** The kinds of notes that are offered outside of a leg's own. */
const AFTERWARDS: readonly Kind[] = ['note', 'risk', 'unfinished'];
const IN_CRISIS: readonly Kind[] = ['note', 'risk', 'plan'];
const PLAIN: readonly Kind[] = ['note'];
const NOBODY: readonly string[] = [];

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
  /** The reason for setting a leg aside, while it is typed. */
  readonly aside: FieldState;
}

/** What the panel shows of a session that runs or has ended. */
export function SessionScreen(props: SessionScreenProps) {
  return props.session.phase === 'ended' ? <Ended {...props} /> : <Running {...props} />;
}

/** The summary, with notes that can still be added to it. */
function Ended(props: SessionScreenProps) {
  const { view, session, locked, page, onPage, reason } = props;
  const { focusable } = usePanel();
  return (
    <main class="panel-body panel-scroll" tabIndex={-1} ref={focusable.main}>
      {page ? (
        <Page {...props} page={page} />
      ) : (
        <Summary
          session={session}
          view={view}
          locked={locked}
          onClient={() => onPage('client')}
          onInterruptions={() => onPage('interruptions')}
          reason={reason}
        >
          <QuickNote {...props} kinds={AFTERWARDS} />
          <SessionNotes {...props} />
        </Summary>
      )}
    </main>
  );
}

function Running(props: SessionScreenProps) {
  const { view, session, locked, cue, page, onPage } = props;
  const { focusable } = usePanel();
  const text = useText();
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
      {page ? <Page {...props} page={page} /> : <Legs {...props} />}
    </main>
  );
}

/** The legs, what the current one shows, and the notes. */
function Legs(props: SessionScreenProps) {
  const { view, practice, session, locked, onPage, note, edit } = props;
  const { act } = usePanel();
  const text = useText();
  const [allSituations, setAllSituations] = useState(false);
  const { settings } = practice;
  const leg = session.current;
  const crisis = session.mode === 'crisis';
  const minimal = settings.guidance === 'minimal' && !crisis;
  // Editing a note, choosing its kind and reading a problem all need more room.
  const writing = edit.editing !== null || note.needsRoom;
  const profile = view.client?.profile ?? settings.profile;
  const kinds = leg ? kindsOf(leg, view.plan.preset, profile) : PLAIN;
  return (
    <>
      <LegList legs={session.legs} onEnter={(next) => void act({ type: 'enterLeg', leg: next })} />
      {!minimal && <Mode session={session} />}
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
      <QuickNote {...props} kinds={crisis ? IN_CRISIS : kinds} />
      <div class="panel-scroll">
        {session.remainingMs < -LONG_OVER && <p class="notes-none">{text('long_over')}</p>}
        <SessionNotes {...props} />
      </div>
    </>
  );
}

/** The modes that a person chooses. Crisis begins on the safety card, never by an arrow key. */
const CHOSEN_MODES = MODES.filter((mode) => mode !== 'crisis');

function Mode({ session: { mode: now } }: Pick<SessionScreenProps, 'session'>) {
  const { act } = usePanel();
  const text = useText();
  return (
    <div class="modes">
      {now === 'crisis' && <strong>{text('mode_crisis')}</strong>}
      <Choices
        small
        name={text('mode')}
        options={CHOSEN_MODES}
        value={now === 'crisis' ? null : now}
        label={(mode) => text(`mode_${mode}`)}
        onPick={(mode) => void act({ type: 'record', event: { type: 'modeChanged', mode } })}
      />
    </div>
  );
}

function QuickNote({
  view,
  practice,
  note,
  kinds,
}: SessionScreenProps & { readonly kinds: readonly Kind[] }) {
  return (
    <QuickNoteField
      note={note}
      speakers={view.client?.speakers ?? NOBODY}
      shorthands={practice.settings.shorthands}
      kinds={kinds}
    />
  );
}

function SessionNotes({ view, edit }: SessionScreenProps) {
  const { act, newId, send } = usePanel();
  return (
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
}
