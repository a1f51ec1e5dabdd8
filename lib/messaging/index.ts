export {
  CALL_STATES,
  type CallState,
  CHANNEL_OFFER,
  DOCKS,
  type Dock,
  type FromPanel,
  type Heard,
  readFromPanel,
  readToPanel,
  SHAPES,
  type Shape,
  type Sharing,
  type Surface,
  type ToPanel,
} from './frame-contract';
export { type HostMessage, readHostMessage, readToHost, type ToHost } from './host-contract';
export { type Connection, PanelClient, type PanelClientParts } from './panel-client';
export {
  type ClientChoice,
  type PanelCommand,
  type PanelMessage,
  type RecordedEvent,
  readPanelMessage,
} from './panel-commands';
export {
  type BackgroundMessage,
  type ClientView,
  type DraftView,
  type Here,
  type NoteView,
  PANEL_PORT,
  PRESSES,
  type PracticeView,
  type Press,
  type Problem,
  type Reply,
  readBackgroundMessage,
  type SessionView,
  type Snapshot,
} from './panel-contract';
export { type HostLine, hostLine } from './panel-frame';
export { classify, type Sender } from './sender';
export {
  type ConnectedPanel,
  type PanelLine,
  type PanelServer,
  type Realm,
  type Refusal,
  type SessionOwner,
  servePanel,
} from './serve-panels';
export { Tokens } from './tokens';
