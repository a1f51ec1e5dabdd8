import { SENSED, SENSOR_ASKED, SENSOR_HANDLE, SENSOR_THERE, type Signal } from './signals';

/**
 * Milliseconds between two looks at captures and connections. No event tells when a page itself
 * stops a track or closes a connection.
 */
const LOOK_EVERY = 1_000;

type Method = (this: unknown, ...given: unknown[]) => unknown;

/** Capture Handle, which Chromium has and TypeScript doesn't know. */
type Handled = MediaStreamTrack & { getCaptureHandle?(): { handle?: string } | null };
type Handling = MediaDevices & {
  setCaptureHandleConfig?(config: { handle: string; permittedOrigins: string[] }): void;
};

/**
 * Notices in a page's own world that the page shares a screen or is in a call. Every call goes
 * through unchanged and returns the original result. Patched: `getDisplayMedia`, `getUserMedia`,
 * `setRemoteDescription`, `Function.prototype.toString` (to hide the patches) and, from the first
 * share on, `clone` of tracks and streams.
 *
 * Limits: a watched promise counts as handled, so a refused share that the page ignores raises no
 * `unhandledrejection`. Functions that the page saved before this script ran aren't watched.
 */
export function installSensor(view: Window & typeof globalThis): void {
  const { document, MediaDevices, MediaStream, MediaStreamTrack, RTCPeerConnection } = view;
  // Another copy, from before an update, is already at work.
  if (!document.dispatchEvent(new view.CustomEvent(SENSOR_THERE, { cancelable: true }))) return;
  document.addEventListener(SENSOR_THERE, (event) => event.preventDefault());

  const { apply, getOwnPropertyDescriptor, defineProperty } = view.Reflect;
  const { then } = view.Promise.prototype;
  const { addEventListener, dispatchEvent } = view.EventTarget.prototype;
  const { setInterval, clearInterval, CustomEvent, Proxy: ProxyOf, WeakRef: RefTo } = view;
  const originals = new view.WeakMap<object, Method>();

  /**
   * The top page's document, where the host is, if a call's frame may reach it; else this document.
   */
  const place = (): Document => {
    try {
      return view.top?.document ?? document;
    } catch {
      return document;
    }
  };
  const tell = (signal: Signal) => {
    apply(dispatchEvent, place(), [new CustomEvent(SENSED, { detail: signal })]);
  };
  /** An error in here must not reach the page. */
  const quietly = (run: () => void) => {
    try {
      run();
    } catch {}
  };

  const patch = (owner: object | undefined, name: string, around: (call: Method) => Method) => {
    if (!owner) return;
    const was = getOwnPropertyDescriptor(owner, name);
    if (typeof was?.value !== 'function' || !was.configurable) return;
    const original = was.value as Method;
    const inner = around(original);
    const proxy = new ProxyOf(original, { apply: (_, self, given) => apply(inner, self, given) });
    originals.set(proxy, original);
    defineProperty(owner, name, { ...was, value: proxy });
  };

  patch(
    view.Function.prototype,
    'toString',
    (call) =>
      function () {
        return apply(call, originals.get(this as object) ?? this, []);
      },
  );

  const shared: WeakRef<MediaStreamTrack>[] = [];
  let sharing = false;
  let handle = '';
  const watchShared = (track: MediaStreamTrack) => {
    shared.push(new RefTo(track));
    apply(addEventListener, track, ['ended', lookAtShared]);
  };
  const isShared = (track: unknown) => shared.some((one) => one.deref() === track);
  function lookAtShared() {
    if (!sharing || shared.some((one) => one.deref()?.readyState === 'live')) return;
    sharing = false;
    shared.length = 0;
    tell('shareEnded');
  }
  const kindOf = (track: Handled | undefined): Signal => {
    if (track?.getSettings().displaySurface !== 'browser' || handle === '') return 'sharesMore';
    const there = track.getCaptureHandle?.() ?? null;
    if (there?.handle === handle) return 'sharesThisTab';
    return there === null ? 'sharesOtherTab' : 'sharesMore';
  };
  let clonesWatched = false;
  const watchClones = () => {
    if (clonesWatched) return;
    clonesWatched = true;
    patch(
      MediaStreamTrack?.prototype,
      'clone',
      (call) =>
        function (...given) {
          const copy = apply(call, this, given) as MediaStreamTrack;
          quietly(() => {
            if (isShared(this)) watchShared(copy);
          });
          return copy;
        },
    );
    patch(
      MediaStream?.prototype,
      'clone',
      (call) =>
        function (...given) {
          const copy = apply(call, this, given) as MediaStream;
          quietly(() => {
            const tracks = (this as MediaStream).getTracks();
            for (const [index, track] of copy.getTracks().entries())
              if (isShared(tracks[index])) watchShared(track);
          });
          return copy;
        },
    );
  };
  const began = (stream: MediaStream) => {
    const [track] = stream.getVideoTracks();
    sharing = true;
    watchClones();
    for (const one of stream.getTracks()) watchShared(one);
    tell(kindOf(track));
    lookOn();
  };
  patch(
    MediaDevices?.prototype,
    'getDisplayMedia',
    (call) =>
      function (...given) {
        quietly(() => tell('share'));
        const promise = apply(call, this, given);
        quietly(() =>
          apply(then, promise, [
            (stream: MediaStream) => quietly(() => began(stream)),
            () => quietly(() => tell(sharing ? 'sharesMore' : 'shareFailed')),
          ]),
        );
        return promise;
      },
  );
  document.addEventListener(SENSOR_HANDLE, (event) => {
    const { detail } = event as CustomEvent<unknown>;
    if (typeof detail !== 'string' || detail === handle) return;
    quietly(() => {
      (view.navigator.mediaDevices as Handling).setCaptureHandleConfig?.({
        handle: detail,
        permittedOrigins: [view.location.origin],
      });
      handle = detail;
    });
  });

  let captured: WeakRef<MediaStreamTrack>[] = [];
  let peers: WeakRef<RTCPeerConnection>[] = [];
  let media: Signal = 'mediaNone';
  const lookAtMedia = () => {
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
  patch(
    MediaDevices?.prototype,
    'getUserMedia',
    (call) =>
      function (...given) {
        const promise = apply(call, this, given);
        quietly(() =>
          apply(then, promise, [
            (stream: MediaStream) =>
              quietly(() => {
                for (const track of stream.getTracks()) captured.push(new RefTo(track));
                lookAtMedia();
                lookOn();
              }),
            () => {},
          ]),
        );
        return promise;
      },
  );
  patch(
    RTCPeerConnection?.prototype,
    'setRemoteDescription',
    (call) =>
      function (...given) {
        quietly(() => {
          const peer = this as RTCPeerConnection;
          if (peers.some((one) => one.deref() === peer)) return;
          peers.push(new RefTo(peer));
          apply(addEventListener, peer, ['connectionstatechange', lookAtMedia]);
          lookOn();
        });
        return apply(call, this, given);
      },
  );

  document.addEventListener(SENSOR_ASKED, () =>
    quietly(() => {
      if (media !== 'mediaNone') tell(media);
    }),
  );
  view.addEventListener('pagehide', () =>
    quietly(() => {
      if (media !== 'mediaNone') tell('mediaNone');
    }),
  );

  let timer: ReturnType<typeof setInterval> | null = null;
  const look = () =>
    quietly(() => {
      lookAtShared();
      lookAtMedia();
      if (sharing || captured.length > 0 || peers.length > 0 || timer === null) return;
      apply(clearInterval, view, [timer]);
      timer = null;
    });
  const lookOn = () => {
    timer ??= apply(setInterval, view, [look, LOOK_EVERY]) as ReturnType<typeof setInterval>;
  };
}
