import { type ReadonlySignal, signal } from '@preact/signals';
import type {
  Connection,
  Heard,
  HostLine,
  PanelClientParts,
  PanelCommand,
  Press,
  Reply,
  Snapshot,
  ToPanel,
} from '../messaging';
import { type EpochMs, endHeldBy } from '../session';

/** The device was offline, and its call not up, from then on; `to` is null while that holds. */
export interface Drop {
  readonly from: EpochMs;
  readonly to: EpochMs | null;
}

/** How the call stands, as far as its page tells. */
export type Call = Omit<Extract<ToPanel, { type: 'call' }>, 'type'>;

/** Where the panel is and how large. */
export type Layout = Omit<Extract<ToPanel, { type: 'layout' }>, 'type'>;

/** A break of the device's connection that nobody notices in a call, in milliseconds. */
const BRIEF = 3_000;

/** How late a browser says at most that a call has lost its connection, in milliseconds. */
const NOTICED_WITHIN = 30_000;

/** How old an answer may be that nothing covers the panel, in milliseconds. */
const FRESH = 450;

/** How long a background that is away goes unmentioned, in milliseconds. */
const SLOW = 2_000;

export interface PanelPageParts {
  /** A line to the background, which tells what these take. */
  client(on: Pick<PanelClientParts, 'onSnapshot' | 'onPress' | 'onConnection' | 'token'>): {
    send(command: PanelCommand): Promise<Reply>;
  };
  /** The line to what is around the panel, which tells what `hear` takes. */
  host(hear: (message: Heard) => void): HostLine;
  now(): EpochMs;
  /** Milliseconds from any one instant on, which the clock of the device can't move. */
  elapsed(): number;
  /** Calls back after so many milliseconds. Returns how to call that off. */
  later(run: () => void, ms: number): () => void;
  /** Called when the pointer has left the panel, as far as its host knows. */
  onPointerLeft(): void;
}

/** What a panel's page shows, and what it can say. */
export interface PanelPage {
  /** Null until the background has answered for the first time. */
  readonly snapshot: ReadonlySignal<Snapshot | null>;
  readonly connection: ReadonlySignal<Connection>;
  /** Null until the host has said where the panel is. */
  readonly layout: ReadonlySignal<Layout | null>;
  readonly call: ReadonlySignal<Call>;
  readonly covered: ReadonlySignal<boolean>;
  /** Whether the host has said a moment ago that nothing covers the panel. */
  isClear(): boolean;
  /** Asks the host. Resolves with false if it says nothing in that moment. */
  askClear(): Promise<boolean>;
  /** A break of the device's connection that nobody has answered to yet. */
  readonly drop: ReadonlySignal<Drop | null>;
  /** The key pressed last: another object for each press. */
  readonly press: ReadonlySignal<{ readonly what: Press } | null>;
  /** The instant to draw times of. */
  readonly second: ReadonlySignal<EpochMs>;
  /** The page took the keyboard from this panel: `back` says whether it is here again. */
  readonly keyboard: ReadonlySignal<{ readonly back: boolean } | null>;
  readonly host: HostLine;
  keyboardSeen(): void;
  send(command: PanelCommand): Promise<Reply>;
  /** Draws times of this instant. */
  tick(at: EpochMs): void;
  /** The end that a countdown runs to; 0 without a session. */
  end(): EpochMs;
  /** Nobody can see the panel, because its tab is in the background, or somebody can again. */
  hide(hidden: boolean): void;
  wentOffline(): void;
  cameOnline(): void;
  dropDone(): void;
}

export function createPanelPage(parts: PanelPageParts): PanelPage {
  const { now, elapsed } = parts;
  const snapshot = signal<Snapshot | null>(null);
  const connection = signal<Connection>('connecting');
  const layout = signal<Layout | null>(null);
  const call = signal<Call>({
    call: 'before',
    since: null,
    sharing: null,
    connected: false,
  });
  const covered = signal(false);
  let clearAt = Number.NEGATIVE_INFINITY;
  const asking: ((clear: boolean) => void)[] = [];
  const drop = signal<Drop | null>(null);
  const press = signal<{ readonly what: Press } | null>(null);
  const keyboard = signal<{ readonly back: boolean } | null>(null);
  const second = signal(now());
  /** Whether this panel has asked for the mask, and has not been told yet that it is on. */
  let masking = false;
  let hidden = false;
  let callOffSlow = () => {};
  let callOffDrop = () => {};
  /** Since when the device is offline, in epoch milliseconds, once that is no moment. */
  let offline: EpochMs | null = null;
  /** When the call's own connection was lost last; null if that wasn't told. */
  let lost: EpochMs | null = null;

  const send = async (command: PanelCommand): Promise<Reply> => {
    if (command.type === 'mask') {
      masking = command.masked;
      // Masking doesn't wait for an answer: what is shown goes first.
      if (masking) show({ masked: true });
    }
    return client.send(command);
  };

  const hear = (message: Heard) => {
    switch (message.type) {
      case 'layout': {
        const { type: _, ...next } = message;
        layout.value = next;
        break;
      }
      case 'call':
        if (call.value.connected && !message.connected) lost = now();
        call.value = message;
        lookAtDrop();
        break;
      case 'covered':
        covered.value = message.covered;
        if (!message.covered) clearAt = elapsed();
        for (const answer of asking.splice(0)) answer(!message.covered);
        break;
      case 'keyboardTaken':
        keyboard.value = { back: message.back };
        break;
      case 'pointerLeft':
        parts.onPointerLeft();
        break;
      case 'mask':
        void send({ type: 'mask', masked: true });
    }
  };

  const show = (next: Snapshot) => {
    second.value = now();
    snapshot.value = next;
    // A masked panel knows of no session. Busy keeps it in place if there is one.
    const busy = next.masked || next.session !== null;
    const guard = next.masked ? null : next.practice.settings.shareGuard;
    host.send({ type: 'state', masked: next.masked, busy, guard });
  };

  /** Breaks that nobody has answered to yet, the first one first. */
  const drops: Drop[] = [];
  /** A device may say that it is offline while its call goes on, over another network. */
  const lookAtDrop = () => {
    const last = drops.at(-1);
    if (offline !== null && !call.value.connected) {
      // Contact that comes back for a moment makes no two breaks of one.
      if (last && last.to !== null && now() - last.to <= NOTICED_WITHIN)
        drops.splice(-1, 1, { ...last, to: null });
      else if (last?.to !== null) drops.push({ from: lostSince(offline), to: null });
    } else if (last?.to === null) drops.splice(-1, 1, { ...last, to: now() });
    drop.value = drops[0] ?? null;
  };
  /**
   * Since when the contact is lost on a device that went offline then. A call that went on longer
   * than a browser needs to notice was lost when that was told.
   */
  const lostSince = (from: EpochMs): EpochMs =>
    lost !== null && lost - from > NOTICED_WITHIN ? lost : from;
  const tellHidden = () => void client.send({ type: 'hidden', hidden });
  const host = parts.host(hear);
  const client = parts.client({
    token: host.token,
    onSnapshot(next) {
      // Snapshots from before the mask may still be on their way.
      if (next.masked) masking = false;
      if (!masking) show(next);
    },
    onPress(what) {
      press.value = { what };
    },
    onConnection(next) {
      callOffSlow();
      const set = () => {
        connection.value = next;
      };
      // A worker that was just ended is back in a moment, and nobody needs to know.
      if (next === 'connecting') callOffSlow = parts.later(set, SLOW);
      else set();
      // A worker that has just begun knows nothing of it.
      if (next === 'ready' && hidden) tellHidden();
    },
  });

  return {
    snapshot,
    connection,
    layout,
    call,
    covered,
    // Nothing is around a page of its own.
    isClear: () => layout.value?.surface === 'page' || elapsed() - clearAt <= FRESH,
    askClear() {
      host.send({ type: 'look', cameAt: null });
      return new Promise((answered) => {
        asking.push(answered);
        parts.later(() => answered(false), FRESH);
      });
    },
    drop,
    press,
    keyboard,
    second,
    host,
    keyboardSeen() {
      keyboard.value = null;
    },
    send,
    tick(at) {
      second.value = at;
    },
    end() {
      const current = snapshot.value;
      const session = current && !current.masked ? current.session : null;
      return session ? endHeldBy(session.plan, session.events) : 0;
    },
    hide(next) {
      if (next === hidden) return;
      hidden = next;
      tellHidden();
    },
    wentOffline() {
      const from = now();
      callOffDrop();
      callOffDrop = parts.later(() => {
        offline = from;
        lookAtDrop();
      }, BRIEF);
    },
    cameOnline() {
      callOffDrop();
      offline = null;
      lookAtDrop();
    },
    dropDone() {
      drops.shift();
      if (drops.length === 0) offline = null;
      drop.value = drops[0] ?? null;
    },
  };
}
