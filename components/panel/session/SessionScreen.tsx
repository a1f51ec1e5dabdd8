import type { VNode } from 'preact';
import { useCallback, useLayoutEffect, useRef } from 'preact/hooks';
import type { PracticeView, SessionView } from '@/lib/messaging';
import type { Kind } from '@/lib/notes';
import type { Timeline } from '@/lib/session';
import { NotDrawn } from '../../shared/NotDrawn';
import { Ribbon } from '../../shared/session/Ribbon';
import { TimeRemaining } from '../../shared/session/TimeRemaining';
import { useText } from '../../shared/text';
import { useChange } from '../../shared/use-change';
import { AskBelow } from '../asks/AskBelow';
import { usePanel } from '../context';
import type { EditState } from '../hooks/use-edit';
import type { Fields } from '../hooks/use-fields';
import type { NoteState } from '../hooks/use-note';
import type { ReasonState } from '../hooks/use-reason';
import type { PanelFrameProps } from '../PanelFrame';
import { Page } from '../pages/Page';
import { kindsOf } from '../sheets/kinds';
import { LegRow } from '../sheets/LegRow';
import { LegSheet } from '../sheets/LegSheet';
import { CueLine } from './CueLine';
import { Facts } from './Facts';
import { LegList } from './LegList';
import { QuickNote, SessionNotes } from './Notes';
import { PromptCard } from './PromptCard';

/** The moves that were followed. What is drawn anew after a page doesn't follow them again. */
const MOVED = new WeakSet<object>();
const IN_CRISIS: readonly Kind[] = ['note', 'risk', 'plan'];
const PLAIN: readonly Kind[] = ['note'];

export interface SessionScreenProps
  extends Pick<
    PanelFrameProps,
    | 'open'
    | 'layout'
    | 'locked'
    | 'cue'
    | 'page'
    | 'row'
    | 'later'
    | 'onPage'
    | 'sidePanel'
    | 'onSidePanel'
  > {
  readonly view: SessionView;
  readonly practice: PracticeView;
  readonly session: Timeline;
  /** Whether there is room for a bar only. */
  readonly bar: boolean;
  /** What Perch asks or reports now, which lies over the prompt. */
  readonly ask: VNode | null;
  readonly note: NoteState;
  readonly edit: EditState;
  readonly reason: ReasonState;
  readonly fields: Fields;
}

/** What the panel shows of a session that runs or has ended. */
export function SessionScreen(props: SessionScreenProps) {
  const { focusable } = usePanel();
  if (props.session.phase === 'running') return <Running {...props} />;
  const { parts, failed, retry } = props.later;
  if (parts) return <parts.Ended {...props} />;
  return (
    <main class="panel-body" tabIndex={-1} ref={focusable.main}>
      {failed && <NotDrawn onRetry={retry} />}
      <AskBelow ask={props.ask} />
    </main>
  );
}

function Running(props: SessionScreenProps) {
  const { view, practice, session, cue, page, onPage, ask, bar } = props;
  const { focusable } = usePanel();
  return (
    <>
      <div class="hold">
        <TimeRemaining endsAt={session.endsAt} />
        <Facts {...props} minimal={isMinimal(practice.settings, session)} />
        <Ribbon session={session} />
        <CueLine
          short={bar}
          compressed={bar && session.fit === 'compressed'}
          cue={cue}
          overriddenSince={session.overriddenSince}
          onSetAside={() => onPage('legs')}
        />
      </div>
      <main class="panel-body" tabIndex={-1} ref={focusable.main}>
        {page && !bar ? (
          <>
            {page === 'safety' && session.mode === 'crisis' && session.current && (
              <PromptCard
                view={view}
                session={session}
                settings={practice.settings}
                leg={session.current}
                onMore={null}
                onSafety={null}
                covered={false}
              />
            )}
            <Page {...props} page={page} />
            <AskBelow ask={ask} />
          </>
        ) : (
          <Legs {...props} />
        )}
      </main>
    </>
  );
}

/** Whether only time, legs and notes are shown. A crisis shows more, whatever is set. */
export const isMinimal = ({ guidance }: PracticeView['settings'], { mode }: Timeline): boolean =>
  guidance === 'minimal' && mode !== 'crisis';

/** The legs, what the current one shows, and the notes. */
function Legs(props: SessionScreenProps) {
  const { view, practice, session, locked, onPage, note, edit, ask, bar, row } = props;
  const { act, aside, back, beside, focusable, scrolled } = usePanel();
  const text = useText();
  const { settings } = practice;
  const list = useRef<HTMLElement | null>(null);
  const moved = view.moved;
  useLayoutEffect(() => {
    if (!moved || MOVED.has(moved)) return;
    MOVED.add(moved);
    if (list.current) list.current.scrollTop = moved.scrolled;
    focusable.note.current?.focus({ preventScroll: true });
  }, [moved, focusable]);
  const where = useCallback(
    (drawn: HTMLElement | null) => {
      list.current = drawn;
      const before = scrolled.current;
      if (drawn && before?.of === view.id) drawn.scrollTop = before.top;
    },
    [scrolled, view.id],
  );
  const leg = session.current;
  const crisis = session.mode === 'crisis';
  const minimal = isMinimal(settings, session);
  // Editing a note, choosing its kind and reading a problem all need more room.
  const writing = !bar && (edit.editing !== null || note.needsRoom);
  // What a coach agrees on first is asked for only by more guidance.
  const profile = minimal ? 'therapist' : (view.client?.profile ?? settings.profile);
  const kinds = leg ? kindsOf(leg, view.plan.preset, profile) : PLAIN;
  const prompts = leg && !writing && !minimal && (!settings.quiet || crisis);
  const noted = view.notes.length + view.locked;
  useChange(bar && edit.editing !== null, (needed) => {
    if (needed) beside();
  });
  useChange(bar && note.choosing, (needed) => {
    if (needed) aside('kinds');
  });
  useChange(note.choosing, (choosing) => {
    if (!choosing && !bar) back('kinds');
  });
  return (
    <>
      <div class="legs-row">
        <LegList
          legs={session.legs}
          row={row}
          onEnter={(next) => void act({ type: 'enterLeg', leg: next })}
        />
        {bar && (
          <button
            type="button"
            class="quiet bar-end"
            aria-label={text('end_session')}
            onClick={() => void act({ type: 'end' })}
          >
            {text('end_short')}
          </button>
        )}
      </div>
      <div class="scene">
        {prompts && (
          <div class="place">
            <div class="place-prompt" inert={ask !== null}>
              <PromptCard
                view={view}
                session={session}
                settings={settings}
                leg={leg}
                onMore={bar ? () => aside('situations') : null}
                onSafety={() => onPage('safety')}
                covered={ask !== null}
              />
            </div>
            {ask && <div class="place-ask">{ask}</div>}
          </div>
        )}
        {!bar && leg && !locked && !writing && !minimal && !crisis && (
          <LegSheet {...props} leg={leg} settings={settings} onEditing={edit.set} />
        )}
        <QuickNote
          {...props}
          kinds={crisis ? IN_CRISIS : likeliest(kinds, view)}
          onNotes={
            !bar
              ? null
              : locked
                ? { label: text('locked_open'), run: () => void act({ type: 'openDesk' }) }
                : {
                    label: noted === 0 ? text('notes_noneCount') : text.count('notes_count', noted),
                    run: beside,
                  }
          }
        />
        {bar && !prompts && ask && <div class="ask-beside">{ask}</div>}
      </div>
      {bar && (
        <LegRow>
          {leg && row?.open && (
            <LegSheet {...props} leg={leg} settings={settings} onEditing={edit.set} />
          )}
        </LegRow>
      )}
      {!bar && (
        <div
          key={view.id}
          class="panel-scroll"
          ref={where}
          onScroll={({ currentTarget: { scrollTop } }) => {
            scrolled.current = { of: view.id, top: scrollTop };
          }}
        >
          {/* An edit stands among the notes, and is not to be covered. */}
          {!prompts && !writing && ask && (
            <div class="ask-over">
              <div>{ask}</div>
            </div>
          )}
          <SessionNotes {...props} />
        </div>
      )}
      {!bar && writing && <AskBelow ask={ask} />}
    </>
  );
}

/**
 * The plain kind, and the first of a leg's kinds that isn't noted yet; on a tangent, the topic that
 * its prompt names. The others are one press away.
 */
export function likeliest(
  kinds: readonly Kind[],
  { notes, situation }: SessionView,
): readonly Kind[] {
  const [plain, ...own] = kinds;
  const missing = own.find((kind) => notes.every((note) => note.kind !== kind)) ?? own[0];
  return [plain, situation === 'tangent' ? 'topic' : missing].filter((kind) => kind !== undefined);
}
