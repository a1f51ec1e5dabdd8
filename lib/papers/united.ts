/** Two lists in one: of what has one id, mine stays. */
export const united = <T extends { readonly id: string }>(
  mine: readonly T[],
  other: readonly T[],
): readonly T[] => [...mine, ...other.filter(({ id }) => !mine.some((one) => one.id === id))];

/** Two texts in one, without saying any line twice. */
export const both = (mine: string, other: string): string => {
  const lines = mine.split('\n');
  const more = other.split('\n').filter((line) => !lines.includes(line));
  return [...(mine === '' ? [] : [mine]), ...more.filter(Boolean)].join('\n');
};
