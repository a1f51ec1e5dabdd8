import { signal } from '@preact/signals';
import { render } from 'preact';
import { Panel } from '@/components/Panel';
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

const panel = crypto.randomUUID();
const snapshot = signal<Snapshot | null>(null);
const connection = signal<Connection>('connecting');
const layout = signal<{ folded: boolean; dock: Dock } | null>(null);
const now = signal(Date.now());

const host = hostLine(window, ({ folded, dock }) => {
  layout.value = { folded, dock };
});
const client = new PanelClient({
  connect: (name) => browser.runtime.connect({ name }),
  token: host.token,
  panel,
  onSnapshot: show,
  onConnection: (next) => {
    connection.value = next;
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
});

function send(command: PanelCommand): Promise<Reply> {
  // Masking must not wait for an answer: what is shown goes first.
  if (command.type === 'mask' && command.masked) show({ masked: true });
  return client.send(command);
}

function App() {
  return (
    layout.value && (
      <Panel
        panel={panel}
        snapshot={snapshot.value}
        connection={connection.value}
        layout={layout.value}
        now={now.value}
        clock={Date.now}
        newId={() => crypto.randomUUID()}
        send={send}
        onLayout={host.send}
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
