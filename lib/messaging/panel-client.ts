import type { Runtime } from '../platform';
import {
  PANEL_PORT,
  type PanelCommand,
  type PanelMessage,
  type Reply,
  readBackgroundMessage,
  type Snapshot,
} from './panel-contract';

/** `gone`: the extension was updated or removed under this page; only a new page can go on. */
export type Connection = 'connecting' | 'ready' | 'gone';

export interface PanelClientParts {
  /** Opens a port to the background. Throws when this page's extension is gone. */
  connect(name: string): Runtime.Port;
  /** A one-time token from the host, or null for a page that needs none. */
  token(): Promise<string | null>;
  /** This panel's own id. */
  readonly panel: string;
  onSnapshot(snapshot: Snapshot): void;
  onConnection(connection: Connection): void;
  later(run: () => void, ms: number): void;
}

interface Waiting {
  readonly call: number;
  readonly command: PanelCommand;
  readonly settle: (reply: Reply) => void;
}

const FIRST_WAIT = 50;
const LONGEST_WAIT = 2_000;

/**
 * A panel's line to the background. Commands are carried out in the order they were sent; what was not
 * answered when the worker died is sent again to the next one. Commands that make something carry their
 * own id, so a second delivery changes nothing.
 */
export class PanelClient {
  readonly #parts: PanelClientParts;
  #port: Runtime.Port | null = null;
  #ready = false;
  #calls = 0;
  #wait = FIRST_WAIT;
  #waiting: Waiting[] = [];

  constructor(parts: PanelClientParts) {
    this.#parts = parts;
    this.#connect();
  }

  /** Sends a command. Resolves with the answer, however many workers it takes to get one. */
  send(command: PanelCommand): Promise<Reply> {
    return new Promise((settle) => {
      const waiting = { call: ++this.#calls, command, settle };
      this.#waiting.push(waiting);
      if (this.#ready) this.#post(waiting);
    });
  }

  #connect(): void {
    this.#parts.onConnection('connecting');
    let port: Runtime.Port;
    try {
      port = this.#parts.connect(PANEL_PORT);
    } catch {
      this.#parts.onConnection('gone');
      return;
    }
    this.#port = port;
    port.onMessage.addListener((message: unknown) => this.#receive(message));
    port.onDisconnect.addListener(() => this.#reconnect(port));
    void this.#hello(port);
  }

  async #hello(port: Runtime.Port): Promise<void> {
    const token = await this.#parts.token();
    if (port === this.#port)
      port.postMessage({ type: 'hello', token, panel: this.#parts.panel } satisfies PanelMessage);
  }

  #reconnect(port: Runtime.Port): void {
    if (port !== this.#port) return;
    this.#port = null;
    this.#ready = false;
    this.#parts.onConnection('connecting');
    this.#parts.later(() => this.#connect(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  #receive(raw: unknown): void {
    const message = readBackgroundMessage(raw);
    if (message?.type === 'welcome') {
      this.#ready = true;
      this.#wait = FIRST_WAIT;
      this.#parts.onConnection('ready');
      this.#drafts();
      for (const waiting of this.#waiting) this.#post(waiting);
    }
    if (message?.type === 'refused') {
      const port = this.#port;
      this.#parts.later(() => port && port === this.#port && void this.#hello(port), this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    }
    if (message?.type === 'snapshot') this.#parts.onSnapshot(message.snapshot);
    if (message?.type === 'reply') {
      const waiting = this.#waiting.find(({ call }) => call === message.call);
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
      waiting?.settle(message.reply);
    }
  }

  /** Of several drafts that wait, only the last still matters. */
  #drafts(): void {
    const drafts = this.#waiting.filter(({ command }) => command.type === 'draft');
    for (const draft of drafts.slice(0, -1)) draft.settle({ ok: true });
    const dropped = new Set(drafts.slice(0, -1));
    this.#waiting = this.#waiting.filter((waiting) => !dropped.has(waiting));
  }

  #post({ call, command }: Waiting): void {
    this.#port?.postMessage({ type: 'command', call, command } satisfies PanelMessage);
  }
}
