import * as v from 'valibot';
import {
  allOf,
  type EpochMs,
  instant,
  type Meeting,
  meetingShape,
  profileShape,
  someOf,
  type TypeOf,
} from '../session';
import { guidanceShape } from './guidance';
import { retentionShape, USUAL_RETENTION } from './retention';

/** The fields of the start card and the safety card. All are optional. */
export const CARD_FIELDS = [
  'location',
  'privacy',
  'present',
  'callBack',
  'contact',
  'localNumber',
  'referral',
] as const;
export type CardField = (typeof CARD_FIELDS)[number];
/** An empty text means unknown. */
export const cardShape = allOf(CARD_FIELDS, v.string());
export type Card = TypeOf<typeof cardShape>;

export const EMPTY_CARD: Card = {
  location: '',
  privacy: '',
  present: '',
  callBack: '',
  contact: '',
  localNumber: '',
  referral: '',
};

/** What practitioner and client go through once, before the work begins. */
export const FIRST_STEPS = [
  'limits',
  'way',
  'appointments',
  'consent',
  'emergency',
  'request',
  'objectives',
] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/**
 * A person the practitioner works with, known by a code. The name is optional and stays in the
 * desk.
 */
export const clientShape = v.strictObject({
  id: v.string(),
  code: v.string(),
  name: v.string(),
  /** Null for the practitioner's own profile. */
  profile: v.nullable(profileShape),
  /** How much the panel explains in this client's sessions; null for the practitioner's own way. */
  guidance: v.nullable(guidanceShape),
  /** The id of the preset that this client's sessions begin with; null for the usual one. */
  preset: v.nullable(v.string()),
  /** The goal that somebody else has set for a mandated client; empty for none. */
  mandate: v.string(),
  /** The addresses of this client's meetings. */
  places: v.array(meetingShape),
  card: cardShape,
  /** When each first step was ticked. A step that isn't here was not ticked. */
  firstSteps: someOf(FIRST_STEPS, instant),
  /** Initials of the people who speak in the sessions, if there are several. */
  speakers: v.array(v.string()),
  retention: retentionShape,
  /** Why the file must not be erased; empty when there is no legal hold. */
  legalHold: v.string(),
  createdAt: instant,
});
export type Client = TypeOf<typeof clientShape>;

/** Most UTF-16 units in a code, and in any other text about a client. */
export const LONGEST_CODE = 12;
export const LONGEST_FIELD = 500;
/** Most letters in a speaker's initials. */
export const LONGEST_INITIALS = 4;

/** Why a code can't be used. */
export type CodeProblem = 'codeEmpty' | 'codeTooLong' | 'codeTaken';

/** A code without white space at its ends and with single spaces inside. */
export const cleanCode = (code: string): string => code.trim().replace(/\s+/g, ' ');

/** The reason a client can't have this code, or null. Codes must differ in more than case. */
export function codeProblem(
  code: string,
  others: readonly Pick<Client, 'code'>[],
): CodeProblem | null {
  const clean = cleanCode(code);
  if (clean === '') return 'codeEmpty';
  if (clean.length > LONGEST_CODE) return 'codeTooLong';
  return clientCalled(others, clean) ? 'codeTaken' : null;
}

/** A code like this one that is free: itself, or with the first number in brackets from 2 on. */
export function freeCode(code: string, others: readonly Pick<Client, 'code'>[]): string {
  const clean = cleanCode(code);
  for (let n = 1; ; n += 1) {
    const mark = n === 1 ? '' : ` (${n})`;
    const free = `${clean.slice(0, LONGEST_CODE - mark.length).trimEnd()}${mark}`;
    if (!clientCalled(others, free)) return free;
  }
}

/** A code to propose for the next client: `C-` and the lowest free number from 1. */
export function nextCode(clients: readonly Pick<Client, 'code'>[]): string {
  for (let n = 1; ; n += 1) {
    const code = `C-${n}`;
    if (codeProblem(code, clients) === null) return code;
  }
}

/** A new client with nothing but a code. */
export function newClient(id: string, code: string, at: EpochMs): Client {
  return {
    id,
    code: cleanCode(code),
    name: '',
    profile: null,
    guidance: null,
    preset: null,
    mandate: '',
    places: [],
    card: EMPTY_CARD,
    firstSteps: {},
    speakers: [],
    retention: USUAL_RETENTION,
    legalHold: '',
    createdAt: at,
  };
}

/** Whether both are the same room at the same site. Null equals nothing, not even null. */
export const sameMeeting = (a: Meeting | null, b: Meeting | null): boolean =>
  a !== null && b !== null && a.site === b.site && a.room === b.room;

/** The client this meeting address is linked to. Null if there is none or more than one. */
export function clientAt(clients: readonly Client[], meeting: Meeting | null): Client | null {
  const [one, ...others] = clients.filter(({ places }) =>
    places.some((linkedTo) => sameMeeting(linkedTo, meeting)),
  );
  return one && others.length === 0 ? one : null;
}

/** The client with this code, ignoring case, or undefined. */
export const clientCalled = <T extends Pick<Client, 'code'>>(
  clients: readonly T[],
  code: string,
): T | undefined =>
  clients.find((client) => client.code.toLocaleLowerCase() === cleanCode(code).toLocaleLowerCase());

/** The client without this meeting address. */
export const unlinked = (client: Client, meeting: Meeting): Client => ({
  ...client,
  places: client.places.filter((one) => !sameMeeting(one, meeting)),
});

/**
 * A client's card updated from a session's card. A field left empty in the session keeps its text.
 */
export const remembered = (card: Card, said: Card): Card =>
  Object.fromEntries(
    CARD_FIELDS.map((field) => [field, said[field].trim() === '' ? card[field] : said[field]]),
  ) as unknown as Card;

/**
 * The client with this meeting address. Returns the same client if the address is already there.
 */
export function linked(client: Client, meeting: Meeting): Client {
  if (client.places.some((one) => sameMeeting(one, meeting))) return client;
  return { ...client, places: [...client.places, meeting] };
}

/**
 * Splits typed initials at commas and spaces. Each appears once, in order, with at most
 * `LONGEST_INITIALS` letters.
 */
export const speakersOf = (typed: string): readonly string[] => [
  ...new Set(
    typed
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map((initials) => initials.slice(0, LONGEST_INITIALS)),
  ),
];

/** The fields that a session's card has in common with a client's file. */
export const takenOver = (said: Card, file: Card): readonly CardField[] =>
  CARD_FIELDS.filter((field) => file[field].trim() !== '' && said[field] === file[field]);
