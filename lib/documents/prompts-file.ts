import * as v from 'valibot';
import {
  CATALOGUE,
  LONGEST_PROMPT,
  MOST_OWN,
  type PersonalPrompts,
  promptProblem,
  SITUATIONS,
} from '../prompts';
import { LEGS } from '../session';

const FORMAT = 'perch-prompts';
const FORMAT_VERSION = 1;

/** Largest file that is read, in bytes; also most UTF-16 units. A full set is far smaller. */
export const LARGEST_PROMPTS_FILE = 2_000_000;

/**
 * Why a prompts file was refused. `where` is the path of the first fault, such as `added.3.text`.
 */
export type PromptsFileProblem =
  | { readonly reason: 'notJson' | 'otherFile' | 'newerVersion' | 'tooLarge' }
  | { readonly reason: 'badContent'; readonly where: string };

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
const words = v.pipe(
  v.string(),
  v.maxLength(LONGEST_PROMPT),
  v.check((text) => promptProblem(text) === null),
);
const content = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(FORMAT_VERSION),
  pinned: v.strictObject(
    Object.fromEntries(LEGS.map((leg) => [leg, v.exactOptional(id)])) as Record<
      (typeof LEGS)[number],
      ReturnType<typeof v.exactOptional<typeof id, undefined>>
    >,
  ),
  favourites: v.array(id),
  hidden: v.array(id),
  edited: v.record(id, words),
  added: v.pipe(
    v.array(
      v.strictObject({
        id: v.pipe(id, v.startsWith('own-')),
        text: words,
        legs: v.pipe(v.array(v.picklist(LEGS)), v.minLength(1)),
        situation: v.nullable(v.picklist(SITUATIONS)),
      }),
    ),
    v.maxLength(MOST_OWN),
  ),
});

/** The practitioner's prompts as JSON, with the format's name and version. */
export const promptsToJson = (set: PersonalPrompts): string =>
  JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, ...set }, null, 2);

/**
 * Reads what `promptsToJson` wrote. If anything is unknown or missing, the whole file is refused
 * with the place of the first fault. Ids of catalogue prompts that this version doesn't have are
 * left out.
 */
export function promptsFromJson(json: string): PersonalPrompts | PromptsFileProblem {
  if (json.length > LARGEST_PROMPTS_FILE) return { reason: 'tooLarge' };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { reason: 'notJson' };
  }
  const head = v.safeParse(
    v.looseObject({ format: v.literal(FORMAT), version: v.number() }),
    value,
  );
  if (!head.success) return { reason: 'otherFile' };
  if (head.output.version > FORMAT_VERSION) return { reason: 'newerVersion' };
  const read = v.safeParse(content, value);
  if (!read.success) return { reason: 'badContent', where: v.getDotPath(read.issues[0]) ?? '' };
  const { format: _, version: __, ...set } = read.output;
  const known = (one: string) =>
    CATALOGUE.some((prompt) => prompt.id === one) || set.added.some((own) => own.id === one);
  const keep = <T>(entries: Readonly<Record<string, T>>, holds: (entry: [string, T]) => boolean) =>
    Object.fromEntries(Object.entries(entries).filter(holds));
  return {
    pinned: keep(set.pinned, ([, one]) => known(one)),
    favourites: set.favourites.filter(known),
    hidden: set.hidden.filter(known),
    edited: keep(set.edited, ([one]) => known(one)),
    added: set.added,
  };
}
