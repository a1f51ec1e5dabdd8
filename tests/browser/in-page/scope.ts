import type { Json } from '../driver/driver.ts';

/** A line from a page of the extension to its background. */
export interface Port {
  onMessage: { addListener(listen: (message: Answer) => void): void };
  onDisconnect: { addListener(listen: () => void): void };
  postMessage(message: unknown): void;
  disconnect(): void;
}
/** What the background says on it. */
export interface Answer {
  readonly type: string;
  readonly call?: number;
  readonly reply?: { readonly ok: boolean };
}
interface Area {
  get(): Promise<Record<string, Json>>;
  set(items: Readonly<Record<string, Json>>): Promise<void>;
}
interface Api {
  runtime: {
    connect(info: object): Port;
    sendMessage(message: unknown): Promise<Json | undefined>;
  };
  storage: Record<'local' | 'session', Area>;
  windows: { getAll(): Promise<readonly { id?: number }[]>; remove(id: number): Promise<void> };
}
/** What documents of the extension have: Firefox calls it `browser`, Chromium `chrome`. */
export type Scope = Record<'browser' | 'chrome', Api>;
