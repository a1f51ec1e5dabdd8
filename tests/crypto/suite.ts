/**
 * The cryptography, checked the same way in Node, Chromium and Firefox. It needs nothing but
 * WebCrypto and WebAssembly, so that it can be run inside a page of the built extension.
 */
import fc from 'fast-check';
import { fromHex, toHex } from '@/lib/vault/bytes';
import { type NamedKey, OpenError, open, type PublicKey, seal } from '@/lib/vault/envelope';
import { derive } from '@/lib/vault/passphrase';
import vectors from './vectors-1.json';

export interface Case {
  readonly name: string;
  run(): Promise<void>;
}

function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [actual, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${a} is not ${b}`);
}

const aesKey = (bytes: Uint8Array<ArrayBuffer>) =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);

const newKey = async (id = '0123456789abcdef'): Promise<NamedKey> => ({
  id,
  key: await aesKey(crypto.getRandomValues(new Uint8Array(32))),
});

async function newPair(id = 'fedcba9876543210'): Promise<{ open: NamedKey; seal: PublicKey }> {
  const pair = (await crypto.subtle.generateKey('X25519', true, ['deriveBits'])) as CryptoKeyPair;
  const [secret, shared] = await Promise.all([
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
    crypto.subtle.exportKey('raw', pair.publicKey),
  ]);
  const key = await crypto.subtle.importKey('pkcs8', secret, 'X25519', false, ['deriveBits']);
  return { open: { id, key }, seal: { id, publicKey: new Uint8Array(shared) } };
}

/** The two ways to seal, each with what opens it. */
const WAYS = {
  'with a key': async () => {
    const key = await newKey();
    return { seal: key, open: key, other: await newKey() };
  },
  'with a public key': async () => {
    const pair = await newPair();
    return { seal: pair.seal, open: pair.open, other: (await newPair()).open };
  },
} as const;

const reason = (failing: Promise<unknown>) =>
  failing.then(
    () => 'opened',
    (error: unknown) => (error instanceof OpenError ? error.reason : String(error)),
  );

const perWay: readonly Case[] = Object.entries(WAYS).flatMap(([way, keys]) => [
  {
    name: `what is sealed ${way} opens as what it was, and shows nothing of it`,
    run: async () => {
      const { seal: to, open: from } = await keys();
      const value = { text: 'boundary with sister', list: [1, null, 'ü'] };
      const sealed = await seal(to, 'line', 'a', value);
      equal(await open([from], 'line', 'a', sealed), value);
      equal(new TextDecoder('latin1').decode(sealed).includes('boundary'), false);
      const again = await seal(to, 'line', 'a', value);
      equal(toHex(again) === toHex(sealed), false);
    },
  },
  {
    name: `what is sealed ${way} is refused as another kind, another id, or with another key`,
    run: async () => {
      const { seal: to, open: from, other } = await keys();
      const sealed = await seal(to, 'line', 'a', 'x');
      equal(await reason(open([from], 'draft', 'a', sealed)), 'notAuthentic');
      equal(await reason(open([from], 'line', 'b', sealed)), 'notAuthentic');
      equal(await reason(open([other], 'line', 'a', sealed)), 'notAuthentic');
      equal(await reason(open([], 'line', 'a', sealed)), 'unknownKey');
    },
  },
  {
    name: `what is sealed ${way} is refused when any byte was changed, when it was cut, and when it grew`,
    run: async () => {
      const { seal: to, open: from } = await keys();
      const sealed = await seal(to, 'line', 'a', 'x');
      for (let index = 0; index < sealed.length; index += 1) {
        const changed = sealed.slice();
        changed[index] = (changed[index] ?? 0) ^ 1;
        const told = await reason(open([from], 'line', 'a', changed));
        if (!/^(notAuthentic|tooShort|unknown(Version|Algorithm|Key))$/.test(told))
          throw new Error(`byte ${index}: ${told}`);
      }
      for (let length = 0; length < sealed.length; length += 1) {
        const told = await reason(open([from], 'line', 'a', sealed.slice(0, length)));
        if (!/^(notAuthentic|tooShort)$/.test(told)) throw new Error(`cut at ${length}: ${told}`);
      }
      equal(
        await reason(open([from], 'line', 'a', new Uint8Array([...sealed, 0]))),
        'notAuthentic',
      );
    },
  },
  {
    name: `whatever is sealed ${way} comes back`,
    run: async () => {
      const { seal: to, open: from } = await keys();
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), fc.string({ unit: 'binary' }), async (value, id) =>
          equal(await open([from], 'line', id, await seal(to, 'line', id, value)), value),
        ),
        { numRuns: 50 },
      );
    },
  },
]);

export const CASES: readonly Case[] = [
  ...perWay,
  {
    name: 'bytes that nobody has sealed are refused',
    run: async () => {
      const key = await newKey();
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 120 }), async (bytes) => {
          const told = await reason(open([key], 'line', 'a', bytes));
          if (told === 'opened' || told.includes(' ')) throw new Error(told);
        }),
        { numRuns: 300 },
      );
    },
  },
  {
    name: 'envelopes of version 1 open as they were written',
    run: async () => {
      const { aes, hpke, value } = vectors;
      equal(
        await open(
          [{ id: aes.keyId, key: await aesKey(fromHex(aes.key)) }],
          'line',
          aes.id,
          fromHex(aes.sealed),
        ),
        value,
      );
      const key = await crypto.subtle.importKey(
        'pkcs8',
        fromHex(hpke.privateKey),
        'X25519',
        false,
        ['deriveBits'],
      );
      equal(await open([{ id: hpke.keyId, key }], 'draft', hpke.id, fromHex(hpke.sealed)), value);
    },
  },
  {
    name: 'a passphrase gives the key that it always gave, however its letters are composed',
    run: async () => {
      const salt = fromHex('000102030405060708090a0b0c0d0e0f');
      const cost = { memoryKiB: 256, passes: 2, lanes: 1 };
      const expected = '9591acff87500a1ffa13d9ee71df230fd1e169b9028a7dd548e0d8efe59a3067';
      equal(toHex(await derive('pässword', salt, cost)), expected);
      equal(toHex(await derive('pässword'.normalize('NFD'), salt, cost)), expected);
      equal(toHex(await derive('passwort', salt, cost)) === expected, false);
    },
  },
];
