import type { Runtime } from '../platform';
import type { PanelCommand, PanelMessage } from './panel-commands';
import {
  LONGEST_TEXT,
  PANEL_PORT,
  type Press,
  type Reply,
  readBackgroundMessage,
  type Snapshot,
} from './panel-contract';

/** `gone`: the extension was updated or removed, and only a reload of the page helps. */
export type Connection = 'connecting' | 'ready' | 'gone';

export interface PanelClientParts {
  /** Opens a port to the background. Throws if this page's extension is gone. */
  connect(name: string): Runtime.Port;
  /** A one-time token from the host, or null if the page needs none. */
  token(): Promise<string | null>;
  /** This panel's id. */
  readonly panel: string;
  /** The id of the tab whose panel this extension page shows; else null. */
  readonly tab: number | null;
  onSnapshot(snapshot: Snapshot): void;
  /** A global key was pressed for this panel. */
  onPress(press: Press): void;
  onConnection(connection: Connection): void;
  later(run: () => void, ms: number): void;
}

interface Waiting {
  readonly call: number;
  readonly command: PanelCommand;
  readonly settle: (reply: Reply) => void;
  /** Whether the command was posted to the present port. */
  posted: boolean;
}

const FIRST_WAIT = 50;
const LONGEST_WAIT = 2_000;

/**
 * A panel's connection to the background. Commands are carried out in the order they were sent. A
 * command without an answer is sent again after a reconnect, so it carries the id of what it
 * creates, or what it changes, and has no effect the second time. While one text of a field is
 * under way, only that field's newest text waits behind it.
 */
export class PanelClient {
  readonly #parts: PanelClientParts;
  #port: Runtime.Port | null = null;
  #ready = false;
  #fresh = true;
  #calls = 0;
  #wait = FIRST_WAIT;
  #waiting: Waiting[] = [];

  constructor(parts: PanelClientParts) {
    this.#parts = parts;
    this.#connect();
  }

  /** Sends a command. Resolves with the answer, however often the background restarts meanwhile. */
  send(command: PanelCommand): Promise<Reply> {
    // It would be refused as malformed, and malformed messages get no answer.
    if ('text' in command && command.text.length > LONGEST_TEXT)
      return Promise.resolve({ ok: false, problem: 'tooLong' });
    return new Promise((settle) => {
      const typed = fieldOf(command) !== null;
      if (typed) this.#overtake(command);
      this.#waiting.push({ call: ++this.#calls, command, settle, posted: false });
      if (this.#ready) this.#flush(typed);
    });
  }

  /** Posts every waiting command at once, for a page that is being left. */
  postAll(): void {
    if (this.#ready) this.#flush(false);
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
      port.postMessage({
        type: 'hello',
        token,
        panel: this.#parts.panel,
        fresh: this.#fresh,
        tab: this.#parts.tab,
      } satisfies PanelMessage);
  }

  #reconnect(port: Runtime.Port): void {
    if (port !== this.#port) return;
    this.#port = null;
    this.#ready = false;
    for (const waiting of this.#waiting) waiting.posted = false;
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
      this.#flush(false);
    }
    if (message?.type === 'refused') {
      const port = this.#port;
      this.#parts.later(() => port && port === this.#port && void this.#hello(port), this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    }
    if (message?.type === 'press') this.#parts.onPress(message.press);
    if (message?.type === 'snapshot') {
      // The background has now given this panel what to resume, unless it couldn't read that.
      if (message.snapshot.masked || message.snapshot.problem === null) this.#fresh = false;
      this.#parts.onSnapshot(message.snapshot);
    }
    if (message?.type === 'reply') {
      const waiting = this.#waiting.find(({ call }) => call === message.call);
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
      waiting?.settle(message.reply);
      this.#flush(true);
    }
  }

  /** Drops the last waiting command if the new one is newer typing in the same field. */
  #overtake(command: PanelCommand): void {
    const last = this.#waiting.at(-1);
    if (!last || last.posted || fieldOf(last.command) !== fieldOf(command)) return;
    this.#waiting.pop();
    last.settle({ ok: true });
  }

  /**
   * Posts the waiting commands in order. With `patient`, the last typing in a field waits until the
   * one under way in that field is answered.
   */
  #flush(patient: boolean): void {
    const last = this.#waiting.at(-1);
    const field = last && fieldOf(last.command);
    const underWay =
      field != null &&
      this.#waiting.some(({ command, posted }) => posted && fieldOf(command) === field);
    for (const waiting of this.#waiting) {
      if (waiting.posted || (patient && underWay && waiting === last)) continue;
      waiting.posted = true;
      const { call, command } = waiting;
      this.#port?.postMessage({ type: 'command', call, command } satisfies PanelMessage);
    }
  }
}

/** The field whose typing a command keeps, or null. */
function fieldOf(command: PanelCommand): string | null {
  if (command.type === 'card' || command.type === 'draftField') return command.field;
  return command.type === 'draft' || command.type === 'draftEdit' ? command.type : null;
}
