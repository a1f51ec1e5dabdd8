/** Document Picture-in-Picture, which TypeScript does not know yet. */
interface Pictures {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

/** What Firefox gives content scripts to reach a page's own objects with. */
interface Reaching {
  readonly wrappedJSObject?: { readonly documentPictureInPicture?: Pictures };
  readonly cloneInto?: <T>(value: T, into: object) => T;
  readonly XPCNativeWrapper?: (of: Window) => Window;
}

/**
 * Opens a window that stays on top and belongs to this page. It has to be asked for by a press.
 * Null where the browser has none. The page can read the window's own document, as it can read its
 * own; the frame in it stays closed to it.
 */
export async function openOnTop(
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
