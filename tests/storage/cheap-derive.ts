import { type Derive, deriveInWorker } from '@/lib/vault';

/**
 * The real derivation at a hundredth of its price, in a worker as in the desk. A derivation takes
 * memory that the browser frees with its worker, or whenever it likes where there is none, and its
 * room for such memory ends.
 */
export const cheap: Derive = (passphrase, salt, cost) =>
  deriveInWorker(passphrase, salt, { ...cost, memoryKiB: cost.memoryKiB / 128, passes: 1 });
