import type { Connection, FromPanel, PanelCommand, Press, Reply, Snapshot } from '@/lib/messaging';
import type { Call, Drop, Layout } from '@/lib/panel';
import type { EpochMs } from '@/lib/session';

export interface PanelProps {
  /** Null until the background has answered for the first time. */
  readonly snapshot: Snapshot | null;
  readonly connection: Connection;
  readonly layout: Layout;
  /** What the page shows about its call. */
  readonly call: Call;
  /** Whether something of the page lies over the panel. */
  readonly covered: boolean;
  /** Whether it was said a moment ago that nothing covers the panel. */
  isClear(): boolean;
  /** Asks whether nothing covers it. Resolves with false if there is no answer in a moment. */
  askClear(): Promise<boolean>;
  /** Whether the browser has a side panel that this panel can move to. */
  readonly sidePanel: boolean;
  onSidePanel(): void;
  /** When this call was opened in its tab. */
  readonly openedAt: EpochMs;
  /** The page took the keyboard from the panel: `back` says whether it is here again. */
  readonly keyboard: { readonly back: boolean } | null;
  onKeyboardSeen(): void;
  /** A break of the device's connection that the user hasn't answered yet. */
  readonly drop: Drop | null;
  /** The last global key press for this panel, as a new object each time. */
  readonly press: { readonly what: Press } | null;
  newId(): string;
  /** Sends a command. Resolves with the reply. */
  send(command: PanelCommand): Promise<Reply>;
  onLayout(message: FromPanel): void;
  /** Called when the user has answered the break. */
  onDropDone(): void;
}
