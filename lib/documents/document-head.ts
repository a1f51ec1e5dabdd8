/** The head of a session's document: who, when, where and how, with blanks as blanks. */
import { HEADER_FIELDS, type HeaderField, type SessionDocument } from '../papers';
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
import { type Band, bandOf } from './minutes';

/** A row of the head; an empty text is a blank. */
export interface HeaderRow {
  readonly label: string;
  readonly text: string;
  /** The field that somebody can type in; null for what the session says. */
  readonly field: HeaderField | null;
  /** It says when the document was finalised, so it isn't kept with what was. */
  readonly isEntry?: true;
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

/** The rows of a head as they were, with those that say when it was finalised before the last. */
export const withEntry = (
  rows: readonly HeaderRow[],
  rendered: readonly HeaderRow[],
): readonly HeaderRow[] => [
  ...rows.slice(0, -1),
  ...rendered.filter(({ isEntry }) => isEntry),
  ...rows.slice(-1),
];

/** When a document was finalised, as the clock showed it there; empty for a draft. */
export const finalisedText = ({ finalisedAt, final }: SessionDocument, text: Text): string =>
  finalisedAt === null ? '' : whenText(finalisedAt, final?.utcOffset ?? null, text);

export function headOf(
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
