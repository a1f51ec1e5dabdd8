import * as v from 'valibot';
import { instant, type TypeOf } from '../session';

/** What the head of a session's document says beside times, as somebody typed it. */
export const HEADER_FIELDS = [
  'participants',
  'modality',
  'clientPlace',
  'ownPlace',
  'planLink',
  'signature',
] as const;
export type HeaderField = (typeof HEADER_FIELDS)[number];

/** Most UTF-16 units of own words in one section, and of an addendum. */
export const LONGEST_OWN_WORDS = 20_000;

const words = v.pipe(v.string(), v.maxLength(LONGEST_OWN_WORDS));

export const addendumShape = v.strictObject({
  id: v.string(),
  /** When it was written. */
  at: instant,
  text: words,
});
export type Addendum = TypeOf<typeof addendumShape>;

/**
 * What a session's document has beside its notes, which it is rendered from. A document that is
 * finalised changes no more but by addenda.
 */
export const sessionDocumentShape = v.strictObject({
  /** The id of the format it is shown in. */
  format: v.string(),
  /** Own words by format and section. They stay when another format is shown. */
  own: v.record(v.string(), v.record(v.string(), words)),
  header: v.record(v.picklist(HEADER_FIELDS), words),
  finalisedAt: v.nullable(instant),
  /** Why it was finalised late; empty when it was not, or nobody said. */
  lateReason: words,
  addenda: v.array(addendumShape),
});
export type SessionDocument = TypeOf<typeof sessionDocumentShape>;

/** The document of a session that nobody has looked at yet. */
export const newDocument = (format: string): SessionDocument => ({
  format,
  own: {},
  header: {},
  finalisedAt: null,
  lateReason: '',
  addenda: [],
});

/** Why a document can't be changed. */
export type DocumentProblem = 'finalised' | 'notFinalised' | 'emptyAddendum' | 'ownWordsTooLong';

type Changed = SessionDocument | DocumentProblem;

/** The document in another format. A finalised one can be shown in any, too. */
export const inFormat = (document: SessionDocument, format: string): SessionDocument => ({
  ...document,
  format,
});

/** The document with own words in a section; empty words remove them. */
export function withOwnWords(
  document: SessionDocument,
  format: string,
  section: string,
  text: string,
): Changed {
  if (document.finalisedAt !== null) return 'finalised';
  if (text.length > LONGEST_OWN_WORDS) return 'ownWordsTooLong';
  const { [section]: _, ...others } = document.own[format] ?? {};
  const sections = text.trim() === '' ? others : { ...others, [section]: text };
  return { ...document, own: { ...document.own, [format]: sections } };
}

/** The document with a field of its head; an empty text makes it blank. */
export function withHeader(document: SessionDocument, field: HeaderField, text: string): Changed {
  if (document.finalisedAt !== null) return 'finalised';
  if (text.length > LONGEST_OWN_WORDS) return 'ownWordsTooLong';
  const { [field]: _, ...others } = document.header;
  return { ...document, header: text.trim() === '' ? others : { ...others, [field]: text } };
}

/** The document, read-only from now on. */
export function finalised(document: SessionDocument, at: number, lateReason: string): Changed {
  if (document.finalisedAt !== null) return 'finalised';
  if (lateReason.length > LONGEST_OWN_WORDS) return 'ownWordsTooLong';
  return { ...document, finalisedAt: at, lateReason: lateReason.trim() };
}

/** The document with an addendum, which only a finalised one can have. */
export function withAddendum(document: SessionDocument, addendum: Addendum): Changed {
  if (document.finalisedAt === null) return 'notFinalised';
  const text = addendum.text.trim();
  if (text === '') return 'emptyAddendum';
  if (text.length > LONGEST_OWN_WORDS) return 'ownWordsTooLong';
  return { ...document, addenda: [...document.addenda, { ...addendum, text }] };
}

/** Two texts in one, without saying anything twice. */
const both = (mine: string, other: string): string =>
  other === '' || mine.includes(other) ? mine : [mine, other].filter(Boolean).join('\n');

const merged = (
  mine: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): Record<string, string> => ({
  ...mine,
  ...Object.fromEntries(
    Object.entries(other).map(([name, text]) => [name, both(mine[name] ?? '', text)]),
  ),
});

/**
 * Two versions of a session's document as one, with the words of both. What was finalised stays so,
 * since the earlier instant.
 */
export function mergedDocuments(mine: SessionDocument, other: SessionDocument): SessionDocument {
  const addenda = [
    ...mine.addenda,
    ...other.addenda.filter(({ id }) => !mine.addenda.some((one) => one.id === id)),
  ].sort((a, b) => a.at - b.at);
  const formats = new Set([...Object.keys(mine.own), ...Object.keys(other.own)]);
  const instants = [mine.finalisedAt, other.finalisedAt].filter((at) => at !== null);
  return {
    format: mine.format,
    own: Object.fromEntries(
      [...formats].map((format) => [
        format,
        merged(mine.own[format] ?? {}, other.own[format] ?? {}),
      ]),
    ),
    header: merged(mine.header, other.header),
    finalisedAt: instants.length === 0 ? null : Math.min(...instants),
    lateReason: both(mine.lateReason, other.lateReason),
    addenda,
  };
}
