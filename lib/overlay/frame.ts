import { CHANNEL_OFFER, type FromPanel, readFromPanel, type ToPanel } from '../messaging';
import { important } from './styles';

/** A frame with the panel in it, and the line to it. */
export interface PanelFrame {
  readonly element: HTMLIFrameElement;
  tell(message: ToPanel): void;
  /**
   * To be called every few seconds: asks the page whether it is there. One that was asked twice and
   * has said nothing since is loaded anew: its process has crashed, and browsers do not tell. So is
   * one that does not load, or loads and says nothing; it is given twice the time it was given
   * before.
   */
  check(): void;
  close(): void;
}

export interface FrameParts {
  /** Address of the panel page, and its origin. */
  readonly panelUrl: string;
  readonly panelOrigin: string;
  /** The frame's title for assistive technology. */
  readonly title: string;
  /** A fresh one-time token for the frame. */
  token(): Promise<string>;
}

/**
 * How often a page is asked in vain before it is loaded anew: once would take one that is very busy
 * for one that is gone.
 */
const ASKS = 2;

/** Makes a frame for the panel in a document. It is empty until its address is set. */
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
  element.title = parts.title;
  element.allow = 'clipboard-write';
  // Page styles do not reach into the shadow root it is in; these are plain.
  important(element, {
    display: 'block',
    width: '100%',
    height: '100%',
    border: '0',
    'color-scheme': 'light dark',
  });
  const tell = (message: ToPanel) => channel?.postMessage(message);
  // Each load of the frame gets a channel of its own; what came before belongs to a page that is
  // gone.
  element.addEventListener('load', () => {
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
      if (message.type === 'askToken')
        void parts.token().then((token) => tell({ type: 'token', token }));
      else if (message.type !== 'alive') receive(message);
    };
    element.contentWindow?.postMessage(CHANNEL_OFFER, parts.panelOrigin, [port2]);
    loaded();
  });
  return {
    element,
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
      element.src = parts.panelUrl;
    },
    close() {
      channel?.close();
      channel = null;
    },
  };
}
