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

/** A legal hold is on the client whose file or session should be erased. Nothing changed. */
export class UnderHoldError extends Error {
  override readonly name = 'UnderHoldError';
  constructor() {
    super('a legal hold is on this client');
  }
}

/** What a restore would change is not what it was when it looked. */
export class RestoreOutdatedError extends Error {
  override readonly name = 'RestoreOutdatedError';
  constructor() {
    super('something has changed since the backup was looked into');
  }
}

/** This version can't read the lock in the database. Nothing is changed. */
export class LockUnreadableError extends Error {
  override readonly name = 'LockUnreadableError';
  constructor() {
    super('the lock of this vault can not be read');
  }
}

/**
 * The lock's public keys are not those of its secret ones: somebody has exchanged them in the
 * database. What was written while locked since then is sealed for whoever did it.
 */
export class LockForgedError extends Error {
  override readonly name = 'LockForgedError';
  constructor() {
    super('the public keys of this vault are not its own');
  }
}

/** The document of a session is final or can't be read, so its notes stay. Nothing changed. */
export class DocumentFinalError extends Error {
  override readonly name = 'DocumentFinalError';
  constructor() {
    super('the document of this session is final');
  }
}
