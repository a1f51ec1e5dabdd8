import { CHANNEL_OFFER, type FromPanel, type Heard, readToPanel } from './frame-contract';

/** A framed panel's connection to its host: a private channel that the page can't see. */
export interface HostLine {
  send(message: FromPanel): void;
  /** Asks the host for a one-time token. */
  token(): Promise<string | null>;
}

/**
 * Waits for the host's channel. Only the first offer counts, and only from the parent window or its
 * opener. A stranger who makes it learns nothing, because the background still has to accept the
 * token.
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
    // In a window opened by the call, the parent has no script of its own; its opener makes the
    // offer.
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
