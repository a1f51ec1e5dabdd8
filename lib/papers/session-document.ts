import * as v from 'valibot';
import { type OwnFormat, ownFormatShape } from '../notes';
import { between, instant, type TypeOf } from '../session';
import { both } from './united';

/** What the head of a session's document says beside times, as somebody typed it. */
export const HEADER_FIELDS = [
  'participants',
  'modality',
  'platform',
  'consent',
  'clientPlace',
  'ownPlace',
  'trouble',
  'planLink',
  'signature',
] as const;
export type HeaderField = (typeof HEADER_FIELDS)[number];

/** Most UTF-16 units of own words in one section, and of an addendum. */
export const LONGEST_OWN_WORDS = 20_000;

/** What two devices have written is kept together, and longer than anybody can type. */
const LONGEST_KEPT = 1_000_000;
const words = v.pipe(v.string(), v.maxLength(LONGEST_KEPT));
/** The clock's offset from UTC in minutes; null in what was kept before that was. */
const offset = v.optional(v.nullable(between(-1_440, 1_440)), null);

/** A document as it was shown when it was finalised: its head, without the row of the entry. */
const shownShape = v.strictObject({
  format: v.string(),
  header: v.array(
    v.strictObject({
      label: words,
      text: words,
      field: v.nullable(v.picklist(HEADER_FIELDS)),
    }),
  ),
  sections: v.array(
    v.strictObject({
      id: v.string(),
      title: words,
      lines: v.array(v.strictObject({ noteId: v.string(), text: words })),
      own: words,
      canWrite: v.boolean(),
    }),
  ),
});
/** What a final document says word for word, in its own format. */
export type AsShown = TypeOf<typeof shownShape>;

export const addendumShape = v.strictObject({
  id: v.string(),
  /** When it was written. */
  at: instant,
  utcOffset: offset,
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
  /**
   * The own format it is shown in, as it was when it was chosen: a final document stays as it is
   * when the format changes, and a draft can be read where the format isn't known.
   */
  ownFormat: v.optional(v.nullable(ownFormatShape), null),
  /** Own words by format and section. They stay when another format is shown. */
  own: v.record(v.string(), v.record(v.string(), words)),
  header: v.record(v.picklist(HEADER_FIELDS), words),
  finalisedAt: v.nullable(instant),
  /** What held when it was finalised, so that nothing else changes it; null for a draft. */
  final: v.nullable(
    v.strictObject({
      code: v.string(),
      late: v.boolean(),
      /** The ids of the notes in it. One that comes later, as from a backup, isn't. */
      notes: v.array(v.string()),
      /** Own words of sections that were gone by then, as they were shown. */
      left: v.optional(words, ''),
      utcOffset: offset,
      /** As it was shown; null in what was finalised before that was kept. */
      shown: v.optional(v.nullable(shownShape), null),
    }),
  ),
  /** Why it was finalised late; empty when it was not, or nobody said. */
  lateReason: words,
  addenda: v.array(addendumShape),
});
export type SessionDocument = TypeOf<typeof sessionDocumentShape>;

/**
 * The document of a session that nobody has looked at yet.
 * @param ownFormat the format itself if it is one of the practitioner's own
 */
export const newDocument = (
  format: string,
  ownFormat: OwnFormat | null = null,
): SessionDocument => ({
  format,
  ownFormat,
  own: {},
  header: {},
  finalisedAt: null,
  final: null,
  lateReason: '',
  addenda: [],
});

/** Why a document can't be changed. */
export type DocumentProblem =
  | 'changed'
  | 'finalised'
  | 'notFinalised'
  | 'emptyAddendum'
  | 'ownWordsTooLong';

/** Control characters, except the tab and line ends: some programs open no file with them. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;
const plain = (text: string): string => text.replace(CONTROLS, '').toWellFormed();

type Changed = SessionDocument | DocumentProblem;

/**
 * The document in another format. A finalised one can be shown in any, too.
 * @param own the format itself if it is one of the practitioner's own
 */
export const inFormat = (
  document: SessionDocument,
  format: string,
  own: OwnFormat | null,
): SessionDocument => ({ ...document, format, ownFormat: own });

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
  const sections = text.trim() === '' ? others : { ...others, [section]: plain(text) };
  return { ...document, own: { ...document.own, [format]: sections } };
}

/** The document with a field of its head; an empty text makes it blank. */
export function withHeader(document: SessionDocument, field: HeaderField, text: string): Changed {
  if (document.finalisedAt !== null) return 'finalised';
  if (text.length > LONGEST_OWN_WORDS) return 'ownWordsTooLong';
  return { ...document, header: { ...document.header, [field]: plain(text).trim() } };
}

/**
 * What of a head stays the same from one session to the next. Where the client is, is asked each
 * time, and whoever signs, signs each document.
 */
const REMEMBERED = ['participants', 'modality', 'ownPlace', 'planLink'] as const;

/**
 * What the head of the session before said, for the fields that are blank now. Nothing is filled in
 * by itself.
 */
export const asLastTime = (
  before: SessionDocument['header'],
  blank: readonly HeaderField[],
): SessionDocument['header'] =>
  Object.fromEntries(
    REMEMBERED.flatMap((field) => {
      const said = before[field];
      return said && blank.includes(field) ? [[field, said] as const] : [];
    }),
  );

/** The document with these words in those fields of its head that are blank in it. */
export function withBlanksFilled(
  document: SessionDocument,
  words: SessionDocument['header'],
): Changed {
  if (document.finalisedAt !== null) return 'finalised';
  const { header } = document;
  const blank = Object.entries(words).filter(([field]) => !header[field as HeaderField]);
  return { ...document, header: { ...header, ...Object.fromEntries(blank) } };
}

/** What a document is finalised with. */
export interface AsFinal {
  readonly code: string;
  readonly late: boolean;
  /** The ids of its notes. */
  readonly notes: readonly string[];
  readonly header: SessionDocument['header'];
  readonly ownFormat: OwnFormat | null;
  /** Own words of sections that are gone, as they are shown. */
  readonly left: string;
  /** The clock's offset from UTC then, in minutes. */
  readonly utcOffset: number;
  readonly shown: AsShown;
}

/** The document, read-only from now on. */
export function finalised(
  document: SessionDocument,
  at: number,
  lateReason: string,
  { code, late, notes, header, ownFormat, left, utcOffset, shown }: AsFinal,
): Changed {
  if (document.finalisedAt !== null) return 'finalised';
  if (lateReason.length > LONGEST_OWN_WORDS) return 'ownWordsTooLong';
  return {
    ...document,
    header,
    ownFormat,
    finalisedAt: at,
    final: { code, late, notes: [...notes], left, utcOffset, shown },
    lateReason: plain(lateReason).trim(),
  };
}

/** The document with an addendum, which only a finalised one can have. */
export function withAddendum(document: SessionDocument, addendum: Addendum): Changed {
  if (document.finalisedAt === null) return 'notFinalised';
  const text = plain(addendum.text).trim();
  // One that was sent twice is there already.
  if (document.addenda.some(({ id }) => id === addendum.id)) return document;
  if (text === '') return 'emptyAddendum';
  if (text.length > LONGEST_OWN_WORDS) return 'ownWordsTooLong';
  return { ...document, addenda: [...document.addenda, { ...addendum, text }] };
}

const merged = (
  mine: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): Record<string, string> => ({
  ...mine,
  ...Object.fromEntries(
    Object.entries(other).map(([name, text]) => [name, both(mine[name] ?? '', text)]),
  ),
});

/** Every text that somebody has typed in a document, beside its addenda. */
const textsOf = ({ own, header }: SessionDocument): readonly string[] =>
  [...Object.values(own).flatMap(Object.values), ...Object.values(header)].filter(Boolean);

/**
 * Two versions of a session's document as one, with the words of both. What is final stays word for
 * word as it was finalised, the earlier of two; what only the other version says becomes an
 * addendum.
 */
export function mergedDocuments(mine: SessionDocument, other: SessionDocument): SessionDocument {
  const ends = ({ finalisedAt }: SessionDocument) => finalisedAt ?? Number.POSITIVE_INFINITY;
  const first = ends(other) < ends(mine) ? other : mine;
  const second = first === mine ? other : mine;
  const addenda = [
    ...mine.addenda,
    ...other.addenda.filter(({ id }) => !mine.addenda.some((one) => one.id === id)),
  ];
  if (first.finalisedAt === null)
    return {
      ...mine,
      ownFormat: mine.ownFormat ?? other.ownFormat,
      own: Object.fromEntries(
        [...new Set([...Object.keys(mine.own), ...Object.keys(other.own)])].map((format) => [
          format,
          merged(mine.own[format] ?? {}, other.own[format] ?? {}),
        ]),
      ),
      header: merged(mine.header, other.header),
      lateReason: both(mine.lateReason, other.lateReason),
    };
  const known = [...textsOf(first), ...addenda.map(({ text }) => text)].join('\n').split('\n');
  const more = textsOf(second)
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.trim() !== '' && !known.includes(line));
  const text = [...new Set(more)].join('\n');
  if (text !== '')
    addenda.push({
      id: `restored-${second.finalisedAt ?? 0}`,
      at: ends(first),
      utcOffset: first.final?.utcOffset ?? null,
      text,
    });
  return { ...first, addenda: addenda.toSorted((a, b) => a.at - b.at) };
}
