import { expect, test } from 'vitest';
import { shareTeller } from '@/lib/background/shares';

test('each change of what a tab shares is told once', () => {
  const told: string[] = [];
  const hear = shareTeller((tabId, signal) => told.push(`${tabId} ${signal}`));
  // A camera that goes on and off is told of with the same word about the screen.
  for (const [tabId, shares] of [
    [1, false],
    [1, true],
    [1, true],
    [2, true],
    [1, false],
    [1, false],
    [1, true],
  ] as const)
    hear(tabId, shares);
  expect(told).toEqual(['1 sharesMore', '2 sharesMore', '1 shareEnded', '1 sharesMore']);
});
