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
