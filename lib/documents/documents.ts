import { LEVELS } from '../measures';
import { besideMayGoTo, type Note, notesFor } from '../notes';
import {
  type ClientAbsences,
  type ClientAhead,
  type ClientFeedback,
  type ClientGoals,
  type ClientMeasures,
  type ClientPlans,
  type ClientScaling,
  type Handout,
  HEADER_FIELDS,
  NO_HANDOUT,
  NO_MEASURES,
  NO_SCALING,
  reviewsOf,
} from '../papers';
import { CARD_FIELDS, type Card, type Client, FIRST_STEPS } from '../practice';
import {
  clockText,
  enteredAfterwards,
  MINUTE,
  offsetAt,
  sharedMinutes,
  type Timeline,
  timeline,
  wholeMinutes,
  withoutTakenBack,
} from '../session';
import { dateText, dayText, type Text, timeText } from '../text';
import type { SessionRecord } from '../vault';
import { BLANK } from './document-text';
import { feedbackText } from './feedback';
import { formatsWith } from './formats';
import { escaped } from './markdown';
import { levelText, reviewText, wholeResultText } from './measures';

/**
 * The format's name and version. The version changes when readers of the old one would go wrong.
 */
const FORMAT = 'perch-sessions';
const FORMAT_VERSION = 1;

const timelineOf = (session: SessionRecord, now: number): Timeline =>
  timeline(session.plan, session.events, now);

const codeOf = (
  { clientId }: Timeline,
  clients: readonly Pick<Client, 'id' | 'code'>[],
): string | null => clients.find(({ id }) => id === clientId)?.code ?? null;

/**
 * The notes an export holds. Record and private notes never share a file. The client's copy holds
 * only the notes marked for it.
 */
export const PARTS = ['record', 'private', 'client'] as const;
export type Part = (typeof PARTS)[number];

/** A session's notes for a part, without deleted ones. */
export const notesOf = ({ notes }: Pick<SessionRecord, 'notes'>, part: Part): readonly Note[] =>
  notesFor(part, notes);

/** What clients took along, by session. */
export type Handouts = ReadonlyMap<string, Handout>;
const NO_HANDOUTS: Handouts = new Map();

/**
 * Sessions as JSON for other programs: instants in ISO 8601 (UTC), spans in milliseconds, legs by
 * id, null for unknown. Deleted notes and drafts are left out. Times, legs and events are in the
 * record alone; the other parts name the day, as it was where the session began.
 * @param handouts what clients took along, by session; in no file of private notes
 */
export function toJson(
  sessions: readonly SessionRecord[],
  clients: readonly Pick<Client, 'id' | 'code'>[],
  part: Part,
  now: number,
  handouts: Handouts = NO_HANDOUTS,
): string {
  return JSON.stringify(
    {
      format: FORMAT,
      version: FORMAT_VERSION,
      part,
      exportedAt: iso(now),
      sessions: sessions.map((session) => {
        const time = timelineOf(session, now);
        return {
          id: session.id,
          day: dayAt(time.startedAt, offsetAt(session.events, time.startedAt)),
          client: codeOf(time, clients),
          ...(besideMayGoTo(part, 'session') ? recordOf(session, time) : {}),
          notes: notesOf(session, part).map(({ id, at, leg, intoMs, ...note }) => ({
            id,
            ...(besideMayGoTo(part, 'session') ? { at: iso(at), leg, intoMs } : {}),
            kind: note.kind,
            clientCopy: note.clientCopy,
            speaker: note.speaker || null,
            text: note.text,
            plan: note.plan,
            topic: note.topic,
            raisedBy: note.raisedBy,
          })),
          ...handoutJson(part, handouts.get(session.id)),
          unreadableNotes: session.unreadable,
        };
      }),
    },
    null,
    2,
  );
}

const handoutJson = (part: Part, handout: Handout | undefined) =>
  handout === undefined || !besideMayGoTo(part, 'handout') ? {} : { handout };

/** What is in the record alone: times, minutes, legs and events. */
function recordOf(session: SessionRecord, time: Timeline) {
  const started = session.events.find((event) => event.type === 'started');
  return {
    startedAt: iso(time.startedAt),
    utcOffsetMinutes: started?.utcOffsetMinutes ?? null,
    endedAt: iso(time.endedAt),
    plannedEndAt: iso(session.plan.endsAt),
    endAt: iso(time.endsAt),
    agreedMinutes: session.plan.minutes,
    preset: session.plan.preset,
    elapsedMs: time.elapsedMs,
    interruptedMs: time.interruptedMs,
    contactMs: time.contactMs,
    legs: time.legs.map(({ leg, state, spentMs, budgetMinutes, visits, reason }) => ({
      leg,
      spentMs,
      budgetMinutes,
      visits,
      setAside: state === 'setAside' ? reason : null,
    })),
    document: session.document
      ? {
          ...session.document,
          finalisedAt: iso(session.document.finalisedAt),
          addenda: session.document.addenda.map(({ at, ...rest }) => ({ ...rest, at: iso(at) })),
        }
      : null,
    events: withoutTakenBack(session.events).map(({ at, ...event }) => ({ ...event, at: iso(at) })),
  };
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** A day as `2026-11-23`, with the offset of its place from UTC in minutes. */
const dayAt = (at: number, offset: number): string =>
  new Date(at + offset * MINUTE).toISOString().slice(0, 10);

/**
 * Sessions as Markdown, with days and times as the clock showed them there. Line breaks in notes
 * stay, and Markdown's special characters are escaped, so that the text reads as it was typed.
 */
export function toMarkdown(
  sessions: readonly SessionRecord[],
  clients: readonly Pick<Client, 'id' | 'code'>[],
  part: Part,
  text: Text,
  now: number,
  handouts: Handouts = NO_HANDOUTS,
): string {
  const parts = sessions.map((session) => {
    const shown = timelineOf(session, now);
    const notes = notesOf(session, part);
    return [
      `## ${dayText(shown.startedAt, text.locale, offsetAt(session.events, shown.startedAt))}`,
      '',
      `- ${text('client')}: ${escaped(codeOf(shown, clients) ?? text('client_none'))}`,
      // Times and modality belong to the record only.
      ...(besideMayGoTo(part, 'session') ? facts(session, shown, text) : []),
      '',
      `### ${text('doc_notes')}`,
      '',
      ...(notes.length === 0
        ? [text('doc_none')]
        : notes.map((note) => {
            const leg = note.leg ? text(`leg_${note.leg}`) : '';
            const when = besideMayGoTo(part, 'session')
              ? `${clockText(note.intoMs)} ${leg}`.trim()
              : '';
            const kind =
              note.kind === 'note' ? '' : `${text(`kind_${note.kind}`)}${raised(note, text)}: `;
            const speaker = note.speaker ? `${escaped(note.speaker)}: ` : '';
            return `- ${when && `**${when}** `}${kind}${speaker}${escaped(planText(note, text))}`;
          })),
      ...(besideMayGoTo(part, 'session') ? documentOf(session, text) : []),
      ...(besideMayGoTo(part, 'handout')
        ? handoutMarkdown(handouts.get(session.id) ?? NO_HANDOUT, text)
        : []),
      ...(session.unreadable > 0 ? ['', text.count('notes_unreadable', session.unreadable)] : []),
      '',
    ].join('\n');
  });
  return `# ${text(`docTitle_${part}`)}\n\n${parts.join('\n')}`;
}

/**
 * A day and a time of day as the clock showed them where it was.
 * @param utcOffset the clock's offset from UTC then, in minutes; null where nobody has kept it, for
 * what this device's clock shows
 */
export function whenText(at: number, utcOffset: number | null, text: Text): string {
  const offset = utcOffset ?? undefined;
  return `${dayText(at, text.locale, offset)}, ${timeText(at, text.locale, offset)}`;
}

/** What a session's document has beside notes: own words, when it was finalised, addenda. */
function documentOf(session: SessionRecord, text: Text): readonly string[] {
  const { document } = session;
  if (!document) return [];
  const formats = formatsWith(document.ownFormat ? [document.ownFormat] : [], text);
  const place = (format: string, section: string) => {
    const known = formats.find(({ id }) => id === format);
    const title = known?.sections.find(({ id }) => id === section)?.title;
    return title === undefined ? text('doc_left') : `${known?.name}, ${title}`;
  };
  const own = Object.entries(document.own).flatMap(([format, sections]) =>
    Object.entries(sections).map(
      ([section, words]) => `- ${escaped(place(format, section))}: ${escaped(words)}`,
    ),
  );
  const head = HEADER_FIELDS.flatMap((field) => {
    const words = document.header[field];
    if (words === undefined) return [];
    return [`- ${escaped(text(`header_${field}`))}: ${escaped(words || BLANK)}`];
  });
  const state =
    document.finalisedAt === null
      ? []
      : [
          `- ${text('document_finalised')}: ${whenText(document.finalisedAt, document.final?.utcOffset ?? null, text)}`,
        ];
  const addenda = document.addenda.map(
    ({ at, utcOffset, text: words }) =>
      `- ${text('doc_addendumOf', whenText(at, utcOffset, text))}: ${escaped(words)}`,
  );
  const lines = [...state, ...head, ...own, ...addenda];
  return lines.length === 0 ? [] : ['', `### ${text('document')}`, '', ...lines];
}

/** What is kept about a client beside details: goals and answers, and what might come up. */
export interface ClientPapersShown {
  readonly goals: ClientGoals | null;
  readonly plans: ClientPlans | null;
  readonly ahead: ClientAhead | null;
  readonly measures: ClientMeasures | null;
  readonly scaling: ClientScaling | null;
  readonly absences: ClientAbsences | null;
  readonly feedback: ClientFeedback | null;
  /** What was said for the client's card in each session, by its id. */
  readonly cards: ReadonlyMap<string, Card>;
}

/**
 * A client's whole file as JSON, one part per file. The record part also holds the client's details
 * and the cards; the private part holds only private notes.
 */
export function clientJson(
  client: Client,
  sessions: readonly SessionRecord[],
  part: Part,
  now: number,
  papers: ClientPapersShown = NO_PAPERS,
  handouts: Handouts = NO_HANDOUTS,
): string {
  const { id: _, createdAt, firstSteps, ...about } = client;
  const iso = (at: number) => new Date(at).toISOString();
  return JSON.stringify(
    {
      ...papersJson(papers, part),
      client: besideMayGoTo(part, 'file')
        ? {
            ...about,
            createdAt: iso(createdAt),
            firstSteps: Object.fromEntries(
              Object.entries(firstSteps).map(([step, at]) => [step, iso(at)]),
            ),
          }
        : { code: client.code },
      ...JSON.parse(toJson(sessions, [client], part, now, handouts)),
    },
    null,
    2,
  );
}

/** The papers of a part, with instants in ISO 8601. */
function papersJson(papers: ClientPapersShown, part: Part): object {
  const { goals, plans, ahead, measures, scaling, absences, feedback, cards } = papers;
  const dated = <T extends { readonly at: number }>(all: readonly T[] | undefined) =>
    (all ?? []).map((one) => ({ ...one, at: iso(one.at) }));
  const apart = besideMayGoTo(part, 'ahead') ? { mightComeUp: dated(ahead?.lines) } : {};
  if (!besideMayGoTo(part, 'file')) return apart;
  const { results, ...aboutMeasures } = measures ?? NO_MEASURES;
  const { reviews, ...aboutScaling } = scaling ?? NO_SCALING;
  return {
    ...apart,
    goals: dated(goals?.goals).map((goal) => ({ ...goal, changedAt: iso(goal.changedAt) })),
    planAnswers: plans?.answers ?? {},
    measures: { ...aboutMeasures, results: dated(results) },
    feedback: dated(feedback?.answers),
    notHeld: dated(absences?.absences),
    goalScaling: { ...aboutScaling, reviews: dated(reviews) },
    cards: Object.fromEntries(cards),
  };
}

/** A client's whole file as Markdown. The parts are those of `clientJson`. */
export function clientMarkdown(
  client: Client,
  sessions: readonly SessionRecord[],
  part: Part,
  text: Text,
  now: number,
  papers: ClientPapersShown = NO_PAPERS,
  handouts: Handouts = NO_HANDOUTS,
): string {
  const about: readonly (readonly [string, string])[] = besideMayGoTo(part, 'file')
    ? [
        [text('client_name'), client.name],
        [text('client_mandate'), client.mandate],
        [text('client_speakers'), client.speakers.join(', ')],
        ...CARD_FIELDS.map((field) => [text(`card_${field}`), client.card[field]] as const),
        ...client.places.map(
          ({ site, room }) => [text('client_places'), `${site} ${room}`] as const,
        ),
        ...arranged(client, text),
        [text('file_hold'), client.legalHold],
      ]
    : [];
  const known = about
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `- ${label}: ${escaped(value)}`);
  return [
    `# ${escaped(client.code)}`,
    ...(known.length > 0 ? ['', ...known] : []),
    ...papersOf(papers, sessions, part, text),
    '',
    toMarkdown(sessions, [client], part, text, now, handouts),
  ].join('\n');
}

/** How the work with a client is arranged, and how long their file is kept; empty for not said. */
function arranged(
  { engagement, profile, guidance, firstSteps, retention, createdAt }: Client,
  text: Text,
): readonly (readonly [label: string, words: string])[] {
  const { phase, frequency, method, sessions, preference, preferenceAt } = engagement;
  const { reviewEvery, reviewedAt } = engagement;
  const [since] = Object.keys(engagement.proBonoSince).toSorted().toReversed();
  const day = (at: number) => dateText(at, text.locale);
  const number = (n: number | null) => (n === null ? '' : String(n));
  const tick = (is: boolean) => (is ? text('said_yes') : '');
  return [
    [text('client_since'), day(createdAt)],
    [text('clientState'), text(`clientState_${engagement.state}`)],
    [text('phase'), phase ? text(`phase_${phase}`) : ''],
    [text('frequency'), frequency ? text(`frequency_${frequency}`) : ''],
    [text('method'), method ? text(`method_${method}`) : ''],
    [text('engagement_prescribed'), tick(engagement.prescribed)],
    [text('engagement_mode'), engagement.mode ? text(`mode_${engagement.mode}`) : ''],
    [text('engagement_oneOff'), tick(engagement.oneOff)],
    [text('engagement_sessions'), number(engagement.oneOff ? null : sessions)],
    [text('engagement_review'), number(engagement.oneOff ? null : reviewEvery)],
    [text('engagement_reviewed'), reviewedAt === null ? '' : day(reviewedAt)],
    ...engagement.reviews.map(
      ({ at, words }) => [text('engagement_reviews'), `${words} (${day(at)})`] as const,
    ),
    [
      text('engagement_proBono'),
      engagement.proBono && since
        ? `${tick(true)} (${day(Date.parse(`${since}T12:00`))})`
        : tick(engagement.proBono),
    ],
    [
      text('engagement_preference'),
      preferenceAt === null || preference === ''
        ? preference
        : `${preference} (${day(preferenceAt)})`,
    ],
    [text('profile'), profile ? text(`profile_${profile}`) : ''],
    [text('guidance'), guidance ? text(`guidance_${guidance}`) : ''],
    ...FIRST_STEPS.map((step) => {
      const at = firstSteps[step];
      return [text(`first_${step}`), at === undefined ? '' : day(at)] as const;
    }),
    [text('file_years'), number(retention.years)],
    [text('file_born'), retention.bornOn],
    [text('file_untilAge'), number(retention.untilAge)],
  ];
}

const NO_PAPERS: ClientPapersShown = {
  goals: null,
  plans: null,
  ahead: null,
  measures: null,
  scaling: null,
  absences: null,
  feedback: null,
  cards: new Map(),
};

/** What a goal's levels mean in the client's words, and what it weighs if that isn't 1. */
function levelsOf(goalId: string, scaling: ClientScaling | null, text: Text): readonly string[] {
  const scaled = scaling?.goals[goalId];
  if (!scaled) return [];
  const levels = LEVELS.flatMap((level) => {
    const words = scaled.levels[`${level}`];
    return words === undefined ? [] : [`${levelText(level)}: ${words}`];
  });
  return scaled.weight === 1 ? levels : [...levels, text('goals_weighs', scaled.weight)];
}

/** Goals and measures are of the record, and what might come up is private. */
function papersOf(
  papers: ClientPapersShown,
  sessions: readonly SessionRecord[],
  part: Part,
  text: Text,
): readonly string[] {
  const { goals, plans, ahead, measures, scaling, absences, feedback, cards } = papers;
  /** Each line is an entry; further lines of an entry are entries of a list below it. */
  const section = (title: string, lines: readonly (string | readonly string[])[]) => {
    const entries = lines.flatMap((line) => {
      const [first = '', ...below] = typeof line === 'string' ? [line] : line;
      return [`- ${escaped(first)}`, ...below.map((words) => `  - ${escaped(words)}`)];
    });
    return entries.length === 0 ? [] : ['', `## ${title}`, '', ...entries];
  };
  /** The day where the session was that it belongs to; on this device where it belongs to none. */
  const date = (at: number, sessionId: string | null = null) => {
    const session = sessions.find(({ id }) => id === sessionId);
    return dateText(at, text.locale, session && offsetAt(session.events, at));
  };
  const apart = besideMayGoTo(part, 'ahead')
    ? section(
        text('prepare_ahead'),
        (ahead?.lines ?? []).map(({ text: words }) => words),
      )
    : [];
  if (!besideMayGoTo(part, 'file')) return apart;
  return [
    ...apart,
    ...section(
      text('clientTab_goals'),
      (goals?.goals ?? []).map(({ id, text: words, state }) => [
        `${words} (${text(`goal_${state}`)})`,
        ...levelsOf(id, scaling, text),
      ]),
    ),
    ...section(
      text('doc_cards'),
      sessions.flatMap(({ id, events }) => {
        const card = cards.get(id);
        const said = CARD_FIELDS.filter((field) => card?.[field]);
        const [first] = events;
        return card && first && said.length > 0
          ? [
              `${date(first.at, id)}: ${said
                .map((field) => `${text(`card_${field}`)}: ${card[field]}`)
                .join('; ')}`,
            ]
          : [];
      }),
    ),
    ...section(
      text('goals_scaling'),
      reviewsOf(scaling ?? NO_SCALING).map((review) =>
        [date(review.at, review.sessionId), reviewText(review, goals, text)].join('; '),
      ),
    ),
    ...section(
      text('prepare_choseToTry'),
      sessions.flatMap((session) =>
        notesOf(session, 'record').flatMap((note) => {
          const said = plans?.answers[note.id];
          if (!said) return [];
          const answer = text(note.kind === 'plan' ? `answer_${said.answer}` : 'prepare_close');
          return [`${note.text}: ${answer} (${date(said.at)})`];
        }),
      ),
    ),
    ...section(
      text('feedback'),
      (feedback?.answers ?? [])
        .toSorted((a, b) => a.at - b.at)
        .map((one) => `${date(one.at, one.sessionId)}: ${feedbackText(one, text)}`),
    ),
    ...section(
      text('absences'),
      (absences?.absences ?? [])
        .toSorted((a, b) => a.at - b.at)
        .map(({ at, kind }) => `${date(at)}: ${text(`absence_${kind}`)}`),
    ),
    ...section(
      text('clientTab_measures'),
      (measures?.results ?? [])
        .toSorted((a, b) => a.at - b.at)
        .map(
          (result) =>
            `${date(result.at, result.sessionId)}: ${wholeResultText(result, measures, text)}`,
        ),
    ),
  ];
}

/** A session's times, minutes and legs. */
function facts({ events }: SessionRecord, shown: Timeline, text: Text): readonly string[] {
  const time = (at: number) => timeText(at, text.locale, offsetAt(events, at));
  const { startedAt, endedAt, contactMs, interruptedMs, legs } = shown;
  const enteredAt = enteredAfterwards(events);
  const missing = legs.filter(({ state }) => state === 'notVisited');
  const minutes = sharedMinutes(legs.map(({ spentMs }) => spentMs));
  return [
    `- ${text('doc_started')}: ${time(startedAt)}`,
    `- ${text('doc_ended')}: ${endedAt === null ? text('doc_notEnded') : time(endedAt)}`,
    ...(enteredAt === null
      ? []
      : [
          `- ${text('header_entered')}: ${text('header_enteredOn', dayText(enteredAt, text.locale), timeText(enteredAt, text.locale))}`,
        ]),
    `- ${text('doc_contact')}: ${wholeMinutes(contactMs)}`,
    ...(interruptedMs > 0 ? [`- ${text('doc_interrupted')}: ${wholeMinutes(interruptedMs)}`] : []),
    `- ${text('doc_legs')}: ${legs
      .map(({ leg, visits }, index) => visits > 0 && `${text(`leg_${leg}`)} ${minutes[index]}`)
      .filter(Boolean)
      .join(', ')}`,
    `- ${text('doc_notVisited')}: ${
      missing.map(({ leg }) => text(`leg_${leg}`)).join(', ') || text('doc_none')
    }`,
    ...legs
      .filter(({ state }) => state === 'setAside')
      .map(
        ({ leg, reason }) =>
          `- ${text(
            'summary_aside',
            text(`leg_${leg}`),
            typeof reason === 'string' ? text(`reason_${reason}`) : escaped(reason?.words ?? ''),
          )}`,
      ),
  ];
}

/** Who brought up a topic or a focus, in brackets, if it wasn't the client. */
const raised = ({ raisedBy }: Note, text: Text): string =>
  raisedBy === null || raisedBy === 'client' ? '' : ` (${text(`raisedBy_${raisedBy}`)})`;

/**
 * A note's text; for a plan also whether it was chosen, when, and how client and practitioner will
 * know.
 */
export const planText = ({ text: words, plan }: Pick<Note, 'text' | 'plan'>, text: Text): string =>
  plan
    ? [words, text(plan.chosen ? 'doc_chosen' : 'doc_offered'), plan.when, plan.know]
        .filter(Boolean)
        .join(' · ')
    : words;

/** What the names of exported files end with. */
export type Ending = 'md' | 'json' | 'txt' | 'docx' | 'fhir.json' | 'csv';

/**
 * An export's file name, such as `perch-private-2026-11-23.md`. `at` is in epoch milliseconds; the
 * day is local. `what` says of what, with a hyphen after it.
 */
export const exportName = (at: number, part: Part, ending: Ending, what = ''): string =>
  `perch-${what}${part === 'record' ? '' : `${part}-`}${dayAt(at, -new Date(at).getTimezoneOffset())}.${ending}`;

/**
 * The file name of a session's document, such as `perch-document-2026-11-23-1400.md`: two sessions
 * of a day, and a session's notes, have other names. `startedAt` is in epoch milliseconds.
 */
export function documentName(startedAt: number, ending: Ending): string {
  const began = new Date(startedAt);
  const clock = [began.getHours(), began.getMinutes()].map((n) => String(n).padStart(2, '0'));
  const day = dayAt(startedAt, -began.getTimezoneOffset());
  return `perch-document-${day}-${clock.join('')}.${ending}`;
}

/** A handout's exercises and words as lines of Markdown, below a session's marked notes. */
function handoutMarkdown({ exercises, words }: Handout, text: Text): readonly string[] {
  const listed = exercises.flatMap(({ name, instructions }) => [
    '',
    `**${escaped(name)}**`,
    ...(instructions === '' ? [] : ['', escaped(instructions)]),
  ]);
  return [
    ...(listed.length === 0 ? [] : ['', `### ${text('handout_exercises')}`, ...listed]),
    ...(words === '' ? [] : ['', `### ${text('handout_words')}`, '', escaped(words)]),
  ];
}
