import type { Note, OwnFormat } from '../notes';
import {
  type Addendum,
  type AsFinal,
  HEADER_FIELDS,
  type HeaderField,
  type SessionDocument,
} from '../papers';
import type { Client, Settings } from '../practice';
import {
  type EpochMs,
  endOf,
  enteredAfterwards,
  isTicked,
  MINUTE,
  offsetAt,
  type Profile,
  type Timeline,
  timeline,
  wholeMinutes,
  withoutTakenBack,
} from '../session';
import { siteName } from '../sites';
import { dayText, type Text, timeText } from '../text';
import type { SessionRecord } from '../vault';
import { notesOf, whenText } from './documents';
import {
  AGENDA,
  formatCalled,
  formatsWith,
  type NoteFormat,
  ownFormatCalled,
  SAID,
  sectionOf,
} from './formats';
import { type Band, bandOf } from './minutes';

/** One line of a section, and the note that it is rendered from. */
export interface DocumentLine {
  readonly noteId: string;
  readonly text: string;
}

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

/** A row of the head; an empty text is a blank. */
export interface HeaderRow {
  readonly label: string;
  readonly text: string;
  /** The field that somebody can type in; null for what the session says. */
  readonly field: HeaderField | null;
  /** It says when the document was finalised, so it isn't kept with what was. */
  readonly isEntry?: true;
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

/** What a practitioner has chosen for documents. */
export interface DocumentRules extends Pick<Settings, 'lateHours' | 'billingBands' | 'formats'> {
  /** Where the client said in this session that they are; empty for not said. */
  readonly clientPlace: string;
  /** What the work is: only therapy has a head that asks for a diagnosis, and can lack a risk. */
  readonly profile: Profile;
}

/** Until when a document is no late entry, in epoch milliseconds; null while there is no rule. */
export const lateAfter = (endedAt: number | null, hours: number | null): number | null =>
  endedAt === null || hours === null ? null : endedAt + hours * 60 * MINUTE;

/** Whether a document that was finalised then is a late entry. */
export function isLate(endedAt: number | null, finalisedAt: number, hours: number | null): boolean {
  const due = lateAfter(endedAt, hours);
  return due !== null && finalisedAt > due;
}

/** Whether a final document is a late entry: as it was labelled then. */
export const isLateEntry = (
  { final, finalisedAt }: SessionDocument,
  endedAt: number | null,
  hours: number | null,
): boolean => final?.late ?? (finalisedAt !== null && isLate(endedAt, finalisedAt, hours));

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
  const header = headerOf(session, document, client, text, rules);
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

/** The rows of a head as they were, with those that say when it was finalised before the last. */
const withEntry = (
  rows: readonly HeaderRow[],
  rendered: readonly HeaderRow[],
): readonly HeaderRow[] => [
  ...rows.slice(0, -1),
  ...rendered.filter(({ isEntry }) => isEntry),
  ...rows.slice(-1),
];

/** When a document was finalised, as the clock showed it there; empty for a draft. */
const finalisedText = ({ finalisedAt, final }: SessionDocument, text: Text): string =>
  finalisedAt === null ? '' : whenText(finalisedAt, final?.utcOffset ?? null, text);

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

/** A note as a line of a document, marked where it is the practitioner's, or only offered. */
export function lineText(note: Note, text: Text): string {
  const words = withoutBreaks(note.text);
  const said = note.speaker === '' ? words : `${note.speaker}: ${words}`;
  switch (note.kind) {
    case 'offered':
      return text('docLine_offered', said);
    case 'said':
      // A reader must not take the client's words for the practitioner's.
      return note.speaker === '' ? text('docLine_said', words) : said;
    case 'question':
    case 'doubt':
      return text(`docLine_${note.kind}`, said);
    case 'observation':
      return text('docLine_observation', said);
    case 'topic':
    case 'focus': {
      const raised =
        note.raisedBy === null || note.raisedBy === 'client'
          ? said
          : text('docLine_raised', said, text(`raisedBy_${note.raisedBy}`));
      return note.topic === 'nextTime' ? text('docLine_nextTime', raised) : raised;
    }
    case 'theme':
      return text('docLine_theme', said);
    case 'plan': {
      const detail = [note.plan?.when, note.plan?.know].filter(Boolean).join('; ');
      const plan = detail ? `${said} (${detail})` : said;
      return note.plan?.chosen === false ? text('docLine_notChosen', plan) : plan;
    }
    default:
      return said;
  }
}

const withoutBreaks = (words: string) => words.replace(/\s*\n\s*/g, ' / ');

/** The end of a note that would stand inside a sentence. */
const withoutStop = (words: string) => withoutBreaks(words).replace(/[.;,\s]+$/, '');

/**
 * The session as one sentence for each of its notes' meanings: what the client brought, what was
 * explored, what they found, what was agreed. A part that has no note is left out.
 */
function narrative(notes: readonly Note[], text: Text): readonly DocumentLine[] {
  const line = (noteId: string, words: string): DocumentLine => ({ noteId, text: words });
  const of = (...kinds: readonly string[]) => notes.filter(({ kind }) => kinds.includes(kind));
  const list = (some: readonly Note[]) =>
    new Intl.ListFormat(text.locale, { type: 'conjunction' }).format(
      some.map(({ text: words }) => withoutStop(words)),
    );
  const parts: DocumentLine[] = [];
  const add = (some: readonly Note[], say: (words: string) => string) => {
    const [first] = some;
    if (first) parts.push(line(first.id, say(list(some))));
  };
  const agenda = of(...AGENDA);
  for (const who of [...new Set(agenda.map(({ raisedBy }) => raisedBy ?? 'client'))])
    add(
      agenda.filter(({ raisedBy }) => (raisedBy ?? 'client') === who),
      (words) => text(`narrative_${who}`, words),
    );
  add(of(...SAID.filter((kind) => kind !== 'note'), 'theme'), (words) =>
    text('narrative_explored', words),
  );
  // Nobody has said whose words a plain note has. It doesn't pass for what was explored.
  add(of('note'), (words) => text('narrative_noted', words));
  add(of('response'), (words) => text('narrative_responded', words));
  add(of('takeaway'), (words) => text('narrative_identified', words));
  const plans = of('plan');
  add(
    plans.filter(({ plan }) => plan?.chosen !== false),
    (words) => text('narrative_agreed', words),
  );
  add(
    plans.filter(({ plan }) => plan?.chosen === false),
    (words) => text('narrative_offered', words),
  );
  if (parts.length === 0) return [];
  const [first] = parts;
  const sentence = `${parts.map((part) => part.text).join('; ')}.`;
  return [
    { noteId: first?.noteId ?? '', text: sentence.charAt(0).toUpperCase() + sentence.slice(1) },
  ];
}

function headerOf(
  session: SessionRecord,
  document: SessionDocument,
  client: Client | null,
  text: Text,
  { lateHours, billingBands, clientPlace, profile }: DocumentRules,
): readonly HeaderRow[] {
  const time = timeline(session.plan, session.events, session.events.at(-1)?.at ?? 0);
  const { startedAt, endedAt } = time;
  const clock = (at: number) => timeText(at, text.locale, offsetAt(session.events, at));
  const day = (at: number) => dayText(at, text.locale, offsetAt(session.events, at));
  const said = (label: string, words: string): HeaderRow => ({ label, text: words, field: null });
  const entered = (label: string, words: string): HeaderRow => ({
    ...said(label, words),
    isEntry: true,
  });
  const typed = (field: HeaderField, otherwise = ''): HeaderRow => ({
    label: text(`header_${field}`),
    // What is final stays as it was, whatever the client's file says by now.
    text: document.header[field] ?? (document.final ? '' : otherwise),
    field,
  });
  const { finalisedAt } = document;
  const modality = notesOf(session, 'record').findLast(({ kind }) => kind === 'modality');
  const entry = finalisedText(document, text) || text('header_entryDraft');
  const late =
    finalisedAt !== null && isLateEntry(document, endedAt, lateHours)
      ? [
          entered(
            text('header_late'),
            text('header_lateOf', day(startedAt), document.lateReason).trim(),
          ),
        ]
      : [];
  const enteredAt = enteredAfterwards(session.events);
  // The bands are of psychotherapy with one person, and a crisis has codes of its own.
  const isBanded = endedAt !== null && (client?.speakers.length ?? 0) < 2 && !hadCrisis(session);
  const band = isBanded ? bandOf(wholeMinutes(time.contactMs)) : null;
  const defaults: Partial<Record<HeaderField, string>> = {
    participants: client?.speakers.join(', ') ?? '',
    modality: modality?.text ?? '',
    platform: siteName(session.meeting?.site ?? null) ?? '',
    consent: consentText(session, client, text, day),
    clientPlace,
  };
  // A final document has the fields that it was finalised with.
  const asks = (field: HeaderField) =>
    field in document.header || (!document.final && (ASKED_IF[field]?.(time, profile) ?? true));
  return [
    said(text('client'), document.final?.code ?? client?.code ?? ''),
    said(text('header_day'), day(startedAt)),
    said(
      text('header_times'),
      endedAt === null ? '' : text('header_fromTo', clock(startedAt), clock(endedAt)),
    ),
    said(text('header_contact'), endedAt === null ? '' : String(wholeMinutes(time.contactMs))),
    ...(enteredAt === null
      ? []
      : [
          said(
            text('header_entered'),
            text(
              'header_enteredOn',
              dayText(enteredAt, text.locale),
              timeText(enteredAt, text.locale),
            ),
          ),
        ]),
    ...(billingBands && band ? [said(text('header_band'), bandText(band, text))] : []),
    ...(time.interruptedMs > 0
      ? [said(text('doc_interrupted'), String(wholeMinutes(time.interruptedMs)))]
      : []),
    ...HEADER_FIELDS.filter((field) => field !== 'signature' && asks(field)).map((field) =>
      typed(field, defaults[field]),
    ),
    entered(text('header_entry'), entry),
    ...late,
    typed('signature'),
  ];
}

/** Whether a session was led through a crisis, also for a part of it. */
const hadCrisis = ({ plan, events }: SessionRecord): boolean =>
  plan.mode === 'crisis' ||
  withoutTakenBack(events).some((event) => event.type === 'modeChanged' && event.mode === 'crisis');

/** Fields of the head that aren't asked for in every session. */
const ASKED_IF: Readonly<
  Partial<Record<HeaderField, (time: Timeline, profile: Profile) => boolean>>
> = {
  trouble: ({ interruptedMs }) => interruptedMs > 0,
  planLink: (_, profile) => profile === 'therapist',
};

/**
 * When a client has agreed to meet by video: in this session, or on the day that is on file unless
 * that came later.
 */
function consentText(
  { events }: SessionRecord,
  client: Client | null,
  text: Text,
  day: (at: EpochMs) => string,
): string {
  if (isTicked(events, 'consent')) return text('header_consentSaid');
  const at = client?.firstSteps.consent;
  const end = endOf(events) ?? Number.POSITIVE_INFINITY;
  return at === undefined || at > end ? '' : text('header_consentOn', day(at));
}

const bandText = ({ code, from, to }: Band, text: Text): string =>
  to === null ? text('header_bandFrom', code, from) : text('header_bandOf', code, from, to);

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
