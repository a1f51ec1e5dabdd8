import type { PageTools } from './page-tools';
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

  tools.patch(
    view.MediaDevices?.prototype,
    'getDisplayMedia',
    (call) =>
      function (...given) {
        quietly(() => tell('share'));
        const promise = tools.apply(call, this, given);
        tools.follow<MediaStream>(
          promise,
          (stream) => {
            sharing = true;
            if (!clonesWatched) watchClones(tools, isShared, watch);
            clonesWatched = true;
            for (const track of stream.getTracks()) watch(track);
            tell(kindOf(stream.getVideoTracks()[0], handle()));
            onBegan();
          },
          () => tell(sharing ? 'sharesMore' : 'shareFailed'),
        );
        return promise;
      },
  );
  return { isOn: () => sharing, look };
}

/** Gives this page the handle that the host asks for. Returns the handle; empty for none. */
function watchHandle({ view, quietly }: PageTools): () => string {
  let handle = '';
  view.document.addEventListener(SENSOR_HANDLE, (event) => {
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
