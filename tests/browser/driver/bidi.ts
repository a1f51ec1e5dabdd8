import type { Json } from './driver.ts';

export interface Context {
  readonly context: string;
  readonly url: string;
  readonly children: readonly Context[];
}

/** The text of a call with these arguments, to be evaluated in a page. */
export const sourceOf = (run: (...args: never[]) => unknown, args: readonly Json[]) =>
  `(${run})(...${JSON.stringify(args)})`;

/** A WebDriver BiDi connection. */
export interface Bidi {
  send(method: string, params?: object): Promise<unknown>;
  /** Evaluates source text in a context; promises are awaited and the value travels as JSON. */
  evaluate(context: string, source: string): Promise<unknown>;
  /**
   * Runs source text in a context as after a press, beside the page's own scripts: with the
   * browser's own functions, whatever has taken their place in the page.
   */
  evaluateApart(context: string, source: string): Promise<void>;
  /** Runs privileged code in the browser's own window. */
  chrome<A extends readonly Json[], R>(run: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  /** Identifies the document that a context shows: each document has another. */
  document(context: string): Promise<string>;
  tree(): Promise<
    readonly { readonly context: string; readonly url: string; readonly parent: string | null }[]
  >;
}

export async function connect(url: string): Promise<Bidi> {
  const socket = new WebSocket(url);
  const pending = new Map<
    number,
    { resolve(result: unknown): void; reject(error: Error): void; method: string }
  >();
  let count = 0;
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`could not connect to ${url}`));
  });
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(String(data)) as {
      id?: number;
      type: string;
      result?: unknown;
      error?: string;
      message?: string;
    };
    const waiting = message.id === undefined ? undefined : pending.get(message.id);
    if (!waiting || message.id === undefined) return;
    pending.delete(message.id);
    if (message.type === 'error')
      waiting.reject(new Error(`${waiting.method}: ${message.error}: ${message.message}`));
    else waiting.resolve(message.result);
  };
  socket.onclose = () => {
    for (const { reject, method } of pending.values())
      reject(new Error(`connection closed during ${method}`));
    pending.clear();
  };
  const send = (method: string, params: object = {}) =>
    new Promise<unknown>((resolve, reject) => {
      count += 1;
      pending.set(count, { resolve, reject, method });
      socket.send(JSON.stringify({ id: count, method, params }));
    });
  const answerOf = async (context: string, source: string) => {
    const answer = (await send('script.evaluate', {
      expression: `(async () => JSON.stringify((await (${source})) ?? null))()`,
      awaitPromise: true,
      target: { context },
    })) as {
      type: string;
      realm: string;
      result?: { value: string };
      exceptionDetails?: { text: string };
    };
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text);
    return answer;
  };
  const evaluate = async (context: string, source: string): Promise<unknown> =>
    JSON.parse((await answerOf(context, source)).result?.value ?? 'null');
  return {
    send,
    evaluate,
    async evaluateApart(context, source) {
      const answer = (await send('script.evaluate', {
        expression: source,
        awaitPromise: false,
        target: { context, sandbox: 'apart' },
        userActivation: true,
      })) as { type: string; exceptionDetails?: { text: string } };
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text);
    },
    async chrome<A extends readonly Json[], R>(run: (...args: A) => R | Promise<R>, ...args: A) {
      const { contexts } = (await send('browsingContext.getTree', { 'moz:scope': 'chrome' })) as {
        contexts: Context[];
      };
      const [window] = contexts;
      if (!window) throw new Error('Firefox has no window');
      return (await evaluate(window.context, sourceOf(run, args))) as R;
    },
    document: async (context) => (await answerOf(context, 'null')).realm,
    async tree() {
      const { contexts } = (await send('browsingContext.getTree')) as { contexts: Context[] };
      const flat: { context: string; url: string; parent: string | null }[] = [];
      const walk = (list: readonly Context[], parent: string | null) => {
        for (const { context, url, children } of list) {
          flat.push({ context, url, parent });
          walk(children, context);
        }
      };
      walk(contexts, null);
      return flat;
    },
  };
}
