import { signal } from '@preact/signals';
import { render } from 'preact';
import { Panel } from '@/components/panel/Panel';
import type { Drop, Layout } from '@/components/panel/props';
import { ClockProvider } from '@/components/shared/clock';
import { TextProvider } from '@/components/shared/text';
import {
  type CallState,
  type Connection,
  type Heard,
  type HostLine,
  type HostMessage,
  PanelClient,
  type PanelCommand,
  type Press,
  type Reply,
  type Snapshot,
} from '@/lib/messaging';
import { browser, browserText, CLOCKWORK, sidePanelOffered } from '@/lib/platform';
import { endHeldBy, startTicker } from '@/lib/session';

/** What is around a panel's page. */
export interface Around {
  /**
   * Who is told of the layout and asked for a token; it says where the panel is by what `hear`
   * takes.
   */
  host(hear: (message: Heard) => void): HostLine;
  /** The call's tab, for a page that is not in it. */
  readonly tab: number | null;
}

/**
 * How often it is asked whether something covers the panel, while the pointer is on it.
 * Milliseconds.
 */
const LOOK_EVERY = 200;

/** For how long a background that is away goes unmentioned, in milliseconds. */
const SLOW = 2_000;

const newId = () => crypto.randomUUID();

/** Runs the panel in this page. */
export function runPanel({ host: around, tab }: Around): void {
  const text = browserText();
  document.documentElement.lang = text.language;
  document.documentElement.dir = text.direction;

  const snapshot = signal<Snapshot | null>(null);
  const connection = signal<Connection>('connecting');
  const layout = signal<Layout | null>(null);
  const call = signal<{ readonly call: CallState; readonly sharing: boolean }>({
    call: 'before',
    sharing: false,
  });
  const covered = signal(false);
  const now = signal(Date.now());
  const drop = signal<Drop | null>(null);
  const hidden = signal(document.hidden);
  /** The key pressed last, once for each press. */
  const press = signal<{ readonly what: Press } | null>(null);
  /** Whether this panel has asked for the mask and not been told yet that it is on. */
  let masking = false;
  let slow: ReturnType<typeof setTimeout> | undefined;

  const send = async (command: PanelCommand): Promise<Reply> => {
    if (command.type !== 'mask') return client.send(command);
    masking = command.masked;
    // Masking must not wait for an answer: what is shown goes first.
    if (masking) show({ masked: true });
    return client.send(command);
  };
  const host = around((message) => {
    if (message.type === 'layout') {
      const { type: _, ...next } = message;
      layout.value = next;
    } else if (message.type === 'call') call.value = message;
    else if (message.type === 'covered') covered.value = message.covered;
    else if (message.type === 'pointerLeft')
      document.documentElement.dispatchEvent(new PointerEvent('pointerleave'));
    else void send({ type: 'mask', masked: true });
  });
  const show = (next: Snapshot) => {
    now.value = Date.now();
    snapshot.value = next;
    // Masked, the frame is told nothing of a session; one that was open still keeps the panel in
    // place.
    const busy = next.masked || next.session !== null;
    const guard = next.masked ? null : next.practice.settings.shareGuard;
    host.send({ type: 'standing', masked: next.masked, busy, guard });
  };
  const client = new PanelClient({
    connect: (name) => browser.runtime.connect({ name }),
    token: host.token,
    panel: crypto.randomUUID(),
    tab,
    onSnapshot: (next) => {
      // Snapshots from before the mask may still be on their way.
      if (next.masked) masking = false;
      if (!masking) show(next);
    },
    onPress: (what) => {
      press.value = { what };
    },
    onConnection: (next) => {
      clearTimeout(slow);
      if (next !== 'connecting') connection.value = next;
      // A worker that has just been ended is back in a moment, and nobody needs to know.
      else
        slow = setTimeout(() => {
          connection.value = next;
        }, SLOW);
    },
    later: (run, ms) => void setTimeout(run, ms),
  });
  addEventListener('pagehide', () => client.postAll());

  let looking: ReturnType<typeof setInterval> | undefined;
  let over = false;
  const look = () => host.send({ type: 'look' });
  const keepLooking = () => {
    over = true;
    if (looking !== undefined) return;
    host.send({ type: 'hovered' });
    look();
    looking = setInterval(() => {
      if (over || covered.value) return look();
      clearInterval(looking);
      looking = undefined;
    }, LOOK_EVERY);
  };
  // A pointer at rest does not move when the panel comes to be beneath it.
  for (const type of ['pointermove', 'pointerover'])
    document.documentElement.addEventListener(type, keepLooking);
  document.documentElement.addEventListener('pointerleave', () => {
    over = false;
  });
  // A finger comes without notice: what is answered before it is lifted counts for it.
  addEventListener('pointerdown', look, { capture: true });

  startTicker(
    CLOCKWORK,
    () => {
      const current = snapshot.value;
      const session = current && !current.masked ? current.session : null;
      return session ? endHeldBy(session.plan, session.events) : 0;
    },
    (at) => {
      now.value = at;
    },
  );
  document.addEventListener('visibilitychange', () => {
    now.value = Date.now();
    hidden.value = document.hidden;
  });
  addEventListener('offline', () => {
    drop.value = { from: Date.now(), to: null };
  });
  addEventListener('online', () => {
    if (drop.value) drop.value = { ...drop.value, to: Date.now() };
  });

  function App() {
    return (
      layout.value && (
        <Panel
          snapshot={snapshot.value}
          connection={connection.value}
          layout={layout.value}
          call={call.value}
          covered={covered.value}
          sidePanel={layout.value.surface === 'overlay' && sidePanelOffered()}
          onSidePanel={() =>
            void browser.runtime.sendMessage({ type: 'openSide' } satisfies HostMessage)
          }
          // The panel's page is loaded when its tab comes to a room.
          openedAt={performance.timeOrigin}
          drop={drop.value}
          hidden={hidden.value}
          press={press.value}
          newId={newId}
          send={send}
          onLayout={host.send}
          onDropDone={() => {
            drop.value = null;
          }}
        />
      )
    );
  }
  render(
    <TextProvider value={text}>
      <ClockProvider value={{ second: now, now: CLOCKWORK.now }}>
        <App />
      </ClockProvider>
    </TextProvider>,
    document.body,
  );
}
