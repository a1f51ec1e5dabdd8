import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallState, PanelCommand, Problem, Reply, Shape } from '@/lib/messaging';
import { type CueId, cueAt, timeline } from '@/lib/session';
import { IconButton } from '../shared/controls/IconButton';
import { Notice } from '../shared/controls/Notice';
import { LegNamesProvider } from '../shared/leg-names';
import { problemText } from '../shared/problem';
import type { Editing } from '../shared/session/NoteList';
import { useText } from '../shared/text';
import { Dot } from './Dot';
import { editCommand } from './notes/edit-command';
import { useNote } from './notes/note-state';
import { Peek } from './Peek';
import { choiceOf } from './pages/PanelPages';
import type { PanelPage } from './pages/pages';
import type { PanelProps } from './props';
import { Strip } from './Strip';
import { SessionScreen } from './session/SessionScreen';
import { StartForm } from './start/StartForm';
import { TitleBar } from './TitleBar';
import { useRefusal } from './use-refusal';

/** The panel in the call tab: strip, start, session, summary or mask. */
export function Panel(props: PanelProps) {
  const { snapshot, now, layout, onLayout, send } = props;
  const text = useText();
  const open = snapshot && !snapshot.masked ? snapshot : null;
  const view = open?.session ?? null;
  const session = view && timeline(view.plan, view.events, now);
  const folded = layout.shape !== 'panel';
  const running = session?.phase === 'running' && !folded;
  // What is being written outlives what it is written in, which comes and goes with folding and masking.
  const locked = open?.lock === 'locked';
  const note = useNote(
    view,
    locked,
    open?.practice.settings.compartments ?? {},
    (draft) => send({ type: 'draft', ...draft }),
    (draft) =>
      send({
        type: 'addNote',
        lineId: props.newId(),
        ...draft,
        offered: false,
        at: props.clock(),
      }),
  );
  const [edit, setEdit] = useState<Editing | null>(null);
  const setEditing = (next: Editing | null) => {
    // Another note is to be edited: the edit that is open counts as meant.
    if (next && edit && view && next.lineId !== edit.lineId && edit.text !== edit.base)
      void act(editCommand(edit, view, props.newId()));
    if (next && next.lineId === edit?.lineId && next.text !== edit.text)
      void send({ type: 'draftEdit', lineId: next.lineId, base: next.base, text: next.text });
    if (!next && edit && edit.text !== edit.base)
      void send({ type: 'draftEdit', lineId: edit.lineId, base: edit.base, text: edit.base });
    setEdit(next);
  };
  const editing = view?.lines.some(({ id }) => id === edit?.lineId) ? edit : null;
  const [page, setPage] = useState<PanelPage | null>(null);
  /** Why safety decided, as it is being written. It outlives folding and masking too. */
  const [reason, setReason] = useState('');
  const [failed, setFailed] = useState<Problem | null>(null);
  /** Sends a command that was pressed. If it could not be carried out, the panel says why. */
  const act = async (command: PanelCommand): Promise<Reply> => {
    const reply = await send(command);
    setFailed(reply.ok ? null : reply.problem);
    return reply;
  };
  /** An edit that has lost its note is kept as a note of its own. */
  const keepEdit = ({ text: written, base, compartment }: Editing) => {
    if (written.trim() !== '' && written !== base)
      void act({
        type: 'addNote',
        lineId: props.newId(),
        text: written,
        kind: 'note',
        compartment,
        speaker: '',
        offered: true,
        at: props.clock(),
      });
    setEditing(null);
  };
  /** The session that the edit belongs to, and whether that was locked then. */
  const editOf = useRef('');
  useEffect(() => {
    if (!view) {
      // Over, and not only out of sight: what was not saved has become a note of that session.
      if (open) setEdit(null);
      return;
    }
    const of = `${view.id} ${locked}`;
    if (editOf.current !== of) {
      editOf.current = of;
      // What was not saved, in a panel before this one, say, goes on here.
      const left = view.resumed?.edit;
      const line = view.lines.find(({ id }) => id === left?.lineId);
      setEdit(left && line ? { ...left, plan: line.plan, compartment: line.compartment } : null);
      // Deleted in another window meanwhile.
    } else if (edit && !editing) keepEdit(edit);
  }, [open === null, view?.id, view?.lines, locked, edit]);
  const close = async () => {
    // An edit that is still open counts as meant.
    if (editing && view) {
      const reply = await act(editCommand(editing, view, props.newId()));
      if (!reply.ok) return;
    }
    // So does a reason that was written and not saved.
    if (reason.trim() !== '') {
      const words = reason.trim();
      const reply = await act({ type: 'record', event: { type: 'safetyReasonGiven', words } });
      if (!reply.ok) return;
    }
    setReason('');
    setEditing(null);
    await act({ type: 'close' });
  };

  // Locked while something was being written: an edit has been kept, and a reason is now.
  useEffect(() => {
    if (!locked) return;
    if (reason.trim() !== '')
      void act({ type: 'record', event: { type: 'safetyReasonGiven', words: reason.trim() } });
    setReason('');
  }, [locked]);
  const lock = async () => {
    if (editing && view) {
      const reply = await act(editCommand(editing, view, props.newId()));
      if (!reply.ok) return;
      setEditing(null);
    }
    await act({ type: 'lock' });
  };

  const scene = snapshot && (snapshot.masked ? 'masked' : (session?.phase ?? 'start'));
  useEffect(() => setPage(null), [scene, view?.id]);
  const seen = useRef({ scene, shape: layout.shape });
  // Whoever works with the keyboard goes on with the keyboard: what was pressed is gone, so the focus moves
  // to the same place in what came instead, or to the start of it.
  useEffect(() => {
    const before = seen.current;
    seen.current = { scene, shape: layout.shape };
    if (before.scene === scene && before.shape === layout.shape) return;
    if (!document.hasFocus() || document.activeElement !== document.body) return;
    const button = before.shape !== layout.shape || scene === 'masked' || before.scene === 'masked';
    document.querySelector<HTMLElement>(button ? '[data-first]' : 'main')?.focus();
  }, [scene, layout.shape]);
  // Coming back from a page, its button is gone.
  useEffect(() => {
    if (page === null && document.hasFocus() && document.activeElement === document.body)
      document.querySelector<HTMLElement>('main')?.focus();
  }, [page]);
  // An empty field has no business with a kind that the leg before called for.
  useEffect(() => {
    if (note.value === '') note.choose('note');
  }, [session?.current]);

  useEffect(() => {
    // Pressed here and not taken by anything: only then does letting go of it leave. On release, because the
    // page would otherwise see the release.
    let leaving = false;
    const onKeyDown = (event: KeyboardEvent) => {
      leaving = event.key === 'Escape' && !event.isComposing;
      const standing = session?.legs[Number(event.key) - 1];
      if (running && page === null && standing && isPlain(event))
        void act({ type: 'enterLeg', leg: standing.leg });
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
  }, [running, page, session?.legs.map(({ leg }) => leg).join(), send, onLayout]);

  const [unseenDone, setUnseenDone] = useState(false);
  useEffect(() => setUnseenDone(false), [layout.unseen]);
  /** What was offered last and not wanted. */
  const [dismissed, setDismissed] = useState<CallState | null>(null);
  useEffect(() => {
    if (props.call.call !== dismissed) setDismissed(null);
  }, [props.call.call]);
  /** The note field is to have the focus as soon as it is there. */
  const [wantsNote, setWantsNote] = useState(false);
  useEffect(() => {
    if (!open || !props.press) return;
    const { what } = props.press;
    if (what === 'fold') onLayout({ type: 'shape', shape: folded ? 'panel' : 'strip' });
    if (what === 'leg' && session?.phase === 'running') {
      const ahead = session.legs.slice(
        session.legs.findIndex((leg) => leg.state === 'current') + 1,
      );
      const next = ahead.find(({ state }) => state !== 'setAside');
      if (next) void act({ type: 'enterLeg', leg: next.leg });
    }
    if (what === 'note') {
      if (folded) onLayout({ type: 'shape', shape: 'panel' });
      onLayout({ type: 'take' });
      setPage(null);
      setWantsNote(true);
    }
  }, [props.press]);
  useEffect(() => {
    const field = wantsNote ? document.querySelector<HTMLElement>('[data-note]') : null;
    if (!field) return;
    field.focus();
    setWantsNote(false);
  });

  const settings = open?.practice.settings;
  // Masked here, nothing is said of it, and what was known stands.
  const trusting = useRef(false);
  if (settings) trusting.current = settings.pressCovered;
  else if (snapshot?.masked && snapshot.pressCovered) trusting.current = true;
  const refused = useRefusal(props.covered && !trusting.current);
  const cue = session && settings ? cueAt(session, settings.cuesOff) : null;
  useEffect(() => {
    const minutes = cue?.milestone && NOTICES[cue.id];
    if (
      props.hidden &&
      view?.here === 'here' &&
      settings?.notify &&
      minutes != null &&
      minutes !== false
    )
      void send({ type: 'notify', minutes });
  }, [cue?.id]);

  if (!snapshot) return <div class="blank" aria-busy="true" />;
  if (!open || !settings)
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

  const { problem, practice } = open;
  const here = view === null || view.here === 'here';
  const offered =
    props.call.call !== dismissed &&
    here &&
    ((props.call.call === 'in' && session === null) ||
      (props.call.call === 'over' && session?.phase === 'running'));
  const offer = offered ? text(session ? 'offer_ended' : 'offer_started') : null;
  const named = (children: ComponentChildren) => (
    <LegNamesProvider value={settings.legNames}>
      <Peek on={settings.peek} onOver={() => onLayout({ type: 'hovered' })}>
        {children}
      </Peek>
    </LegNamesProvider>
  );
  const shaped = (shape: Shape) => () => onLayout({ type: 'shape', shape });
  if (layout.shape === 'dot') return named(<Dot session={session} onOpen={shaped('panel')} />);
  if (layout.shape === 'strip')
    return named(
      <Strip
        session={session}
        cue={cue}
        said={refused ? text('covered_strip') : offer}
        onOpen={shaped('panel')}
        onDot={shaped('dot')}
      />,
    );

  return named(
    <div class="panel">
      <TitleBar
        surface={layout.surface}
        onLayout={onLayout}
        onSidePanel={props.sidePanel ? props.onSidePanel : null}
      />
      {refused && <Notice kind="alert">{text('covered')}</Notice>}
      {layout.unseen && !unseenDone && (
        <Notice kind="note">
          {text('unseen')}{' '}
          <button type="button" class="link" onClick={() => onLayout({ type: 'popOut' })}>
            {text('pop_out')}
          </button>{' '}
          <button type="button" class="link" onClick={() => setUnseenDone(true)}>
            {text('offer_not')}
          </button>
        </Notice>
      )}
      {props.call.sharing && (
        <Notice kind="alert">
          {text('sharing')}{' '}
          <button
            type="button"
            class="link"
            onClick={() => void send({ type: 'mask', masked: true })}
          >
            {text('sharing_mask')}
          </button>
        </Notice>
      )}
      {offer && (
        <Notice kind="status">
          {offer}{' '}
          {session?.phase === 'running' && (
            <button type="button" class="link" onClick={() => void act({ type: 'end' })}>
              {text('offer_end')}
            </button>
          )}{' '}
          <button type="button" class="link" onClick={() => setDismissed(props.call.call)}>
            {text('offer_not')}
          </button>
        </Notice>
      )}
      {props.connection === 'gone' && <Notice kind="alert">{text('connection_gone')}</Notice>}
      {problem && (
        <Notice kind="alert">
          {problemText(text, problem === 'storageFailed' ? 'openFailed' : problem)}
        </Notice>
      )}
      {failed && <Notice kind="alert">{problemText(text, failed)}</Notice>}
      {practice.lowOnSpace && session?.phase !== 'running' && (
        <Notice kind="note">
          {text('space_lowPanel')}{' '}
          <button type="button" class="link" onClick={() => void act({ type: 'openDesk' })}>
            {text('backup_go')}
          </button>
        </Notice>
      )}
      {locked && (
        <Notice kind="note">
          {text(view ? 'locked_panel' : 'locked_start')}{' '}
          <button type="button" class="link" onClick={() => void act({ type: 'openDesk' })}>
            {text('locked_open')}
          </button>
        </Notice>
      )}
      {view && session ? (
        <SessionScreen
          {...props}
          view={view}
          practice={practice}
          session={session}
          locked={locked}
          cue={cue}
          page={page}
          onPage={setPage}
          act={act}
          note={note}
          editing={editing}
          onEditing={setEditing}
          reason={reason}
          onReason={setReason}
        />
      ) : (
        <main class="panel-body panel-start" tabIndex={-1}>
          <StartForm
            now={now}
            locked={locked}
            practice={practice}
            openedAt={props.openedAt}
            onStart={async ({ request, client, confirmed }) => {
              setFailed(null);
              props.onDropDone();
              const { preset, ...rest } = request;
              const reply = await send({
                type: 'start',
                sessionId: props.newId(),
                request: { ...rest, order: [...rest.order], preset: preset.id },
                client: choiceOf(client, practice, props.newId),
                confirmed,
              });
              return reply.ok ? null : reply.problem;
            }}
          />
        </main>
      )}
      <footer class="foot">
        <IconButton
          icon="mask"
          label={text('mask_panel')}
          onClick={() => void send({ type: 'mask', masked: true })}
        />
        {settings.shareGuard === 'off' && layout.surface === 'overlay' && (
          <button
            type="button"
            class="link"
            onClick={() => void send({ type: 'mask', masked: true })}
          >
            {text('about_to_share')}
          </button>
        )}
        <IconButton
          icon="desk"
          label={text('open_desk')}
          onClick={() => void act({ type: 'openDesk' })}
        />
        {open.lock === 'open' && (
          <IconButton icon="lock" label={text('lock')} onClick={() => void lock()} />
        )}
        {session?.phase === 'running' && (
          <>
            <IconButton
              icon="shield"
              label={text('crisis')}
              onClick={() => {
                setPage('safety');
                void act({ type: 'crisis' });
              }}
            />
            <IconButton
              icon="menu"
              label={text('page_menu')}
              aria-expanded={page === 'menu'}
              onClick={() => setPage(page === 'menu' ? null : 'menu')}
            />
          </>
        )}
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
    </div>,
  );
}

/** The milestones that the system may tell of, in minutes. */
const NOTICES: Readonly<Partial<Record<CueId, 15 | 10 | 5 | 0>>> = {
  left15: 15,
  left10: 10,
  left5: 5,
  left0: 0,
};

/** A key on its own, not typed into a field and not part of a chord. */
function isPlain({ target, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  const field = target instanceof Element && target.closest('input, textarea, select');
  return !field && !ctrlKey && !altKey && !metaKey;
}
