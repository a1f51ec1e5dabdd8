import type { Derive } from './passphrase';

/**
 * Runs `derive` in a new worker, so that the page stays responsive. Rejects if the worker fails.
 */
export const deriveInWorker: Derive = (passphrase, salt, cost) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./derive-worker.ts', import.meta.url), { type: 'module' });
    const done = (settle: () => void) => {
      worker.terminate();
      settle();
    };
    worker.addEventListener('message', ({ data }) =>
      done(() => ('bytes' in data ? resolve(data.bytes) : reject(new Error(data.failed)))),
    );
    worker.addEventListener('error', ({ message }) => done(() => reject(new Error(message))));
    worker.postMessage({ passphrase, salt, cost });
  });
