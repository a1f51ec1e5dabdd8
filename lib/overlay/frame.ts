import { CHANNEL_OFFER, type FromPanel, readFromPanel, type ToPanel } from '../messaging';
import { important } from './styles';

/** A frame with the panel in it, and the line to it. */
export interface PanelFrame {
  readonly element: HTMLIFrameElement;
  tell(message: ToPanel): void;
  /**
   * Asks the page whether it is there. One that has been asked twice and has said nothing since is loaded anew: its process
   * has crashed, and browsers do not tell.
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
  /** How often it was asked since it was last heard. */
  let asked = 0;
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
  // Each load of the frame gets a channel of its own; what came before belongs to a page that is gone.
  element.addEventListener('load', () => {
    channel?.close();
    const { port1, port2 } = new MessageChannel();
    channel = port1;
    asked = 0;
    port1.onmessage = ({ data }) => {
      const message = readFromPanel(data);
      if (!message) return;
      asked = 0;
      answered();
      if (message.type === 'askToken')
        void parts.token().then((token) => tell({ type: 'token', token }));
      else if (message.type !== 'here') receive(message);
    };
    element.contentWindow?.postMessage(CHANNEL_OFFER, parts.panelOrigin, [port2]);
    loaded();
  });
  return {
    element,
    tell,
    check() {
      if (!channel || !element.isConnected) return;
      // Once would take a page that is very busy for one that is gone.
      if (asked < 2) {
        asked += 1;
        tell({ type: 'there' });
        return;
      }
      asked = 0;
      channel.close();
      channel = null;
      element.src = parts.panelUrl;
    },
    close() {
      channel?.close();
      channel = null;
    },
  };
}
