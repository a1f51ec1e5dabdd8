import * as v from 'valibot';
import { someOf, type TypeOf } from '../session';
import { KINDS, type Kind } from './note';

/** Most own formats, and most sections of one, that can be added. */
export const MOST_FORMATS = 20;
export const MOST_SECTIONS = 12;
/** Most UTF-16 units of a format's name, and of a section's title. */
export const LONGEST_TITLE = 60;

const title = v.pipe(v.string(), v.maxLength(LONGEST_TITLE));

/** A format for a session's document that a practitioner has made. */
export const ownFormatShape = v.strictObject({
  id: v.string(),
  name: title,
  sections: v.array(v.strictObject({ id: v.string(), title })),
  /** The id of the section that each kind of note goes to. Other kinds are left out. */
  places: someOf(KINDS, v.string()),
});
export type OwnFormat = TypeOf<typeof ownFormatShape>;

/** Why an own format can't be kept. */
export type FormatProblem =
  | 'formatNameEmpty'
  | 'formatNameTaken'
  | 'formatSectionsNone'
  | 'formatTitleEmpty'
  | 'formatTitleTaken';

const plain = (text: string) => text.trim().toLocaleLowerCase();

/**
 * The reason an own format can't be kept, or null.
 * @param taken the names of all other formats
 */
export function formatProblem(
  { name, sections }: OwnFormat,
  taken: readonly string[],
): FormatProblem | null {
  if (plain(name) === '') return 'formatNameEmpty';
  if (taken.some((other) => plain(other) === plain(name))) return 'formatNameTaken';
  if (sections.length === 0) return 'formatSectionsNone';
  const titles = sections.map(({ title }) => plain(title));
  if (titles.includes('')) return 'formatTitleEmpty';
  return new Set(titles).size < titles.length ? 'formatTitleTaken' : null;
}

/** The format without a section. Its kinds of notes are left out from then on. */
export const withoutSection = (format: OwnFormat, id: string): OwnFormat => ({
  ...format,
  sections: format.sections.filter((section) => section.id !== id),
  places: Object.fromEntries(Object.entries(format.places).filter(([, section]) => section !== id)),
});

/** The format with a kind of note in a section; null leaves the kind out. */
export function withPlace(format: OwnFormat, kind: Kind, section: string | null): OwnFormat {
  const { [kind]: _, ...others } = format.places;
  return { ...format, places: section === null ? others : { ...others, [kind]: section } };
}

/** The format with a section one place earlier or later. At an end it stays where it is. */
export function withSectionMoved(format: OwnFormat, id: string, by: -1 | 1): OwnFormat {
  const from = format.sections.findIndex((section) => section.id === id);
  const moved = format.sections[from];
  const other = format.sections[from + by];
  if (!moved || !other) return format;
  return {
    ...format,
    sections: format.sections.map((section) =>
      section === moved ? other : section === other ? moved : section,
    ),
  };
}
