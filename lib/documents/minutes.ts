/** Contact minutes of individual psychotherapy by its code, as US payers read them (CPT). */
const BANDS = [
  { code: '90832', from: 16, to: 37 },
  { code: '90834', from: 38, to: 52 },
  { code: '90837', from: 53, to: null },
] as const;
export type Band = (typeof BANDS)[number];

/**
 * The band that so many whole contact minutes are in; null below the shortest. It is information
 * for after a session: a code is chosen by the person who bills.
 */
export const bandOf = (contactMinutes: number): Band | null =>
  BANDS.findLast(({ from }) => contactMinutes >= from) ?? null;
