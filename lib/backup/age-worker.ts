/** Encrypts or decrypts one stream in the age format, outside the page's thread. */
import { Decrypter, Encrypter } from 'age-encryption';

interface Asked {
  readonly way: 'encrypt' | 'decrypt';
  readonly passphrase: string;
  readonly stream: ReadableStream<Uint8Array>;
}

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  run(data).then(
    (stream) => postMessage({ stream }, { transfer: [stream] }),
    (error: unknown) => postMessage({ failed: String(error) }),
  );
});

async function run({ way, passphrase, stream }: Asked): Promise<ReadableStream<Uint8Array>> {
  if (way === 'encrypt') {
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase);
    return encrypter.encrypt(stream);
  }
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(stream);
}
