import { expect, test } from 'vitest';
import { INSTRUMENT, INSTRUMENTS } from '@/lib/measures';

// Their authors allow their use as they stand: a changed word is another instrument.
test.each(INSTRUMENTS)('%s stands word for word, with its notice', async (id) => {
  const { name, title, version, stem, items, options, unscored, notice } = INSTRUMENT[id];
  const words = { name, title, version, stem, items, options, unscored, notice };
  await expect(`${JSON.stringify(words, null, 2)}\n`).toMatchFileSnapshot(
    `../../fixtures/golden/${id}.json`,
  );
});
