import { KINDS, type Kind } from '../notes';

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

interface Format {
  readonly sections: readonly SectionId[];
  /** Where each kind of note goes. A kind that isn't here is left out of the document. */
  readonly places: Readonly<Partial<Record<Kind, SectionId>>>;
}

/** What the client brings, and what it is called in the agenda of the session. */
const AGENDA = ['focus', 'topic', 'goal', 'outcome'] as const;
/** What the client says, also in answer to something. */
const SAID = ['note', 'said', 'history', 'challenge', 'importance', 'evidence', 'summary'] as const;
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

/** The format with this id; SOAP for one that isn't known any more. */
export const formatCalled = (id: string): FormatId =>
  FORMATS.find((known) => known === id) ?? 'soap';

/** The section that a kind of note goes to, or null if the format leaves it out. */
export const sectionOf = (format: FormatId, kind: Kind): SectionId | null =>
  FORMAT[format].places[kind] ?? null;

/** Kinds that no format shows: they say something about the session, not of it. */
export const NOWHERE: readonly Kind[] = KINDS.filter((kind) =>
  FORMATS.every((format) => sectionOf(format, kind) === null),
);
