/** Two lists in one: of what has one id, mine stays. */
export const united = <T extends { readonly id: string }>(
  mine: readonly T[],
  other: readonly T[],
): readonly T[] => [...mine, ...other.filter(({ id }) => !mine.some((one) => one.id === id))];
