import { CHANNEL_OFFER, type FromPanel, readFromPanel, type ToPanel } from '../messaging';
import { important } from './styles';

/** A frame with the panel in it, and the line to it. */
export interface PanelFrame {
  readonly element: HTMLIFrameElement;
  tell(message: ToPanel): void;
  /**
   * Asks the page whether it is there. One that has said nothing since the last time it was asked is loaded anew: its process
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
  /** Where it was asked and has not been answered yet. */
  let asked: MessagePort | null = null;
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
    port1.onmessage = ({ data }) => {
      const message = readFromPanel(data);
      if (!message) return;
      asked = null;
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
      if (asked === channel) {
        channel.close();
        channel = null;
        element.src = parts.panelUrl;
      } else {
        asked = channel;
        tell({ type: 'there' });
      }
    },
    close() {
      channel?.close();
      channel = null;
    },
  };
}
