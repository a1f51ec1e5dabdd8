import { beforeEach, describe, expect, test } from 'vitest';
import { PanelClient, type PanelCommand, type Reply } from '@/lib/messaging';

type Listener = (message: unknown) => void;
type Port = ConstructorParameters<typeof PanelClient>[0]['connect'] extends (
  name: string,
) => infer P
  ? P
  : never;

/** The background's end of a port. The test plays the background. */
class Line {
  readonly posted: { type: string; call?: number; command?: PanelCommand; fresh?: boolean }[] = [];
  #message: Listener = () => {};
  #disconnect: () => void = () => {};
  readonly port = {
    onMessage: {
      addListener: (listen: Listener) => {
        this.#message = listen;
      },
    },
    onDisconnect: {
      addListener: (listen: () => void) => {
        this.#disconnect = listen;
      },
    },
    postMessage: (message: Line['posted'][number]) => this.posted.push(message),
  } as unknown as Port;

  say(message: unknown): void {
    this.#message(message);
  }
  /** Lets the panel in, once it has asked. */
  async welcome(): Promise<void> {
    await Promise.resolve();
    this.say({ type: 'welcome' });
    this.say({ type: 'snapshot', snapshot: { masked: false, session: null, problem: null } });
  }
  /** Answers the oldest command that has no answer yet. */
  answer(reply: Reply = { ok: true }): void {
    const { call } = this.commands()[this.#answered++] ?? {};
    this.say({ type: 'reply', call, reply });
  }
  #answered = 0;
  commands() {
    return this.posted.filter(({ type }) => type === 'command');
  }
  sent() {
    return this.commands().map(({ command }) =>
      command?.type === 'draft' || command?.type === 'card'
        ? `${command.type} ${command.text}`
        : command?.type,
    );
  }
  /** What happens when the worker is ended. */
  die(): void {
    this.#disconnect();
  }
}

let lines: Line[];
let waits: (() => void)[];
let connections: string[];
let pressed: string[];
let client: PanelClient;
const line = () => {
  const last = lines.at(-1);
  if (!last) throw new Error('no port was opened');
  return last;
};

beforeEach(() => {
  lines = [];
  waits = [];
  connections = [];
  pressed = [];
  client = new PanelClient({
    connect: () => {
      lines.push(new Line());
      return line().port;
    },
    token: async () => 'token',
    panel: 'panel',
    tab: null,
    onSnapshot: () => {},
    onPress: (press) => pressed.push(press),
    onConnection: (connection) => connections.push(connection),
    later: (run) => waits.push(run),
  });
});

const draft = (text: string) =>
  client.send({ type: 'draft', text, kind: 'note', compartment: 'record', speaker: '' });

describe('a panel that types', () => {
  test('has one draft under way, and sends the last one next', async () => {
    await line().welcome();
    const replies = ['a', 'ab', 'abc', 'abcd'].map(draft);
    expect(line().sent()).toEqual(['draft a']);
    line().answer();
    expect(line().sent()).toEqual(['draft a', 'draft abcd']);
    line().answer();
    expect(await Promise.all(replies)).toEqual(replies.map(() => ({ ok: true })));
  });

  test('sends what it typed before any other command', async () => {
    await line().welcome();
    void draft('a');
    void draft('ab');
    void client.send({ type: 'end' });
    void draft('abc');
    expect(line().sent()).toEqual(['draft a', 'draft ab', 'end']);
    line().answer();
    line().answer();
    line().answer();
    expect(line().sent()).toEqual(['draft a', 'draft ab', 'end', 'draft abc']);
  });
});

test('what was typed last goes at once when the page is left, and nothing goes twice', async () => {
  await line().welcome();
  for (const text of ['a', 'ab', 'abc']) void draft(text);
  expect(line().sent()).toEqual(['draft a']);
  client.postAll();
  expect(line().sent()).toEqual(['draft a', 'draft abc']);
  client.postAll();
  line().answer();
  line().answer();
  expect(line().sent()).toEqual(['draft a', 'draft abc']);
});

test('a page that is left before it is let in posts nothing', async () => {
  void draft('a');
  client.postAll();
  expect(line().sent()).toEqual([]);
  await line().welcome();
  expect(line().sent()).toEqual(['draft a']);
});

test('fields of a card are typed side by side, each with one state under way', async () => {
  await line().welcome();
  const type = (field: 'location' | 'present', text: string) =>
    client.send({ type: 'card', field, text });
  void type('location', 'h');
  void type('location', 'he');
  void type('location', 'here');
  void type('present', 'n');
  expect(line().sent()).toEqual(['card h', 'card here', 'card n']);
});

test('a text that no message can hold is refused at once', async () => {
  await line().welcome();
  expect(await draft('x'.repeat(4_000_001))).toEqual({ ok: false, problem: 'tooLong' });
  expect(line().sent()).toEqual([]);
});

test('a draft before another command is not overtaken by one after it', async () => {
  void draft('before');
  void client.send({ type: 'close' });
  void draft('after');
  void draft('after all');
  await line().welcome();
  expect(line().sent()).toEqual(['draft before', 'close', 'draft after all']);
});

describe('a panel whose worker is ended', () => {
  test('sends what was not answered again, in order, and says that it has been in before', async () => {
    await line().welcome();
    void client.send({ type: 'enterLeg', leg: 'closing' });
    const second = client.send({ type: 'end' });
    line().answer();
    line().die();
    expect(connections.at(-1)).toBe('connecting');
    void draft('meanwhile');
    waits.shift()?.();
    await line().welcome();
    expect(lines).toHaveLength(2);
    expect(lines.map(({ posted }) => posted[0]?.fresh)).toEqual([true, false]);
    expect(line().sent()).toEqual(['end', 'draft meanwhile']);
    line().answer();
    expect(await second).toEqual({ ok: true });
    expect(connections.at(-1)).toBe('ready');
  });

  test('asks for another token when the first was refused', async () => {
    await Promise.resolve();
    line().say({ type: 'refused' });
    waits.shift()?.();
    await Promise.resolve();
    expect(line().posted.filter(({ type }) => type === 'hello')).toHaveLength(2);
  });
});
