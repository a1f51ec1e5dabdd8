import type { Runtime } from '../platform';
import {
  LONGEST_TEXT,
  PANEL_PORT,
  type PanelCommand,
  type PanelMessage,
  type Press,
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
  /** The tab whose panel this page is; null for one in its tab, and for a page that is none. */
  readonly tab: number | null;
  onSnapshot(snapshot: Snapshot): void;
  /** A key that works anywhere in the browser was pressed for this panel. */
  onPress(press: Press): void;
  onConnection(connection: Connection): void;
  later(run: () => void, ms: number): void;
}

interface Waiting {
  readonly call: number;
  readonly command: PanelCommand;
  readonly settle: (reply: Reply) => void;
  /** Whether the present port has been given it. */
  posted: boolean;
}

const FIRST_WAIT = 50;
const LONGEST_WAIT = 2_000;

/**
 * A panel's line to the background. Commands are carried out in the order they were sent; what was
 * not answered when the worker died is sent again to the next one. A command that changes what is
 * kept can be delivered twice without doing its work twice: it carries the id of what it makes, or
 * says what it changes. Of what is typed into one field, one state is under way at a time, and the
 * last one goes next: typing never queues up writes.
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

  /** Sends a command. Resolves with the answer, however many workers it takes to get one. */
  send(command: PanelCommand): Promise<Reply> {
    // Would be taken for a malformed message, and those get no answer.
    if ('text' in command && command.text.length > LONGEST_TEXT)
      return Promise.resolve({ ok: false, problem: 'tooLong' });
    return new Promise((settle) => {
      const typed = fieldOf(command) !== null;
      if (typed) this.#overtake(command);
      this.#waiting.push({ call: ++this.#calls, command, settle, posted: false });
      if (this.#ready) this.#flush(typed);
    });
  }

  /** Posts what was typed last, whatever is under way: for a page that is being left. */
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
      // By now the background has given this panel what it goes on with, unless it could not read
      // it.
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

  /** What waits at the end is overtaken by what was typed next into the same field. */
  #overtake(command: PanelCommand): void {
    const last = this.#waiting.at(-1);
    if (!last || last.posted || fieldOf(last.command) !== fieldOf(command)) return;
    this.#waiting.pop();
    last.settle({ ok: true });
  }

  /**
   * Posts what waits, in order. With `patient`, what was typed last waits for what is under way of
   * its field.
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

/** The field that a command keeps the typing of, or null. */
function fieldOf(command: PanelCommand): string | null {
  if (command.type === 'card') return command.field;
  return command.type === 'draft' || command.type === 'draftEdit' ? command.type : null;
}
