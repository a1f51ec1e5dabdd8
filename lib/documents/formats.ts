import { KINDS, type Kind, type OwnFormat } from '../notes';
import type { Text } from '../text';

/** Parts of a session's document, by what is in them. */
export const SECTIONS = [
  'subjective',
  'objective',
  'data',
  'behaviour',
  'goal',
  'problem',
  'intervention',
  'response',
  'assessment',
  'plan',
  'narrative',
  'measures',
  'risk',
] as const;
export type SectionId = (typeof SECTIONS)[number];

/** The formats that Perch brings along. */
export const FORMATS = ['narrative', 'soap', 'dap', 'birp', 'girp', 'pirp'] as const;
export type FormatId = (typeof FORMATS)[number];

/** A format that Perch brings along. */
interface Format {
  readonly sections: readonly SectionId[];
  /** Where each kind of note goes. A kind that isn't here is left out of the document. */
  readonly places: Readonly<Partial<Record<Kind, SectionId>>>;
}

/** What the client brings, and what it is called in the agenda of the session. */
export const AGENDA = ['focus', 'topic', 'goal', 'outcome'] as const;
/** What the client says, also in answer to something. */
export const SAID = [
  'note',
  'said',
  'question',
  'doubt',
  'history',
  'challenge',
  'importance',
  'evidence',
  'summary',
] as const;
const SEEN = ['observed', 'measure'] as const;
const ANSWERED = ['response', 'takeaway'] as const;
/** What the practitioner makes of it. */
const WEIGHED = ['observation', 'theme', 'assessment'] as const;

const to = <Section extends SectionId>(kinds: readonly Kind[], section: Section) =>
  Object.fromEntries(kinds.map((kind) => [kind, section])) as Partial<Record<Kind, Section>>;

/** Plans have a section of their own in each format, and so has risk. */
const ALWAYS = { ...to(['plan'], 'plan'), ...to(['risk'], 'risk') };

/** What goes where, by the common use of each format. */
export const FORMAT: Readonly<Record<FormatId, Format>> = {
  narrative: {
    sections: ['narrative', 'measures', 'risk'],
    places: {
      ...to([...AGENDA, ...SAID, 'theme', ...ANSWERED, 'plan'], 'narrative'),
      ...to(['measure'], 'measures'),
      ...to(['risk'], 'risk'),
    },
  },
  soap: {
    sections: ['subjective', 'objective', 'assessment', 'plan', 'risk'],
    places: {
      ...to([...AGENDA, ...SAID, ...ANSWERED], 'subjective'),
      ...to(SEEN, 'objective'),
      ...to(['offered', ...WEIGHED], 'assessment'),
      ...ALWAYS,
    },
  },
  dap: {
    sections: ['data', 'assessment', 'plan', 'risk'],
    places: {
      ...to([...AGENDA, ...SAID, ...SEEN, 'offered', ...ANSWERED], 'data'),
      ...to(WEIGHED, 'assessment'),
      ...ALWAYS,
    },
  },
  birp: {
    sections: ['behaviour', 'intervention', 'response', 'plan', 'risk'],
    places: {
      ...to([...AGENDA, ...SAID, ...SEEN], 'behaviour'),
      ...to(['offered'], 'intervention'),
      ...to([...ANSWERED, ...WEIGHED], 'response'),
      ...ALWAYS,
    },
  },
  girp: {
    sections: ['goal', 'intervention', 'response', 'plan', 'risk'],
    places: {
      ...to(AGENDA, 'goal'),
      ...to(['offered'], 'intervention'),
      ...to([...SAID, ...SEEN, ...ANSWERED, ...WEIGHED], 'response'),
      ...ALWAYS,
    },
  },
  pirp: {
    sections: ['problem', 'intervention', 'response', 'plan', 'risk'],
    places: {
      ...to(AGENDA, 'problem'),
      ...to(['offered'], 'intervention'),
      ...to([...SAID, ...SEEN, ...ANSWERED, ...WEIGHED], 'response'),
      ...ALWAYS,
    },
  },
};

/** A format of a document: one that Perch brings along, or one of the practitioner's own. */
export interface NoteFormat {
  readonly id: string;
  readonly name: string;
  readonly sections: readonly { readonly id: string; readonly title: string }[];
  /** The id of the section of each kind of note. A kind that isn't here is left out. */
  readonly places: Readonly<Partial<Record<Kind, string>>>;
}

const broughtAlong = (id: FormatId, text: Text): NoteFormat => ({
  id,
  name: text(`format_name_${id}`),
  sections: FORMAT[id].sections.map((section) => ({ id: section, title: text(`doc_${section}`) })),
  places: FORMAT[id].places,
});

/** All formats there are: those that Perch brings along, then the practitioner's own. */
export const formatsWith = (own: readonly OwnFormat[], text: Text): readonly NoteFormat[] => [
  ...FORMATS.map((id) => broughtAlong(id, text)),
  // A backup that somebody made by hand can have any ids.
  ...own.filter(({ id }) => !FORMATS.some((known) => known === id)),
];

/**
 * The format with this id; SOAP for one that isn't known.
 * @param formats all that there are
 */
export function formatCalled(id: string, formats: readonly NoteFormat[]): NoteFormat {
  const found = (wanted: string) => formats.find((known) => known.id === wanted);
  const format = found(id) ?? found('soap');
  if (!format) throw new RangeError('SOAP is always there');
  return format;
}

/** The format with this id if it is one of the practitioner's own; null for any other. */
export const ownFormatCalled = (id: string, formats: readonly NoteFormat[]): OwnFormat | null => {
  if (FORMATS.some((known) => known === id)) return null;
  const own = formats.find((format) => format.id === id);
  return own ? { ...own, sections: [...own.sections], places: { ...own.places } } : null;
};

/** The section that a kind of note goes to, or null if the format leaves it out. */
export const sectionOf = (
  { sections, places }: NoteFormat,
  kind: Kind,
): NoteFormat['sections'][number] | null => sections.find(({ id }) => id === places[kind]) ?? null;

/** Kinds that no format shows: they say something about the session, not of it. */
export const NOWHERE: readonly Kind[] = KINDS.filter((kind) =>
  FORMATS.every((format) => FORMAT[format].places[kind] === undefined),
);

/** A new format of one's own, with the sections and places of another one. */
export const formatLike = (
  { sections, places }: NoteFormat,
  id: string,
  newId: () => string,
): OwnFormat => {
  const ids = new Map(sections.map((section) => [section.id, newId()]));
  return {
    id,
    name: '',
    sections: sections.map((section) => ({ id: ids.get(section.id) ?? '', title: section.title })),
    places: Object.fromEntries(
      Object.entries(places).flatMap(([kind, section]) => {
        const to = ids.get(section);
        return to === undefined ? [] : [[kind, to]];
      }),
    ),
  };
};
