/** A session that should be written in is gone: erased, or removed with a rehearsal. */
export class NoSuchSessionError extends Error {
  override readonly name = 'NoSuchSessionError';
  constructor() {
    super('the session to write in is gone');
  }
}

/** A client's file can't be erased while a session with them is open. */
export class SessionOpenError extends Error {
  override readonly name = 'SessionOpenError';
  constructor() {
    super('a session with this client is still open');
  }
}
