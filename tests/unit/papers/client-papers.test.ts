import { expect, test } from 'vitest';
import { answered, mergedPlans, NO_PLANS, withClosed } from '@/lib/papers/client-papers';

test('what is no longer open stays so beside answers, and where two copies are joined, once', () => {
  const mine = withClosed(NO_PLANS, 'the flat', 5);
  const both = answered(mine, 'p', 'done', 6);
  expect(both.closed).toEqual([{ text: 'the flat', at: 5 }]);
  const other = withClosed(withClosed(NO_PLANS, 'the flat', 5), 'the letter', 7);
  expect(mergedPlans(both, other)).toEqual({
    answers: { p: { answer: 'done', at: 6 } },
    closed: [
      { text: 'the flat', at: 5 },
      { text: 'the letter', at: 7 },
    ],
  });
  expect(mergedPlans(NO_PLANS, NO_PLANS)).toEqual(NO_PLANS);
});
