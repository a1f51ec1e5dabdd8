import { type LegId, MINUTE } from '@/lib/session';

/** The minutes of a made-up session, leg by leg. */
const MINUTES: readonly (readonly [LegId, number])[] = [
  ['opening', 3],
  ['agenda', 7],
  ['exploration', 14],
  ['agenda', 2],
  ['exploration', 9],
  ['integration', 6],
  ['planning', 4],
  ['closing', 5],
];

/** A made-up session, as a ribbon draws it. */
export const EXAMPLE = {
  startedAt: 0,
  endsAt: 50 * MINUTE,
  elapsedMs: 50 * MINUTE,
  interruptions: [],
  stretches: MINUTES.map(([leg, minutes], index) => {
    const from = MINUTES.slice(0, index).reduce((sum, [, before]) => sum + before, 0);
    return { leg, from: from * MINUTE, to: (from + minutes) * MINUTE };
  }),
};
