import type { Method, PageTools } from './page-tools';
import { SENSOR_HANDLE, type Signal } from './signals';

/** Capture Handle, which Chromium has and TypeScript doesn't know. */
type Handled = MediaStreamTrack & { getCaptureHandle?(): { handle?: string } | null };
type Handling = MediaDevices & {
  setCaptureHandleConfig?(config: { handle: string; permittedOrigins: string[] }): void;
};

/** Part of a sensor: what it watches, and whether it has to be looked at. */
export interface Watch {
  /** Whether something is going on whose end no event may tell. */
  isOn(): boolean;
  /** Looks now. */
  look(): void;
}

/**
 * Watches what the page shares of the screen. From the first share on, `clone` of tracks and
 * streams is patched too, because a share goes on in a clone.
 * @param onBegan is called when a share has begun
 */
export function watchShares(tools: PageTools, onBegan: () => void): Watch {
  const { view, RefTo, tell, quietly } = tools;
  const shared: WeakRef<MediaStreamTrack>[] = [];
  let sharing = false;
  let clonesWatched = false;
  const handle = watchHandle(tools);

  const look = () => {
    if (!sharing || shared.some((one) => one.deref()?.readyState === 'live')) return;
    sharing = false;
    shared.length = 0;
    tell('shareEnded');
  };
  const watch = (track: MediaStreamTrack) => {
    shared.push(new RefTo(track));
    tools.listen(track, 'ended', look);
  };
  const isShared = (track: unknown) => shared.some((one) => one.deref() === track);

  const began = (given: MediaStream | readonly MediaStream[]) => {
    sharing = true;
    if (!clonesWatched) watchClones(tools, isShared, watch);
    clonesWatched = true;
    for (const stream of [given].flat()) {
      for (const track of stream.getTracks()) watch(track);
      tell(kindOf(stream.getVideoTracks()[0], handle()));
    }
    onBegan();
  };
  const failed = () => tell(sharing ? 'sharesMore' : 'shareFailed');
  /** A method that shares the screen if its first argument asks for it, and gives a promise. */
  const watching = (asks: (constraints: unknown) => boolean) => (call: Method) =>
    function (this: unknown, ...given: unknown[]) {
      const shares = asks(given[0]);
      if (shares) quietly(() => tell('share'));
      const promise = tools.apply(call, this, given);
      if (shares) tools.follow(promise, began, failed);
      return promise;
    };

  const devices = view.MediaDevices?.prototype;
  // The second shares every screen without asking, where a device's administrator allows it.
  for (const name of ['getDisplayMedia', 'getAllScreensMedia'])
    tools.patch(
      devices,
      name,
      watching(() => true),
    );
  tools.patch(devices, 'getUserMedia', watching(asksForScreen));
  // The oldest methods take functions to call instead.
  for (const name of ['getUserMedia', 'mozGetUserMedia', 'webkitGetUserMedia'])
    tools.patch(
      view.Navigator?.prototype,
      name,
      (call) =>
        function (this: unknown, ...given) {
          const [constraints, done, ...rest] = given;
          if (!asksForScreen(constraints) || typeof done !== 'function')
            return tools.apply(call, this, given);
          quietly(() => tell('share'));
          const told = function (this: unknown, stream: MediaStream) {
            quietly(() => began(stream));
            return tools.apply(done as Method, this, [stream]);
          };
          return tools.apply(call, this, [constraints, told, ...rest]);
        },
    );
  return { isOn: () => sharing, look };
}

/**
 * Whether what is asked of a camera is the screen: `mediaSource` in Firefox, `chromeMediaSource` in
 * Chromium. Asking may call the page's own code, whose errors count as a yes.
 */
function asksForScreen(constraints: unknown): boolean {
  try {
    const { video } = (constraints ?? {}) as { video?: Asked };
    const { mediaSource, mandatory, chromeMediaSource } = video ?? {};
    const wanted = [mediaSource]
      .flat()
      .flatMap((one) =>
        typeof one === 'object' && one !== null ? Object.values(one).flat() : [one],
      );
    return (
      wanted.some((source) => source !== undefined && source !== 'camera') ||
      chromeMediaSource !== undefined ||
      mandatory?.chromeMediaSource !== undefined
    );
  } catch {
    return true;
  }
}

interface Asked {
  readonly mediaSource?: unknown;
  readonly chromeMediaSource?: unknown;
  readonly mandatory?: { readonly chromeMediaSource?: unknown };
}

/** Gives this page the handle that the host asks for. Returns the handle; empty for none. */
function watchHandle({ view, quietly, patch, apply }: PageTools): () => string {
  let handle = '';
  let own = false;
  // A page that sets another handle, or none, can't be told from another tab any more.
  patch(
    view.MediaDevices?.prototype,
    'setCaptureHandleConfig',
    (call) =>
      function (...given) {
        if (!own) handle = '';
        return apply(call, this, given);
      },
  );
  view.document.addEventListener(SENSOR_HANDLE, (event) => {
    const { detail } = event as CustomEvent<unknown>;
    if (typeof detail !== 'string' || detail === handle) return;
    quietly(() => {
      own = true;
      try {
        (view.navigator.mediaDevices as Handling).setCaptureHandleConfig?.({
          handle: detail,
          permittedOrigins: [view.location.origin],
        });
        handle = detail;
      } finally {
        own = false;
      }
    });
  });
  return () => handle;
}

/** What is shared, as far as the browser says. */
function kindOf(track: Handled | undefined, handle: string): Signal {
  if (track?.getSettings().displaySurface !== 'browser' || handle === '') return 'sharesMore';
  const there = track.getCaptureHandle?.() ?? null;
  if (there?.handle === handle) return 'sharesThisTab';
  return there === null ? 'sharesOtherTab' : 'sharesMore';
}

function watchClones(
  { view, patch, apply, quietly }: PageTools,
  isShared: (track: unknown) => boolean,
  watch: (track: MediaStreamTrack) => void,
): void {
  patch(
    view.MediaStreamTrack?.prototype,
    'clone',
    (call) =>
      function (...given) {
        const copy = apply(call, this, given) as MediaStreamTrack;
        quietly(() => {
          if (isShared(this)) watch(copy);
        });
        return copy;
      },
  );
  patch(
    view.MediaStream?.prototype,
    'clone',
    (call) =>
      function (...given) {
        const copy = apply(call, this, given) as MediaStream;
        quietly(() => {
          const tracks = (this as MediaStream).getTracks();
          for (const [index, track] of copy.getTracks().entries())
            if (isShared(tracks[index])) watch(track);
        });
        return copy;
      },
  );
}
