/** A stream through the age format (C2SP age, passphrase recipient). */
export interface Aged {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Ends the worker, even in the middle of the stream. */
  stop(): void;
}

/**
 * Encrypts or decrypts a stream with a passphrase.
 * @throws Error if the header can't be read, or the passphrase doesn't open it
 */
export type Age = (
  way: 'encrypt' | 'decrypt',
  passphrase: string,
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
) => Promise<Aged>;

/** Works in a worker, because deriving the key blocks its thread for seconds. */
export const ageInWorker: Age = (way, passphrase, stream) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./age-worker.ts', import.meta.url), { type: 'module' });
    const stop = () => worker.terminate();
    const fail = (why: string) => {
      stop();
      reject(new Error(why));
    };
    worker.addEventListener('message', ({ data }) =>
      'stream' in data ? resolve({ stream: data.stream, stop }) : fail(data.failed),
    );
    worker.addEventListener('error', ({ message }) => fail(message));
    worker.postMessage({ way, passphrase, stream }, [stream]);
  });
