import { CHANNEL_OFFER, type FromPanel, type Heard, readToPanel } from './frame-contract';

/** A framed panel's line to its host: a private channel that the page can't see. */
export interface HostLine {
  send(message: FromPanel): void;
  /** Asks the host for a token and waits for it. */
  token(): Promise<string | null>;
}

/**
 * Waits for the host's channel. Only the first offer from the window around this one, or that one's
 * opener, counts; whoever that is, it learns nothing until the background has accepted the token it
 * gives.
 */
export function hostLine(view: Window, hear: (message: Heard) => void): HostLine {
  let give: (port: MessagePort) => void;
  const port = new Promise<MessagePort>((resolve) => {
    give = resolve;
  });
  let wanting: ((token: string) => void)[] = [];
  const onOffer = (event: MessageEvent) => {
    const [offered] = event.ports;
    const { parent } = view;
    // In a window that the call has opened, the one around this one has no script of its own.
    const opener = parent === view ? null : parent.opener;
    if (event.source !== parent && event.source !== opener) return;
    if (event.data !== CHANNEL_OFFER || !offered) return;
    view.removeEventListener('message', onOffer);
    offered.onmessage = ({ data }) => {
      const message = readToPanel(data);
      if (message?.type === 'token') {
        for (const want of wanting) want(message.token);
        wanting = [];
      } else if (message?.type === 'areYouThere') send({ type: 'alive' });
      else if (message) hear(message);
    };
    give(offered);
  };
  view.addEventListener('message', onOffer);
  const send = (message: FromPanel) => void port.then((line) => line.postMessage(message));
  return {
    send,
    token: () =>
      new Promise((resolve) => {
        wanting.push(resolve);
        send({ type: 'askToken' });
      }),
  };
}
