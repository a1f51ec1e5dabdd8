import { useEffect, useRef, useState } from 'preact/hooks';
import type {
  Connection,
  Dock,
  FromPanel,
  PanelCommand,
  Problem,
  Reply,
  SessionView,
  Snapshot,
} from '@/lib/messaging';
import { type EpochMs, LEGS, type Timeline, timeline } from '@/lib/session';
import { Icon } from './Icon';
import { LegList } from './LegList';
import { NoteField } from './NoteField';
import { type Editing, NoteList } from './NoteList';
import { Notice } from './Notice';
import { type NoteState, useNote } from './note-state';
import { PromptCard } from './PromptCard';
import { problemText } from './problem';
import { Ribbon, SessionHead } from './SessionHead';
import { StartForm } from './StartForm';
import { Strip } from './Strip';
import { Summary } from './Summary';
import { siteName } from './site-name';
import { TitleBar } from './TitleBar';
import { useText } from './text';

export interface PanelProps {
  /** Null until the background has answered for the first time. */
  readonly snapshot: Snapshot | null;
  readonly connection: Connection;
  readonly layout: { readonly folded: boolean; readonly dock: Dock };
  readonly now: EpochMs;
  /** The clock itself, for the instant somebody acts; `now` may be up to a second old. */
  clock(): EpochMs;
  newId(): string;
  /** Sends a command and resolves with the answer. */
  send(command: PanelCommand): Promise<Reply>;
  onLayout(message: FromPanel): void;
}

/** The panel in the call tab: strip, start, session, summary or mask. */
export function Panel(props: PanelProps) {
  const { snapshot, now, layout, onLayout, send } = props;
  const text = useText();
  const view = snapshot && !snapshot.masked ? snapshot.session : null;
  const session = view && timeline(view.plan, view.events, now);
  const running = session?.phase === 'running' && !layout.folded;
  // What is being written outlives what it is written in, which comes and goes with folding and masking.
  const note = useNote(
    view,
    (draft) => send({ type: 'draft', text: draft }),
    (written) => send({ type: 'addNote', lineId: props.newId(), text: written, at: props.clock() }),
  );
  const [edit, setEditing] = useState<Editing | null>(null);
  const editing = view?.lines.some(({ id }) => id === edit?.lineId) ? edit : null;
  const [failed, setFailed] = useState<Problem | null>(null);
  /** Sends a command that was pressed. If it could not be carried out, the panel says why. */
  const act = async (command: PanelCommand): Promise<Reply> => {
    const reply = await send(command);
    setFailed(reply.ok ? null : reply.problem);
    return reply;
  };
  const close = async () => {
    // An edit that is still open counts as meant.
    const written = editing && view?.lines.find(({ id }) => id === editing.lineId)?.text;
    if (editing && editing.text !== written) {
      const reply = await act({ type: 'editNote', ...editing });
      if (!reply.ok) return;
    }
    setEditing(null);
    await act({ type: 'close' });
  };

  const scene = snapshot && (snapshot.masked ? 'masked' : (session?.phase ?? 'start'));
  const seen = useRef({ scene, folded: layout.folded });
  // Whoever works with the keyboard goes on with the keyboard: what was pressed is gone, so the focus moves
  // to the same place in what came instead, or to the start of it.
  useEffect(() => {
    const before = seen.current;
    seen.current = { scene, folded: layout.folded };
    if (before.scene === scene && before.folded === layout.folded) return;
    if (!document.hasFocus() || document.activeElement !== document.body) return;
    const button =
      before.folded !== layout.folded || scene === 'masked' || before.scene === 'masked';
    document.querySelector<HTMLElement>(button ? '[data-first]' : 'main')?.focus();
  }, [scene, layout.folded]);

  useEffect(() => {
    // Pressed here and not taken by anything: only then does letting go of it leave. On release, because the
    // page would otherwise see the release.
    let leaving = false;
    const onKeyDown = (event: KeyboardEvent) => {
      leaving = event.key === 'Escape' && !event.isComposing;
      const leg = LEGS[Number(event.key) - 1];
      if (running && leg && isPlain(event)) void act({ type: 'enterLeg', leg });
    };
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && leaving) onLayout({ type: 'leave' });
      leaving = false;
    };
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('keyup', onKeyUp);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('keyup', onKeyUp);
    };
  }, [running, send, onLayout]);

  if (!snapshot) return <div class="blank" aria-busy="true" />;
  if (snapshot.masked)
    return (
      <button
        type="button"
        class="pill"
        data-first
        onClick={() => void send({ type: 'mask', masked: false })}
      >
        {text('show_panel')}
      </button>
    );

  const { problem } = snapshot;
  if (layout.folded)
    return <Strip session={session} onOpen={() => onLayout({ type: 'fold', folded: false })} />;

  return (
    <div class="panel">
      <TitleBar onLayout={onLayout} />
      {props.connection === 'gone' && <Notice kind="alert">{text('connection_gone')}</Notice>}
      {problem && (
        <Notice kind="alert">
          {problemText(text, problem === 'storageFailed' ? 'openFailed' : problem)}
        </Notice>
      )}
      {failed && <Notice kind="alert">{problemText(text, failed)}</Notice>}
      {view && session ? (
        <OpenSession
          view={view}
          session={session}
          act={act}
          send={send}
          note={note}
          editing={editing}
          onEditing={setEditing}
        />
      ) : (
        <main class="panel-body panel-start" tabIndex={-1}>
          <StartForm
            now={now}
            onStart={async (request) => {
              setFailed(null);
              const reply = await send({ type: 'start', sessionId: props.newId(), request });
              return reply.ok ? null : reply.problem;
            }}
          />
        </main>
      )}
      <footer class="foot">
        <button
          type="button"
          class="quiet"
          aria-label={text('mask_panel')}
          title={text('mask_panel')}
          onClick={() => void send({ type: 'mask', masked: true })}
        >
          <Icon name="mask" />
        </button>
        <button
          type="button"
          class="quiet"
          aria-label={text('open_desk')}
          title={text('open_desk')}
          onClick={() => void act({ type: 'openDesk' })}
        >
          <Icon name="desk" />
        </button>
        <span class="foot-status" role="status">
          {props.connection === 'connecting' ? text('connection_connecting') : ''}
        </span>
        {session?.phase === 'running' && (
          <button type="button" class="secondary" onClick={() => void act({ type: 'end' })}>
            {text('end_session')}
          </button>
        )}
        {session?.phase === 'ended' && (
          <>
            <button type="button" class="link" onClick={() => void act({ type: 'resume' })}>
              {text('summary_resume')}
            </button>
            <button type="button" class="secondary" onClick={() => void close()}>
              {text('summary_close')}
            </button>
          </>
        )}
      </footer>
    </div>
  );
}

type Act = (command: PanelCommand) => Promise<Reply>;

/** A key on its own, not typed into a field and not part of a chord. */
function isPlain({ target, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  const field = target instanceof Element && target.closest('input, textarea, select');
  return !field && !ctrlKey && !altKey && !metaKey;
}

function OpenSession({
  view,
  session,
  act,
  send,
  note,
  editing,
  onEditing,
}: {
  view: SessionView;
  session: Timeline;
  act: Act;
  send: Act;
  note: NoteState;
  editing: Editing | null;
  onEditing(editing: Editing | null): void;
}) {
  const text = useText();
  const field = <NoteField note={note} />;
  const notes = (
    <NoteList
      lines={view.lines}
      unreadable={view.unreadable}
      undo={view.undo}
      editing={editing}
      onEditing={onEditing}
      actions={{
        // The editor says itself what went wrong with it.
        edit: (changed) => send({ type: 'editNote', ...changed }),
        remove: (lineId) => act({ type: 'deleteNote', lineId }),
        undo: ({ lineId, changedAt }) => act({ type: 'undoNote', lineId, changedAt }),
      }}
    />
  );
  if (session.phase === 'ended')
    return (
      <main class="panel-body panel-scroll" tabIndex={-1}>
        <Summary session={session}>
          {field}
          {notes}
        </Summary>
      </main>
    );
  const leg = session.current;
  return (
    <main class="panel-body" tabIndex={-1}>
      <WhichTab view={view} act={act} />
      <SessionHead session={session} here={view.here} />
      <Ribbon session={session} />
      <LegList legs={session.legs} onEnter={(next) => void act({ type: 'enterLeg', leg: next })} />
      {leg && (
        <PromptCard
          session={session}
          leg={leg}
          step={view.promptSteps[leg] ?? 0}
          onStep={(step) => void act({ type: 'stepPrompt', leg, step })}
        />
      )}
      {field}
      <div class="panel-scroll">
        {session.remainingMs < -LONG_OVER && <p class="notes-none">{text('long_over')}</p>}
        {notes}
      </div>
    </main>
  );
}

/** Past this the session was probably forgotten, and the panel says so. */
const LONG_OVER = 3 * 60 * 60_000;

/** Says so when the session belongs to another tab, or to one that is gone. */
function WhichTab({ view, act }: { view: SessionView; act: Act }) {
  const text = useText();
  const site = siteName(view.site) ?? text('here_call');
  if (view.here === 'otherTab')
    return (
      <Notice kind="note">
        {text('here_other', site)}{' '}
        <button type="button" class="link" onClick={() => void act({ type: 'showTab' })}>
          {text('here_show')}
        </button>{' '}
        <button type="button" class="link" onClick={() => void act({ type: 'claimTab' })}>
          {text('here_claim')}
        </button>
      </Notice>
    );
  if (view.here === 'lostTab')
    return (
      <Notice kind="note">
        {text('here_lost', site)}{' '}
        <button type="button" class="link" onClick={() => void act({ type: 'claimTab' })}>
          {text('here_claim')}
        </button>
      </Notice>
    );
  return null;
}
