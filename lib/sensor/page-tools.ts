import { SENSED, type Signal } from './signals';

export type Method = (this: unknown, ...given: unknown[]) => unknown;
type View = Window & typeof globalThis;

/**
 * What the sensor works with in a page's own world: the page's functions as they were when this was
 * made, so that nothing the page does to them later reaches the sensor.
 */
export interface PageTools {
  readonly view: View;
  readonly apply: typeof Reflect.apply;
  readonly RefTo: WeakRefConstructor;
  /**
   * Replaces a method by one that `around` makes of it, and hides that from the page. A method that
   * is missing or can't be replaced is left alone.
   */
  patch(owner: object | undefined, name: string, around: (call: Method) => Method): void;
  /** Runs something whose errors must not reach the page. */
  quietly(run: () => void): void;
  /** Tells the host, in the top page if this frame may reach it. */
  tell(signal: Signal): void;
  listen(target: EventTarget, type: string, listener: () => void): void;
  /** Follows a promise of the page, and leaves the promise as it is. */
  follow<T>(promise: unknown, done: (value: T) => void, failed: () => void): void;
  /** Calls back every so many milliseconds. Returns how to stop. */
  every(ms: number, run: () => void): () => void;
}

export function pageTools(view: View): PageTools {
  const { document } = view;
  const { apply, getOwnPropertyDescriptor, defineProperty } = view.Reflect;
  const { then } = view.Promise.prototype;
  const { addEventListener, dispatchEvent } = view.EventTarget.prototype;
  const { setInterval, clearInterval, CustomEvent, Proxy: ProxyOf, WeakRef: RefTo } = view;
  const originals = new view.WeakMap<object, Method>();

  /** The top page's document, where the host is, if this frame may reach it. */
  const place = (): Document => {
    try {
      return view.top?.document ?? document;
    } catch {
      return document;
    }
  };
  const quietly = (run: () => void) => {
    try {
      run();
    } catch {}
  };
  const patch: PageTools['patch'] = (owner, name, around) => {
    if (!owner) return;
    const was = getOwnPropertyDescriptor(owner, name);
    if (typeof was?.value !== 'function' || !was.configurable) return;
    const original = was.value as Method;
    const inner = around(original);
    const proxy = new ProxyOf(original, { apply: (_, self, given) => apply(inner, self, given) });
    originals.set(proxy, originals.get(original) ?? original);
    defineProperty(owner, name, { ...was, value: proxy });
  };
  // A patched function is written out as the original is.
  patch(
    view.Function.prototype,
    'toString',
    (call) =>
      function () {
        return apply(call, originals.get(this as object) ?? this, []);
      },
  );
  return {
    view,
    apply,
    RefTo,
    patch,
    quietly,
    tell: (signal) =>
      void apply(dispatchEvent, place(), [new CustomEvent(SENSED, { detail: signal })]),
    listen: (target, type, listener) => void apply(addEventListener, target, [type, listener]),
    follow: (promise, done, failed) =>
      quietly(() =>
        apply(then, promise, [(value: never) => quietly(() => done(value)), () => quietly(failed)]),
      ),
    every(ms, run) {
      const timer = apply(setInterval, view, [run, ms]);
      return () => void apply(clearInterval, view, [timer]);
    },
  };
}
