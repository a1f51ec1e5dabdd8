/** A measure of one number that its person names, in place of scales that may not be copied. */
export interface OwnMeasure {
  readonly id: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Which way it points; null when neither is better. */
  readonly better: 'more' | 'less' | null;
}

/** Most UTF-16 units of an own measure's name. */
export const LONGEST_MEASURE_NAME = 80;

/** Why an own measure, or a value of one, can't be kept. */
export type OwnMeasureProblem = 'nameEmpty' | 'nameTooLong' | 'nameTaken' | 'notANumber' | 'range';

/** The reason an own measure can't be kept beside the others, or null. */
export function ownMeasureProblem(
  { id, name, from, to }: OwnMeasure,
  others: readonly OwnMeasure[],
): OwnMeasureProblem | null {
  const clean = name.trim();
  if (clean === '') return 'nameEmpty';
  if (clean.length > LONGEST_MEASURE_NAME) return 'nameTooLong';
  const folded = clean.toLowerCase();
  if (others.some((other) => other.id !== id && other.name.trim().toLowerCase() === folded))
    return 'nameTaken';
  if (!Number.isFinite(from) || !Number.isFinite(to)) return 'notANumber';
  return from < to ? null : 'range';
}

/**
 * A number as people type it, with a comma or a point; null if it is none, or has commas as between
 * thousands: "4,500" is four thousand to some, and four and a half to others.
 */
export function readNumber(typed: string): number | null {
  const clean = typed.normalize('NFKC').trim().replace('\u2212', '-');
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+$/.test(clean)) return null;
  const plain = clean.replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

/** The reason a value can't be kept, or null. */
export function valueProblem(
  { from, to }: OwnMeasure,
  value: number | null,
): 'notANumber' | 'range' | null {
  if (value === null || !Number.isFinite(value)) return 'notANumber';
  return value < from || value > to ? 'range' : null;
}
