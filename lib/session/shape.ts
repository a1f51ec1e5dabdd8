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

/** Epoch milliseconds. */
export const instant = v.pipe(v.number(), v.finite());
/** Whole minutes, 0 or more. */
export const minutes = v.pipe(v.number(), v.integer(), v.minValue(0));

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
