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
    encrypter.setPassphrase(passphrase.normalize('NFC'));
    return encrypter.encrypt(stream);
  }
  const decrypter = new Decrypter();
  // Other programs, and older backups, may have taken it as it was typed.
  const forms = [passphrase, passphrase.normalize('NFC'), passphrase.normalize('NFD')];
  for (const form of new Set(forms)) decrypter.addPassphrase(form);
  return decrypter.decrypt(stream);
}
