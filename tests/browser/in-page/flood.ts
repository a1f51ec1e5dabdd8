import type { Json } from '../driver/driver.ts';
import type { Answer, Scope } from './scope.ts';

/**
 * In an extension document: sends well-formed messages with one change each that makes them
 * malformed. All answers stay in the document, so that a test sees those that come late as well.
 * @param seed the same seed makes the same messages
 * @param last comes after them on a port, and its answer, of the type `until`, ends the wait
 */
export const flood = async (
  way: 'port' | 'message',
  seed: number,
  shapes: readonly Json[],
  count: number,
  first: Json,
  last: Json,
  until: string,
): Promise<{ sent: number; unsendable: number }> => {
  let state = seed;
  const random = (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  type Box = Record<string, unknown>;
  const deep = (levels: number) => {
    let nested: unknown = 'x';
    for (let level = 0; level < levels; level += 1) nested = level % 2 ? [nested] : { a: nested };
    return nested;
  };
  const own = (key: string, value: unknown, on: Box = {}): Box =>
    Object.defineProperty(on, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  const KEYS = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'then',
    'valueOf',
    '0',
    '',
    'length',
    'extra',
    'type ',
    'Type',
    '__defineGetter__',
  ];
  const WORDS = [
    '',
    ' ',
    '__proto__',
    'constructor',
    'toString',
    'unlock',
    'readEverything',
    '../../etc/passwd',
    "' OR 1=1 --",
    '\u0000',
    '\ud800',
    '<script>alert(1)</script>',
    '💥'.repeat(50),
    'x'.repeat(10_000),
  ];
  /** These fields take any text up to a length. */
  const LONGEST: Readonly<Record<string, number>> = {
    text: 4_000_000,
    base: 4_000_000,
    code: 500,
    words: 500,
    when: 500,
    know: 500,
    preset: 80,
    prompt: 80,
    speaker: 4,
    token: 100,
    site: 20,
    room: 200,
  };
  /** These fields may be null, and a browser may send what JSON does not know as null. */
  const NULLABLE = [
    'token',
    'situation',
    'plan',
    'meeting',
    'tab',
    'sign',
    'guard',
    'mattered',
    'lead',
  ];
  let huge = 8;
  const wrong = (key: string, value: unknown): unknown => {
    const nothing = NULLABLE.includes(key) ? [] : [null, Number.NaN];
    if (typeof value === 'string') {
      const limit = LONGEST[key];
      if (limit !== undefined && limit < 1_000 && random(2)) return 'x'.repeat(limit + 1);
      if (key === 'text' && huge > 0 && random(4) === 0) {
        huge -= 1;
        return 'x'.repeat(4_000_001);
      }
      if (limit === undefined && random(2)) return pick(WORDS);
      return pick([...nothing, 0, -1.5, true, false, [], {}, [value], { value }, deep(50)]);
    }
    if (typeof value === 'number')
      return pick<unknown>([
        ...nothing,
        '5',
        '',
        true,
        [],
        [value],
        {},
        { valueOf: value },
        'NaN',
        ...(key === 'call' ? [1.5, 2 ** 60, -1e300] : []),
      ]);
    if (typeof value === 'boolean') return pick([...nothing, 0, 1, 'true', '', [], {}, [value]]);
    if (value === null)
      return pick([...(key === 'tab' ? [] : [0, 1]), true, false, [], {}, [null], deep(30)]);
    if (Array.isArray(value))
      return pick([
        ...nothing,
        {},
        [],
        'x',
        0,
        { ...value, length: value.length },
        [...value, ...value],
        value.map(() => 'constructor'),
        new Array(2_000).fill(0),
      ]);
    return pick([0, 1, true, false, 'x', '', [1], [value], 'constructor']);
  };
  const malformed = (): unknown => {
    const shape = structuredClone(pick(shapes)) as Box;
    const boxes: Box[] = [];
    const walk = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return;
      boxes.push(value as Box);
      for (const inner of Object.values(value)) walk(inner);
    };
    walk(shape);
    const box = pick(boxes.filter((found) => Object.keys(found).length > 0));
    const key = pick(Object.keys(box));
    const how = random(20);
    if (how < 4) {
      if (Array.isArray(box)) box.pop();
      else delete box[key];
      return shape;
    }
    if (how < 8) {
      const open = pick(boxes.filter((found) => !Array.isArray(found)));
      own(pick(KEYS), pick([null, 1, 'x', [], {}, { polluted: true }, deep(20)]), open);
      return shape;
    }
    if (how < 16) {
      own(key, wrong(key, box[key]), box);
      return shape;
    }
    return pick<() => unknown>([
      () => null,
      () => pick([0, -1, 1e308, true, false, Number.NaN]),
      () => pick(WORDS),
      () => [],
      () => [shape],
      () => ({}),
      () => deep(400),
      () => JSON.stringify(shape),
      () => own('__proto__', shape),
      () => ({ constructor: { prototype: shape } }),
      () => ({ ...shape, type: [shape.type] }),
      () => ({ ...shape, type: { toString: shape.type } }),
      () => ({ ...shape, type: pick(WORDS) }),
      () => ({ type: 'command', call: 1, command: { type: 'unlock', passphrase: pick(WORDS) } }),
      () => ({ type: 'command', call: 1, command: shape, realm: 'practice' }),
      () => Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`k${at}`, at])),
      () => ({ data: shape }),
    ])();
  };

  const scope = globalThis as unknown as Scope & { answers?: Answer[] };
  const { runtime } = scope.browser ?? scope.chrome;
  scope.answers ??= [];
  const { answers } = scope;
  let sent = 0;
  let unsendable = 0;
  const trySend = (send: (message: unknown) => void) => {
    for (let at = 0; at < count; at += 1)
      try {
        send(malformed());
        sent += 1;
      } catch {
        unsendable += 1;
      }
  };
  if (way === 'port') {
    const port = runtime.connect({ name: 'panel' });
    const done = new Promise<void>((resolve) => {
      let seen = 0;
      const wanted = first !== null && until === 'refused' ? 2 : 1;
      port.onMessage.addListener((message) => {
        answers.push(message);
        if (message.type === until) seen += 1;
        if (seen === wanted) resolve();
      });
      port.onDisconnect.addListener(() => {
        answers.push({ type: 'disconnected' });
        resolve();
      });
    });
    if (first !== null) port.postMessage(first);
    trySend((message) => port.postMessage(message));
    port.postMessage(last);
    await done;
  } else {
    const waiting: Promise<unknown>[] = [];
    trySend((message) =>
      waiting.push(
        runtime.sendMessage(message).then(
          (answer) => answer != null && answers.push({ type: `answer ${JSON.stringify(answer)}` }),
          () => {},
        ),
      ),
    );
    await Promise.all(waiting);
  }
  return { sent, unsendable };
};
