import type { FromPanel } from '../messaging';
import { type FrameParts, type PanelFrame, panelFrame } from './frame';
import type { Viewport } from './placement';
import { watchSight } from './sight';
import { important } from './styles';

/** The panel in a window of its own. */
export interface PanelWindow {
  readonly window: Window;
  readonly frame: PanelFrame;
  isCovered(): boolean;
}

interface PanelWindowParts extends FrameParts {
  receive(message: FromPanel, from: PanelFrame): void;
  /** Called each time the panel's page has been loaded. */
  greet(to: PanelFrame): void;
  onClose(closed: PanelWindow): void;
}

/**
 * Opens a window that stays on top, with the panel in it. Null when the browser has none, or does
 * not open one now.
 */
export async function openPanelWindow(
  view: Window & typeof globalThis,
  { width, height }: Viewport,
  parts: PanelWindowParts,
): Promise<PanelWindow | null> {
  const opened = await openOnTop(view, { width, height }).catch(() => null);
  if (!opened) return null;
  const life = new AbortController();
  const frame = panelFrame(
    opened.document,
    parts,
    (message) => parts.receive(message, frame),
    () => parts.greet(frame),
  );
  const { element } = frame;
  // The window's document is the page's own. In a closed root, the page finds neither the frame
  // nor its address, and can't restyle it.
  const host = opened.document.createElement('div');
  host.attachShadow({ mode: 'closed' }).append(element);
  const sight = watchSight({
    view: opened as typeof view,
    element: host,
    signal: life.signal,
    expected: () => ({ x: 0, y: 0, width: opened.innerWidth, height: opened.innerHeight }),
  });
  const made: PanelWindow = { window: opened, frame, isCovered: sight.isUnclear };
  opened.addEventListener('pagehide', () => {
    frame.close();
    life.abort();
    parts.onClose(made);
  });
  important(opened.document.body, { margin: '0' });
  important(host, {
    all: 'initial',
    position: 'fixed',
    left: '0',
    top: '0',
    width: '100vw',
    height: '100vh',
    'z-index': '2147483647',
  });
  frame.load();
  opened.document.body.append(host);
  return made;
}

/** Document Picture-in-Picture, which TypeScript doesn't know yet. */
interface Pictures {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

/** What Firefox gives content scripts to reach the page's own objects. */
interface Reaching {
  readonly wrappedJSObject?: { readonly documentPictureInPicture?: Pictures };
  readonly cloneInto?: <T>(value: T, into: object) => T;
  readonly XPCNativeWrapper?: (of: Window) => Window;
}

/**
 * Opens a window on top that belongs to this page. Call it while a press is handled. Null if the
 * browser has no such window. The page can read the window's document, but not the frame in it.
 */
async function openOnTop(
  view: Window,
  size: { width: number; height: number },
): Promise<Window | null> {
  const scope = globalThis as Reaching;
  const inFirefox = (view as Reaching).wrappedJSObject;
  const pictures =
    inFirefox?.documentPictureInPicture ??
    (view as { documentPictureInPicture?: Pictures }).documentPictureInPicture;
  if (!pictures) return null;
  const opened = await pictures.requestWindow(
    inFirefox && scope.cloneInto ? scope.cloneInto(size, view) : size,
  );
  return inFirefox && scope.XPCNativeWrapper ? scope.XPCNativeWrapper(opened) : opened;
}
