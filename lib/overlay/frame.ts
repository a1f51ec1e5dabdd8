import { CHANNEL_OFFER, type FromPanel, readFromPanel, type ToPanel } from '../messaging';
import { important } from './styles';

/** A frame that shows the panel, and the channel to it. */
export interface PanelFrame {
  readonly element: HTMLIFrameElement;
  /** Loads the panel's page, for the first time or anew. */
  load(): void;
  tell(message: ToPanel): void;
  /**
   * Call it every few seconds: it asks the panel's page whether it is there. After two unanswered
   * questions the page is loaded again, because browsers don't report a crash. After each reload
   * without an answer, the page gets twice as much time.
   */
  check(): void;
  close(): void;
}

export interface FrameParts {
  /** The address of the panel page, and its origin. */
  readonly panelUrl: string;
  readonly panelOrigin: string;
  /** The frame's title for assistive technology. */
  readonly title: string;
  /** What the panel needs the page's leave for. Firefox warns the page of names that it ignores. */
  readonly allow: string;
  /** Gets a new one-time token for the frame. */
  token(): Promise<string>;
}

/** Unanswered questions before a reload. After only one, the page may just be busy. */
const ASKS = 2;

/** Makes a frame for the panel. It stays empty until it is loaded. */
export function panelFrame(
  document: Document,
  parts: FrameParts,
  receive: (message: FromPanel) => void,
  loaded: () => void,
  answered: () => void = () => {},
): PanelFrame {
  const element = document.createElement('iframe');
  let channel: MessagePort | null = null;
  let asked = 0;
  let patience = ASKS;
  /** A token that was asked for while the page loads, which takes longer. */
  let ahead: Promise<string> | null = null;
  element.title = parts.title;
  if (parts.allow !== '') element.allow = parts.allow;
  // Page styles don't reach into the shadow root around the frame.
  important(element, {
    display: 'block',
    width: '100%',
    height: '100%',
    border: '0',
    'color-scheme': 'light dark',
  });
  const tell = (message: ToPanel) => channel?.postMessage(message);
  const load = () => {
    ahead = parts.token();
    element.src = parts.panelUrl;
  };
  // Each load gets a new channel; the old one belongs to a page that is gone.
  element.addEventListener('load', () => {
    // The empty page that a frame begins with belongs to nobody, and the browser would warn of it.
    if (element.src === '') return;
    channel?.close();
    const { port1, port2 } = new MessageChannel();
    channel = port1;
    asked = 0;
    port1.onmessage = ({ data }) => {
      const message = readFromPanel(data);
      if (!message) return;
      asked = 0;
      patience = ASKS;
      answered();
      if (message.type === 'askToken') {
        const token = ahead ?? parts.token();
        ahead = null;
        void token.then((one) => tell({ type: 'token', token: one }));
      } else if (message.type !== 'alive') receive(message);
    };
    element.contentWindow?.postMessage(CHANNEL_OFFER, parts.panelOrigin, [port2]);
    loaded();
  });
  return {
    element,
    load,
    tell,
    check() {
      if (!element.isConnected || element.src === '') return;
      if (asked < patience) {
        asked += 1;
        tell({ type: 'areYouThere' });
        return;
      }
      asked = 0;
      patience *= 2;
      channel?.close();
      channel = null;
      load();
    },
    close() {
      channel?.close();
      channel = null;
    },
  };
}
