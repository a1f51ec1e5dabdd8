import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { problemText } from '@/lib/problems';
import { useText } from '../../shared/text';
import { useChange } from '../../shared/use-change';
import { isLost } from '../../shared/use-kept-focus';
import { usePanel } from '../context';
import type { PanelFrameProps } from '../PanelFrame';
import { Ask } from './Ask';
import { CallEnded } from './CallEnded';
import { Contact } from './Contact';
import { WhichClient } from './WhichClient';
import { WhichTab } from './WhichTab';

/** Milliseconds past the end after which the panel says that the session was probably forgotten. */
const LONG_OVER = 3 * 60 * 60_000;

/**
 * What Perch asks or reports now: the most urgent thing, because one is shown at a time. That a
 * press failed is said above it, so that it can be pressed again. Null if there is nothing.
 */
export function useAsk(props: PanelFrameProps): VNode | null {
  const text = useText();
  const asked = useMostUrgent(props);
  /** The words of the question that was there last, wherever it stood. */
  const known = useRef('');
  const { failed } = props;
  const { main } = usePanel().focusable;
  const isAsked = Boolean(failed || asked);
  const wasAsked = useRef(false);
  useChange(isAsked, () => {
    // The button that answered it is gone.
    if (wasAsked.current && !isAsked && isLost()) main.current?.focus();
    wasAsked.current = isAsked;
  });
  if (!failed && !asked) known.current = '';
  return failed || asked ? (
    <Asks known={known}>
      {failed && (
        <Ask kind="alert" ways={[{ label: text('offer_not'), run: props.onStarting }]}>
          {problemText(text, failed)}
        </Ask>
      )}
      {asked}
    </Asks>
  ) : null;
}

/** Milliseconds for which a question that has just come takes no press of a pointer. */
const JUST_COME = 500;

/** What is asked, which takes no press of a pointer while it is new. */
function Asks({ known, children }: { known: { current: string }; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const [fresh, setFresh] = useState(false);
  useLayoutEffect(() => {
    const words = box.current?.textContent ?? '';
    if (words === known.current) return;
    known.current = words;
    setFresh(true);
  });
  useEffect(() => {
    if (!fresh) return;
    const timer = setTimeout(() => setFresh(false), JUST_COME);
    return () => clearTimeout(timer);
  }, [fresh]);
  return (
    <div class="asks" ref={box} data-fresh={fresh ? '' : undefined}>
      {children}
    </div>
  );
}

function useMostUrgent(props: PanelFrameProps): VNode | null {
  const text = useText();
  const { act, onLayout, send } = usePanel();
  /** What the practitioner has put aside, until it comes anew. */
  const [aside, setAside] = useState<readonly string[]>([]);
  const { open, session, call, layout, connection } = props;
  const forget = (...what: readonly string[]) =>
    setAside((before) => before.filter((one) => !what.includes(one)));
  // Another share is another question.
  useChange(call.sharing, () => forget('more', 'otherTab'));
  useChange(layout.trouble, () => forget('unseen', 'contested'));
  const { problem, practice, session: view } = open;
  const running = session?.phase === 'running';
  const later = (what: string) => ({
    label: text('offer_not'),
    run: () => setAside((before) => [...before, what]),
  });
  const mask = {
    label: text('sharing_mask'),
    first: true,
    run: () => void send({ type: 'mask', masked: true }),
  };

  if (problem)
    return (
      <Ask
        kind="alert"
        ways={[{ label: text('open_desk'), run: () => void act({ type: 'openDesk' }) }]}
      >
        {problemText(text, problem === 'storageFailed' ? 'openFailed' : problem)}
      </Ask>
    );
  if (call.sharing === 'more' && !aside.includes('more'))
    return (
      <Ask kind="alert" ways={[mask, later('more')]}>
        {text('sharing')}
      </Ask>
    );
  if (props.refused)
    return (
      <Ask
        kind="alert"
        ways={[
          {
            label: text('covered_allow'),
            harmless: true,
            run: () => void act({ type: 'openDesk', page: 'settings/screen' }),
          },
        ]}
      >
        {text(props.refused === 'unsure' ? 'covered_unsure' : 'covered')}
      </Ask>
    );
  if (props.keyboard)
    return (
      <Ask kind="alert" ways={[{ label: text('keyboard_seen'), run: props.onKeyboardSeen }]}>
        {text(props.keyboard.back ? 'keyboard_back' : 'keyboard_gone')}
      </Ask>
    );
  if (connection === 'gone') return <Ask kind="alert">{text('connection_gone')}</Ask>;
  if (view && running) {
    if (view.here === 'otherTab' || view.here === 'lostTab') return <WhichTab view={view} />;
    if (view.client && view.confirm)
      return <WhichClient view={view} client={view.client} onPage={props.onPage} />;
    const drop = props.drop ?? view.away;
    // Who has lost the contact, and then the call, is asked about both at once.
    const both = session.interruptedSince !== null && props.endedAt !== null;
    if (!both && (session.interruptedSince !== null || drop))
      return <Contact {...props} view={view} session={session} />;
  }
  // Before a session, the offer stands beside Start session.
  if (props.offer !== null && session)
    return (
      <CallEnded
        offer={props.offer}
        endedAt={props.endedAt}
        session={session}
        onDismiss={props.onDismiss}
      />
    );
  if (layout.trouble && !aside.includes(layout.trouble))
    return (
      <Ask
        kind="note"
        ways={[
          { label: text('pop_out'), run: () => onLayout({ type: 'popOut' }) },
          later(layout.trouble),
        ]}
      >
        {text(layout.trouble)}
      </Ask>
    );
  if (call.sharing === 'otherTab' && !aside.includes('otherTab'))
    return (
      <Ask kind="note" ways={[mask, later('otherTab')]}>
        {text('sharing_otherTab')}
      </Ask>
    );
  if (running && session.remainingMs < -LONG_OVER && !aside.includes('longOver'))
    return (
      <Ask
        kind="note"
        ways={[
          { label: text('end_session'), run: () => void act({ type: 'end' }) },
          later('longOver'),
        ]}
      >
        {text('long_over')}
      </Ask>
    );
  if (practice.lowOnSpace && !running && !aside.includes('space'))
    return (
      <Ask
        kind="note"
        ways={[
          {
            label: text('backup_go'),
            run: () => void act({ type: 'openDesk', page: 'settings/backup' }),
          },
          later('space'),
        ]}
      >
        {text('space_lowPanel')}
      </Ask>
    );
  return null;
}
