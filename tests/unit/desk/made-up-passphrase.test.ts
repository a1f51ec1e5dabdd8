import { expect, test } from 'vitest';
import { madeUpPassphrase } from '@/lib/desk/made-up-passphrase';

test('a passphrase that is made up has 125 random bits, in groups that are easy to type', () => {
  const counting = (bytes: Uint8Array) => bytes.set(bytes.map((_, at) => at));
  expect(madeUpPassphrase(counting)).toBe('abcde-fghij-kmnpq-rstuv-wxyz2');
  expect(madeUpPassphrase((bytes) => bytes.fill(255))).toBe('99999-99999-99999-99999-99999');
});

test('every sign is as likely as any other', () => {
  const seen = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1)
    for (const sign of madeUpPassphrase((bytes) => bytes.fill(byte)).replaceAll('-', ''))
      seen.set(sign, (seen.get(sign) ?? 0) + 1);
  expect(seen.size).toBe(32);
  expect(new Set(seen.values()).size).toBe(1);
});
