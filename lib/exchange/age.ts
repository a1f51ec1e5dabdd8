/**
 * A stream through the age format (C2SP age, passphrase recipient), and how to end what does it.
 */
export interface Aged {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Ends the work, whether it is done or not. */
  stop(): void;
}

/**
 * Encrypts or decrypts a stream with a passphrase. @throws Error when the header can't be opened
 * with it
 */
export type Age = (
  way: 'encrypt' | 'decrypt',
  passphrase: string,
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
) => Promise<Aged>;

/** In a worker: deriving its key takes the thread that it runs in for seconds. */
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
