import type { Note, OwnFormat } from '../notes';
import type { Addendum, AsFinal, SessionDocument } from '../papers';
import type { Client } from '../practice';
import type { Profile } from '../session';
import type { Text } from '../text';
import type { SessionRecord } from '../vault';
import {
  type DocumentRules,
  finalisedText,
  type HeaderRow,
  headOf,
  withEntry,
} from './document-head';
import { type DocumentLine, lineText, narrative } from './document-lines';
import { notesOf, whenText } from './documents';
import { formatCalled, formatsWith, type NoteFormat, ownFormatCalled, sectionOf } from './formats';

export interface DocumentSection {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly DocumentLine[];
  /** What the practitioner has added to the section. */
  readonly own: string;
  /** Whether words can be added: not to a section that the format doesn't have. */
  readonly canWrite: boolean;
}

/** What a document lacks: a section, or what the narrative should say. Nothing is filled in. */
export interface DocumentGap {
  readonly id: string;
  readonly name: string;
}

/** A session's document in one format, rendered from the notes of its record. */
export interface RenderedDocument {
  readonly format: NoteFormat;
  /** All that it can be shown in. */
  readonly formats: readonly NoteFormat[];
  readonly header: readonly HeaderRow[];
  readonly sections: readonly DocumentSection[];
  readonly gaps: readonly DocumentGap[];
  /** The ids of the notes that it is rendered from. */
  readonly notes: readonly string[];
  /** Each with when it was written, as the clock showed it there. */
  readonly addenda: readonly (Addendum & { readonly when: string })[];
  /** When it was finalised, as the clock showed it there; empty for a draft. */
  readonly finalised: string;
  /**
   * The name of the format that it was finalised in, where it is shown in another one: this isn't
   * what was finalised. Null for what was, and for a draft.
   */
  readonly finalIn: string | null;
  /** Formats that a draft isn't shown in, and has own words in: of which sections, by title. */
  readonly elsewhere: readonly (Pick<NoteFormat, 'id' | 'name'> & {
    readonly sections: readonly string[];
  })[];
}

/**
 * What a document is finalised with: all of it as shown, its notes, its client's code, and
 * lateness.
 * @param utcOffset the clock's offset from UTC, in minutes
 */
export const asFinal = (
  { header, notes, format, formats, sections }: RenderedDocument,
  code: string,
  late: boolean,
  utcOffset: number,
): AsFinal => ({
  code,
  late,
  notes,
  ownFormat: ownFormatCalled(format.id, formats),
  left: sections.find(({ canWrite }) => !canWrite)?.own ?? '',
  utcOffset,
  header: Object.fromEntries(
    header.flatMap(({ field, text }) => (field ? [[field, text] as const] : [])),
  ),
  shown: {
    format: format.id,
    header: header.flatMap(({ isEntry, ...row }) => (isEntry ? [] : [row])),
    sections: sections.map((section) => ({ ...section, lines: [...section.lines] })),
  },
});

/**
 * Renders a session's document. Every line comes from a note of the record or from the person's own
 * words; what nobody has written is a gap. Own words of a section or format that is gone are in a
 * last section. What is final is given back as it was shown then, whatever the client's file, the
 * settings and this release say by now; in another format it is rendered anew, and says so.
 * @param rules after how many hours an entry is late, null for never; whether the head says which
 * band of contact minutes the session is in; the practitioner's own formats; and where the client
 * said they are
 */
export function renderDocument(
  session: SessionRecord,
  document: SessionDocument,
  client: Client | null,
  text: Text,
  rules: DocumentRules,
): RenderedDocument {
  const formats = formatsWith(formatsOf(document, rules.formats), text);
  const format = formatCalled(document.format, formats);
  const { final } = document;
  const notes = notesOf(session, 'record').filter(({ id }) => !final || final.notes.includes(id));
  const own = document.own[format.id] ?? {};
  const sections = format.sections.map(({ id, title }): DocumentSection => {
    const placed = notes.filter(({ kind }) => sectionOf(format, kind)?.id === id);
    return {
      id,
      title,
      lines:
        id === 'narrative'
          ? narrative(placed, text)
          : placed.map((note) => ({ noteId: note.id, text: lineText(note, text) })),
      own: own[id] ?? '',
      canWrite: true,
    };
  });
  // What is final is shown as it was, whatever formats there are by now.
  const left = final ? final.left : wordsLeft(document, formats);
  const shown = final?.shown?.format === format.id ? final.shown : null;
  const header = headOf(session, document, client, text, rules);
  return {
    format,
    formats,
    header: shown ? withEntry(shown.header, header) : header,
    sections: shown
      ? shown.sections
      : left === ''
        ? sections
        : [
            ...sections,
            { id: 'left', title: text('doc_left'), lines: [], own: left, canWrite: false },
          ],
    gaps: gapsIn(format, shown?.sections ?? sections, notes, rules.profile, text),
    notes: notes.map(({ id }) => id),
    addenda: document.addenda.map((one) => ({
      ...one,
      when: whenText(one.at, one.utcOffset, text),
    })),
    finalised: finalisedText(document, text),
    finalIn: final?.shown && !shown ? formatCalled(final.shown.format, formats).name : null,
    elsewhere: final ? [] : wordsElsewhere(document, formats),
  };
}

/** The own formats that count for a document: what it was kept with, if that is final or gone. */
function formatsOf(
  { ownFormat, finalisedAt }: SessionDocument,
  own: readonly OwnFormat[],
): readonly OwnFormat[] {
  if (ownFormat === null) return own;
  const others = own.filter(({ id }) => id !== ownFormat.id);
  return finalisedAt === null && others.length < own.length ? own : [...others, ownFormat];
}

/** A draft without the own words of sections that no format has any more. */
export const withoutWordsLeft = (
  document: SessionDocument,
  { formats }: Pick<RenderedDocument, 'formats'>,
): SessionDocument => ({
  ...document,
  own: Object.fromEntries(
    Object.entries(document.own).flatMap(([format, words]) => {
      const known = formats.find(({ id }) => id === format)?.sections;
      const kept = Object.entries(words).filter(([section]) =>
        known?.some(({ id }) => id === section),
      );
      return known ? [[format, Object.fromEntries(kept)]] : [];
    }),
  ),
});

/** Own words of sections that no format has any more. */
const wordsLeft = ({ own }: SessionDocument, formats: readonly NoteFormat[]): string =>
  Object.entries(own)
    .flatMap(([format, words]) => {
      const known = formats.find(({ id }) => id === format)?.sections ?? [];
      return Object.entries(words).flatMap(([section, said]) =>
        known.some(({ id }) => id === section) ? [] : [said],
      );
    })
    .filter(Boolean)
    .join('\n');

/** The formats that a document isn't shown in, and has own words in. */
const wordsElsewhere = (
  { own, format: shown }: SessionDocument,
  formats: readonly NoteFormat[],
): RenderedDocument['elsewhere'] =>
  formats.flatMap(({ id, name, sections }) => {
    const words = own[id] ?? {};
    const written = sections.filter((section) => (words[section.id] ?? '') !== '');
    return id === shown || written.length === 0
      ? []
      : [{ id, name, sections: written.map(({ title }) => title) }];
  });

/** Measures are optional, and the narrative's own gaps are named by what it should say. */
function gapsIn(
  format: NoteFormat,
  sections: readonly DocumentSection[],
  notes: readonly Note[],
  profile: Profile,
  text: Text,
): readonly DocumentGap[] {
  const isOptional = (id: string) =>
    id === 'measures' || (id === 'risk' && profile !== 'therapist');
  const empty = sections
    .filter(({ id, lines, own }) => !isOptional(id) && lines.length === 0 && own === '')
    .map(({ id, title }) => ({ id, name: title }));
  const told = sections.find(({ id }) => id === 'narrative');
  if (format.id !== 'narrative' || !told) return empty;
  const lacking = (id: 'agenda' | 'takeaway' | 'plan', ...kinds: readonly string[]) =>
    notes.some(({ kind }) => kinds.includes(kind)) ? [] : [{ id, name: text(`doc_${id}`) }];
  const agenda = lacking('agenda', 'focus', 'topic');
  // Own words may say the rest. Who brought the agenda is always to be seen.
  if (told.own !== '') return [...agenda, ...empty];
  return [
    ...agenda,
    ...lacking('takeaway', 'takeaway'),
    ...lacking('plan', 'plan'),
    ...empty.filter(({ id }) => id !== 'narrative'),
  ];
}

/** The lines of a session that say the same as the session before did, by their notes' ids. */
export function repeatedFrom(
  notes: readonly Pick<Note, 'id' | 'text'>[],
  before: readonly Pick<Note, 'text'>[],
): ReadonlySet<string> {
  const plain = (words: string) => words.trim().replace(/\s+/g, ' ').toLocaleLowerCase();
  const said = new Set(before.map(({ text }) => plain(text)));
  return new Set(notes.filter(({ text }) => said.has(plain(text))).map(({ id }) => id));
}

/** A section as plain text, for another record system: its lines, then own words. */
export const sectionText = ({ lines, own }: DocumentSection): string =>
  [...lines.map(({ text }) => text), ...(own === '' ? [] : [own])].join('\n');
