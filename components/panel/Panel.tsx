import type { ComponentChildren } from 'preact';
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import type { PracticeView, Problem, Snapshot } from '@/lib/messaging';
import { problemText } from '@/lib/problems';
import { cueAt, endOf } from '@/lib/session';
import { useClock, useTimeline } from '../shared/clock';
import { LegNamesProvider } from '../shared/leg-names';
import { useTimeText, ZoneProvider } from '../shared/local-time';
import { useText } from '../shared/text';
import { useChange, useChangeAtOnce } from '../shared/use-change';
import { WordsProvider } from '../shared/Words';
import { type Aside, type PanelContext, PanelContextProvider, usePanel } from './context';
import { Dot } from './Dot';
import { useCallOffer } from './hooks/use-call-offer';
import { useCoveredPresses } from './hooks/use-covered-presses';
import { useEdit } from './hooks/use-edit';
import { useFields } from './hooks/use-fields';
import { useFocus } from './hooks/use-focus';
import { useKeys } from './hooks/use-keys';
import { useLater } from './hooks/use-later';
import { useLegRow } from './hooks/use-leg-row';
import { useNote } from './hooks/use-note';
import { usePress } from './hooks/use-press';
import { useReason } from './hooks/use-reason';
import { PanelFrame } from './PanelFrame';
import { Peek } from './Peek';
import { Pill } from './Pill';
import type { PanelPage } from './pages/pages';
import type { PanelProps } from './props';
import { Strip } from './Strip';
import { isMinimal } from './session/SessionScreen';
import { useStarting } from './start/use-starting';

/** The panel in every shape: pill, dot, strip, or the whole panel. */
export function Panel({ send, newId, onLayout, ...props }: PanelProps) {
  const [failed, setFailed] = useState<Problem | null>(null);
  const first = useRef<HTMLButtonElement>(null);
  const main = useRef<HTMLElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const scrolled = useRef<{ readonly of: string; readonly top: number } | null>(null);
  const latest = useRef(props);
  latest.current = props;
  /** What a bar has made room for; null for nothing. */
  const madeRoom = useRef<Aside | null>(null);
  const moving = useCallback(() => {
    const { snapshot } = latest.current;
    const id = snapshot?.masked === false ? snapshot.session?.id : undefined;
    const before = scrolled.current;
    void send({ type: 'moving', scrolled: before && before.of === id ? before.top : 0 });
  }, [send]);
  const openBeside = useCallback(() => onLayout({ type: 'shape', shape: 'panel' }), [onLayout]);
  const context = useMemo<PanelContext>(
    () => ({
      unfold() {
        const { layout, snapshot } = latest.current;
        const session = snapshot && !snapshot.masked ? snapshot.session : null;
        const ended = session !== null && endOf(session.events) !== null;
        const bar = layout.dock === 'top' && !ended && !isTextLarge();
        onLayout({ type: 'shape', shape: bar ? 'bar' : 'panel' });
      },
      send,
      beside() {
        madeRoom.current = null;
        openBeside();
      },
      aside(what) {
        madeRoom.current = what;
        openBeside();
      },
      back(what) {
        if (madeRoom.current !== what) return false;
        madeRoom.current = null;
        if (latest.current.layout.shape !== 'panel') return false;
        onLayout({ type: 'shape', shape: 'bar' });
        return true;
      },
      stay() {
        madeRoom.current = null;
      },
      async act(command) {
        const reply = await send(command);
        setFailed(reply.ok ? null : reply.problem);
        return reply;
      },
      newId,
      onLayout(message) {
        // Whoever puts the panel somewhere wants it there. The bar's row goes by itself.
        if (message.type !== 'row') madeRoom.current = null;
        if (message.type === 'popOut' || message.type === 'comeBack') moving();
        onLayout(message);
      },
      scrolled,
      focusable: { first, main, note },
    }),
    [send, newId, onLayout, openBeside, moving],
  );
  return (
    <PanelContextProvider value={context}>
      <Times practice={props.snapshot?.masked === false ? props.snapshot.practice : null}>
        <Scenes
          {...props}
          onSidePanel={() => {
            moving();
            props.onSidePanel();
          }}
          failed={failed}
          onStarting={() => setFailed(null)}
        />
      </Times>
    </PanelContextProvider>
  );
}

/** Pixels. Of larger text the bar, whose height is fixed, would hold too little. */
const LARGEST_IN_BAR = 20;

/** Whether the browser shows text in a size that the bar has no room for. */
const isTextLarge = (): boolean =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize) > LARGEST_IN_BAR;

/** Gives the parts of the panel the clock times that the practitioner's own clock shows. */
function Times({
  practice,
  children,
}: {
  practice: PracticeView | null;
  children: ComponentChildren;
}) {
  const clock = useClock();
  const told = practice?.utcOffsetMinutes ?? null;
  const own = -new Date(clock.now()).getTimezoneOffset();
  return (
    <WordsProvider settings={practice?.settings}>
      <ZoneProvider value={told === own ? null : told}>{children}</ZoneProvider>
    </WordsProvider>
  );
}

type ScenesProps = Omit<PanelProps, 'send' | 'newId' | 'onLayout'> & {
  readonly failed: Problem | null;
  onStarting(): void;
};

/**
 * Chooses what to show. The note, the edit and the reasons are kept here, so they survive folding
 * and masking.
 */
function Scenes({ snapshot, layout, ...props }: ScenesProps) {
  const text = useText();
  const time = useTimeText();
  const open = useMemo(() => snapshot && withClientsWay(snapshot), [snapshot]);
  const view = open?.session ?? null;
  const settings = open?.practice.settings;
  const locked = snapshot?.masked ? snapshot.locked === true : open?.lock === 'locked';
  const session = useTimeline(view, settings?.cuesOff);
  const phase = session?.phase ?? null;
  const folded = layout.shape === 'strip' || layout.shape === 'dot';
  const { aside, back, beside, stay } = usePanel();

  const crisis = phase === 'running' && session?.mode === 'crisis';
  // What is noted in a crisis is an assessment, which belongs to the record.
  const plain = crisis ? 'risk' : 'note';
  const note = useNote(view, locked, settings?.compartments ?? {}, plain);
  const edit = useEdit(view, locked, open === null);
  const fields = useFields(view, locked);
  const reason = useReason(fields('override'));
  const [page, setPage] = useState<PanelPage | null>(null);
  const later = useLater();
  const starting = useStarting(locked, view?.id ?? null, open?.practice.here);
  const scene = snapshot && (snapshot.masked ? 'masked' : (phase ?? 'start'));
  // Later, it would close a page that somebody has opened in the meantime.
  useChangeAtOnce(`${scene} ${view?.id}`, () => {
    setPage(null);
    stay();
  });
  // An empty note doesn't keep the kind that the leg before called for.
  useChangeAtOnce(session?.current, () => {
    if (note.value === '') note.choose(plain);
  });

  useFocus(scene, layout.shape, page, session?.current);
  const digits = phase === 'running' && !folded && page === null;
  const inBar = layout.shape === 'bar' && phase === 'running' && view !== null && session !== null;
  const bare = settings && session && isMinimal(settings, session);
  const hasRow = inBar && !locked && !bare && !crisis;
  const row = useLegRow(hasRow ? { view, session } : null);
  useKeys(digits && session ? session.legs : [], row);
  usePress(props.press, open !== null, folded, session, () => setPage(null));
  const inOwnTab = view === null || view.here === 'here';
  // What the record has needs more room than a bar.
  const ended = open !== null && phase === 'ended';
  useChange(layout.shape === 'bar' && (ended || isTextLarge()), (leave) => {
    if (leave) beside();
  });
  // A page that was open before would be open and unseen.
  useChangeAtOnce(layout.shape, (shape) => {
    if (shape === 'bar' || shape === 'dot') setPage(null);
  });
  const offer = useCallOffer(props.call, session, open !== null && inOwnTab);
  const trusting = useTrust(snapshot);
  const refused = useCoveredPresses(props.covered, trusting ? null : props);
  const cue = session && settings ? cueAt(session, settings.cuesOff) : null;

  if (!snapshot) return <div class="blank" aria-busy="true" />;
  if (!open || !settings) return <Pill />;
  const said =
    offer.offered === 'end'
      ? text('offer_ended', time(offer.since))
      : offer.offered && text('offer_started');
  return (
    <LegNamesProvider value={settings.legNames}>
      <Peek on={settings.peek}>
        {layout.shape === 'dot' ? (
          <Dot session={session} />
        ) : layout.shape === 'strip' ? (
          <Strip
            session={session}
            practice={open.practice}
            locked={locked}
            cue={cue}
            isBegun={starting.isBegun}
            elsewhere={view?.here === 'otherTab'}
            wrong={
              refused ? text('covered_strip') : props.failed && problemText(text, props.failed)
            }
            said={said}
            onStarting={() => {
              props.onStarting();
              props.onDropDone();
            }}
            endedAt={offer.offered === 'end' ? offer.since : null}
          />
        ) : (
          <PanelFrame
            {...props}
            open={open}
            layout={layout}
            session={session}
            locked={locked}
            cue={cue}
            refused={refused}
            offer={said}
            endedAt={offer.offered === 'end' ? offer.since : null}
            onDismiss={offer.dismiss}
            page={page}
            row={row}
            later={later}
            onPage={(next) => {
              // A page has no room in the bar, which comes back once it is closed.
              if (next && layout.shape === 'bar') aside('page');
              if (!next && page) back('page');
              setPage(next);
            }}
            note={note}
            edit={edit}
            reason={reason}
            fields={fields}
            starting={starting}
          />
        )}
      </Peek>
    </LegNamesProvider>
  );
}

/** An open panel's snapshot, with the guidance of the session's client; null for a masked one. */
function withClientsWay(snapshot: Snapshot): Extract<Snapshot, { masked: false }> | null {
  if (snapshot.masked) return null;
  const guidance = snapshot.session?.client?.guidance ?? null;
  if (guidance === null) return snapshot;
  const { practice } = snapshot;
  return { ...snapshot, practice: { ...practice, settings: { ...practice.settings, guidance } } };
}

/**
 * Whether presses through a cover are allowed. A panel that masks itself gets no new value, so it
 * keeps the last one.
 */
function useTrust(snapshot: Snapshot | null): boolean {
  const known = useRef(false);
  if (snapshot?.masked === false) known.current = snapshot.practice.settings.pressCovered;
  else if (snapshot?.pressCovered) known.current = true;
  return known.current;
}
