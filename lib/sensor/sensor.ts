import { watchCallMedia } from './call-media';
import { pageTools } from './page-tools';
import { watchShares } from './shares';
import { SENSOR_THERE } from './signals';

/**
 * Milliseconds between two looks at captures and connections. No event tells when a page itself
 * stops a track or closes a connection.
 */
const LOOK_EVERY = 1_000;

/**
 * Notices in a page's own world that the page shares a screen or is in a call. Every call goes
 * through unchanged and returns the original result. Patched: `getDisplayMedia`,
 * `getAllScreensMedia` (managed ChromeOS alone has it), `getUserMedia` in all its forms,
 * `setCaptureHandleConfig`, `setRemoteDescription`, `Function.prototype.toString` (to hide the
 * patches) and, from the first share on, `clone` of tracks and streams.
 *
 * Limits: a watched promise counts as handled, so a refused share that the page ignores raises no
 * `unhandledrejection`. Functions that the page saved before this script ran aren't watched.
 */
export function installSensor(view: Window & typeof globalThis): void {
  const { document } = view;
  // Another copy, from before an update, is already at work.
  if (!document.dispatchEvent(new view.CustomEvent(SENSOR_THERE, { cancelable: true }))) return;
  document.addEventListener(SENSOR_THERE, (event) => event.preventDefault());

  const tools = pageTools(view);
  let stop: (() => void) | null = null;
  const look = () =>
    tools.quietly(() => {
      for (const watch of watches) watch.look();
      if (watches.some((watch) => watch.isOn())) return;
      stop?.();
      stop = null;
    });
  const lookOn = () => {
    stop ??= tools.every(LOOK_EVERY, look);
  };
  const watches = [watchShares(tools, lookOn), watchCallMedia(tools, lookOn)];
}
