import { type Cost, derive } from './passphrase';

/** Derives one key outside the page's thread and posts it back. */
interface Asked {
  readonly passphrase: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly cost: Cost;
}

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  derive(data.passphrase, data.salt, data.cost).then(
    (bytes) => postMessage({ bytes }),
    (error: unknown) => postMessage({ failed: String(error) }),
  );
});
