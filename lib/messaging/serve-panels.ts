import type { Runtime } from '../platform';
import type { Meeting } from '../session';
import { type PanelCommand, readPanelMessage } from './panel-commands';
import {
  type BackgroundMessage,
  PANEL_PORT,
  type Press,
  type Reply,
  type Snapshot,
} from './panel-contract';
import { classify } from './sender';
import type { Tokens } from './tokens';

/** Real sessions, or rehearsals, which are kept apart. */
export type Realm = 'practice' | 'rehearsal';

/** A panel that has been let in. */
export interface ConnectedPanel {
  /** The panel's id, new each time its page loads. */
  readonly id: string;
  readonly tabId: number | null;
  /** The meeting its tab was at when the panel was let in. */
  readonly meeting: Meeting | null;
  readonly kind: 'frame' | 'page';
  /** Whether the panel has never been let in before, not even by an earlier background. */
  readonly fresh: boolean;
}

/** How the background tells a panel something. */
export interface PanelLine {
  show(snapshot: Snapshot): void;
  press(press: Press): void;
}

/** What a panel can reach once it is let in: at most one session. */
export interface SessionOwner {
  /** Shows the panel the present snapshot and every later one. Returns a function that stops it. */
  join(panel: ConnectedPanel, line: PanelLine): () => void;
  command(panel: ConnectedPanel, command: PanelCommand): Promise<Reply>;
}

/** Why a message was refused. Refusals are counted by kind, never by content. */
export type Refusal = 'sender' | 'token' | 'malformed' | 'order';

export interface PanelServer {
  readonly self: { readonly id: string; readonly origin: string };
  isCallSite(url: string): boolean;
  readonly tokens: Tokens<{ realm: Realm; meeting: Meeting | null }>;
  /** The realm of an extension page that no site can open, by its address. */
  realmOf(url: string): Realm;
  owner(realm: Realm): SessionOwner;
  /** Called when an extension page becomes a tab's panel, and when that page disconnects. */
  elsewhere(tabId: number, on: boolean): void;
  refused(refusal: Refusal): void;
}

/**
 * Serves one port. A port that isn't from a page or frame of this extension is closed at once; a
 * frame has to show a token first; malformed messages are dropped and counted. Throws nothing.
 */
export function servePanel(port: Runtime.Port, server: PanelServer): void {
  if (port.name !== PANEL_PORT) return;
  const sender = classify(port.sender, server.self, server.isCallSite);
  if (sender?.kind !== 'page' && sender?.kind !== 'frame') {
    server.refused('sender');
    port.disconnect();
    return;
  }

  let gone = false;
  let connected: ConnectedPanel | null = null;
  let owner: SessionOwner | null = null;
  let leave = () => {};
  const send = (message: BackgroundMessage) => {
    if (gone) return;
    try {
      port.postMessage(message);
    } catch {
      // The other side has just gone, and `onDisconnect` will follow.
      gone = true;
    }
  };

  port.onDisconnect.addListener(() => {
    gone = true;
    leave();
  });
  port.onMessage.addListener((raw: unknown) => {
    const message = readPanelMessage(raw);
    if (!message) return server.refused('malformed');
    if (message.type === 'hello') {
      if (connected) return server.refused('order');
      const admission =
        sender.kind === 'page'
          ? {
              tabId: message.tab ?? sender.tabId,
              realm: { realm: server.realmOf(sender.url), meeting: null },
            }
          : server.tokens.redeem(message.token, sender.tabId);
      if (!admission) {
        server.refused('token');
        return send({ type: 'refused' });
      }
      const { realm, meeting } = admission.realm;
      const { panel, fresh } = message;
      connected = { id: panel, tabId: admission.tabId, meeting, kind: sender.kind, fresh };
      const { tab } = message;
      if (sender.kind === 'page' && tab !== null) {
        server.elsewhere(tab, true);
        port.onDisconnect.addListener(() => server.elsewhere(tab, false));
      }
      owner = server.owner(realm);
      send({ type: 'welcome' });
      leave = owner.join(connected, {
        show: (snapshot) => send({ type: 'snapshot', snapshot }),
        press: (press) => send({ type: 'press', press }),
      });
      return;
    }
    if (!connected || !owner) return server.refused('order');
    void owner
      .command(connected, message.command)
      .then((reply) => send({ type: 'reply', call: message.call, reply }));
  });
}
