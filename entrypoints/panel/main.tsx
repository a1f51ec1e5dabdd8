import { signal } from '@preact/signals';
import { render } from 'preact';
import { type Drop, Panel } from '@/components/Panel';
import { TextProvider } from '@/components/text';
import {
  type Connection,
  type Dock,
  hostLine,
  PanelClient,
  type PanelCommand,
  type Reply,
  type Snapshot,
} from '@/lib/messaging';
import { browser, browserText } from '@/lib/platform';

const text = browserText();
document.documentElement.lang = text.language;
document.documentElement.dir = text.direction;

const snapshot = signal<Snapshot | null>(null);
const connection = signal<Connection>('connecting');
const layout = signal<{ folded: boolean; dock: Dock } | null>(null);
const now = signal(Date.now());
/** The panel's page is loaded when its tab comes to a room. */
const openedAt = performance.timeOrigin;
const drop = signal<Drop | null>(null);
const hidden = signal(document.hidden);
/** Whether this panel has asked for the mask and not been told yet that it is on. */
let masking = false;
let slow: ReturnType<typeof setTimeout> | undefined;
const SLOW = 2_000;

const host = hostLine(window, ({ folded, dock }) => {
  layout.value = { folded, dock };
});
const client = new PanelClient({
  connect: (name) => browser.runtime.connect({ name }),
  token: host.token,
  panel: crypto.randomUUID(),
  onSnapshot: (next) => {
    // Snapshots from before the mask may still be on their way.
    if (next.masked) masking = false;
    if (!masking) show(next);
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

function show(next: Snapshot): void {
  now.value = Date.now();
  snapshot.value = next;
  // Masked, the frame is told nothing of a session; one that was open still keeps the panel in place.
  const busy = next.masked || next.session !== null;
  host.send({ type: 'standing', masked: next.masked, busy });
}

/** Ticks when the shown second changes: the end is a wall-clock instant, and seconds count down to it. */
function tick(): void {
  now.value = Date.now();
  const current = snapshot.value;
  const end = current && !current.masked ? (current.session?.plan.endsAt ?? 0) : 0;
  const toNext = (((end - now.value) % 1_000) + 1_000) % 1_000;
  setTimeout(tick, toNext || 1_000);
}
tick();
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

async function send(command: PanelCommand): Promise<Reply> {
  if (command.type !== 'mask') return client.send(command);
  masking = command.masked;
  // Masking must not wait for an answer: what is shown goes first.
  if (masking) show({ masked: true });
  return client.send(command);
}

function App() {
  return (
    layout.value && (
      <Panel
        snapshot={snapshot.value}
        connection={connection.value}
        layout={layout.value}
        now={now.value}
        openedAt={openedAt}
        drop={drop.value}
        hidden={hidden.value}
        clock={() => Date.now()}
        newId={() => crypto.randomUUID()}
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
    <App />
  </TextProvider>,
  document.body,
);
