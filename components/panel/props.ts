import type {
  CallState,
  Connection,
  FromPanel,
  PanelCommand,
  Press,
  Reply,
  Snapshot,
} from '@/lib/messaging';
import type { Drop, Layout } from '@/lib/panel';
import type { EpochMs } from '@/lib/session';

export interface PanelProps {
  /** Null until the background has answered for the first time. */
  readonly snapshot: Snapshot | null;
  readonly connection: Connection;
  readonly layout: Layout;
  /** What the page lets on about its call. */
  readonly call: { readonly call: CallState; readonly sharing: boolean };
  /** Whether something of the page lies over the panel. */
  readonly covered: boolean;
  /** Whether the browser has a panel of its own that this one can go into. */
  readonly sidePanel: boolean;
  onSidePanel(): void;
  /** When this call was opened in its tab. */
  readonly openedAt: EpochMs;
  /** A break of the device's connection that nobody has answered to yet. */
  readonly drop: Drop | null;
  /** A key of the browser's own that was pressed for this panel: another object for each press. */
  readonly press: { readonly what: Press } | null;
  newId(): string;
  /** Sends a command and resolves with the answer. */
  send(command: PanelCommand): Promise<Reply>;
  onLayout(message: FromPanel): void;
  /** The break has been answered to. */
  onDropDone(): void;
}
