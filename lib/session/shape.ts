/**
 * What shapes are written with. A shape says once what something that is kept or sent looks like;
 * its type, the messages and the stored records follow from it.
 */
import * as v from 'valibot';

type Unchanging<T> = T extends readonly (infer Item)[]
  ? readonly Unchanging<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Unchanging<T[Key]> }
    : T;

/** The type of a shape. Nobody changes what they are given. */
export type TypeOf<Shape extends v.GenericSchema> = Unchanging<v.InferOutput<Shape>>;

/** A number in this range, both ends included. */
export const between = (least: number, most: number) =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most));

/** The milliseconds of 10,000 years. */
const LONGEST = 315_569_520_000_000;
/** Epoch milliseconds that every calendar can show, with room to add to them. */
export const instant = between(-LONGEST, LONGEST);
/** A span in milliseconds. */
export const milliseconds = between(-LONGEST, LONGEST);
/** Whole minutes, from 0 to the minutes of a week. */
export const minutes = v.pipe(between(0, 10_080), v.integer());
/** How far a place's clock is from UTC, in minutes. */
export const utcOffset = between(-1_440, 1_440);

/** The same shape for each of these keys. */
export const allOf = <Key extends string, Shape extends v.GenericSchema>(
  keys: readonly Key[],
  shape: Shape,
) => v.strictObject(Object.fromEntries(keys.map((key) => [key, shape])) as Record<Key, Shape>);

/** A shape for some of these keys. */
export const someOf = <Key extends string, Shape extends v.GenericSchema>(
  keys: readonly Key[],
  shape: Shape,
) => allOf(keys, v.exactOptional(shape));
