/**
 * Holds back an update of the extension while a session runs. A background that ends meanwhile
 * forgets the update, and the browser installs it when it likes.
 * @param busy whether a session is running
 * @param install ends this copy of the extension and starts the new one
 */
export function heldUpdates(busy: () => Promise<boolean>, install: () => void) {
  let waits = false;
  const installWhenQuiet = async () => {
    if (waits && !(await busy())) install();
  };
  return {
    /** Call it when an update is available. */
    arrived(): Promise<void> {
      waits = true;
      return installWhenQuiet();
    },
    /** Call it when a session is over. */
    sessionOver: installWhenQuiet,
  };
}
