/**
 * Holds an update of the extension back while a session runs. A background that is ended meanwhile
 * forgets that one waits; the browser then installs it when it likes.
 * @param busy whether a session is running
 * @param install ends this copy of the extension and starts the new one
 */
export function heldUpdates(busy: () => Promise<boolean>, install: () => void) {
  let waits = false;
  const installWhenQuiet = async () => {
    if (waits && !(await busy())) install();
  };
  return {
    /** Told when an update is there. */
    arrived(): Promise<void> {
      waits = true;
      return installWhenQuiet();
    },
    /** Told when a session is over. */
    sessionOver: installWhenQuiet,
  };
}
