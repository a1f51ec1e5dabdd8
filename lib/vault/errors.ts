/** A session that should be written in is gone: erased, or removed with a rehearsal. */
export class NoSuchSessionError extends Error {
  override readonly name = 'NoSuchSessionError';
  constructor() {
    super('the session to write in is gone');
  }
}

/** Nothing can be erased or restored while a session that it concerns is open. */
export class SessionOpenError extends Error {
  override readonly name = 'SessionOpenError';
  constructor() {
    super('a session is still open');
  }
}

/** What a restore would change is not what it was when it looked. */
export class RestoreOutdatedError extends Error {
  override readonly name = 'RestoreOutdatedError';
  constructor() {
    super('something has changed since the backup was looked into');
  }
}
