import type { PageTools } from './page-tools';
import type { Watch } from './shares';
import { SENSOR_ASKED, type Signal } from './signals';

/**
 * Watches the page's camera, microphone and connections, and tells when they begin to be live or
 * connected, and when they no longer are.
 * @param onBegan is called when there is something to look at
 */
export function watchCallMedia(tools: PageTools, onBegan: () => void): Watch {
  const { view, RefTo, tell, quietly } = tools;
  let captured: WeakRef<MediaStreamTrack>[] = [];
  let peers: WeakRef<RTCPeerConnection>[] = [];
  let media: Signal = 'mediaNone';

  const look = () => {
    captured = captured.filter((one) => one.deref()?.readyState === 'live');
    peers = peers.filter((one) => {
      const state = one.deref()?.connectionState;
      return state !== undefined && state !== 'closed';
    });
    const now = peers.some((one) => one.deref()?.connectionState === 'connected')
      ? 'mediaConnected'
      : captured.length > 0
        ? 'mediaLive'
        : 'mediaNone';
    if (now !== media) tell(now);
    media = now;
  };

  tools.patch(
    view.MediaDevices?.prototype,
    'getUserMedia',
    (call) =>
      function (...given) {
        const promise = tools.apply(call, this, given);
        tools.follow<MediaStream>(
          promise,
          (stream) => {
            for (const track of stream.getTracks()) captured.push(new RefTo(track));
            look();
            onBegan();
          },
          () => {},
        );
        return promise;
      },
  );
  tools.patch(
    view.RTCPeerConnection?.prototype,
    'setRemoteDescription',
    (call) =>
      function (...given) {
        quietly(() => {
          const peer = this as RTCPeerConnection;
          if (peers.some((one) => one.deref() === peer)) return;
          peers.push(new RefTo(peer));
          tools.listen(peer, 'connectionstatechange', look);
          onBegan();
        });
        return tools.apply(call, this, given);
      },
  );
  view.document.addEventListener(SENSOR_ASKED, () =>
    quietly(() => {
      if (media !== 'mediaNone') tell(media);
    }),
  );
  view.addEventListener('pagehide', () =>
    quietly(() => {
      if (media !== 'mediaNone') tell('mediaNone');
    }),
  );
  return { isOn: () => captured.length > 0 || peers.length > 0, look };
}
