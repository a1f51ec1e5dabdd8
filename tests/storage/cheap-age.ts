import { Decrypter, Encrypter } from 'age-encryption';
import type { Age } from '@/lib/backup';

/** The real format and encryption, with a key that costs almost nothing to derive. */
export const cheapAge: Age = async (way, passphrase, stream) => {
  const stop = () => {};
  if (way === 'encrypt') {
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(4);
    encrypter.setPassphrase(passphrase);
    return { stream: (await encrypter.encrypt(stream)) as typeof stream, stop };
  }
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return { stream: (await decrypter.decrypt(stream)) as typeof stream, stop };
};
