import type { EpochMs, Meeting, Profile } from '../session';
import { type Retention, USUAL_RETENTION } from './retention';

/** What the start card and the safety card hold, all of it optional. */
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
/** An empty text is not known. */
export type Card = Readonly<Record<CardField, string>>;

export const EMPTY_CARD: Card = {
  location: '',
  privacy: '',
  present: '',
  callBack: '',
  contact: '',
  localNumber: '',
  referral: '',
};

/** What is talked through with a client once, before the work begins. */
export const FIRST_STEPS = [
  'limits',
  'way',
  'appointments',
  'emergency',
  'request',
  'objectives',
] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/**
 * Somebody a practitioner works with. Known by a code; a name only if it was typed, and only in the
 * desk.
 */
export interface Client {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Null for the practitioner's own profile. */
  readonly profile: Profile | null;
  /** What was set from outside, for mandated clients; empty for none. */
  readonly mandate: string;
  /** Meeting addresses that are this client's. */
  readonly places: readonly Meeting[];
  readonly card: Card;
  /** When each first step was ticked; what is missing was not. */
  readonly firstSteps: Readonly<Partial<Record<FirstStep, EpochMs>>>;
  /** Initials of those who speak in the sessions, where there are several. */
  readonly speakers: readonly string[];
  readonly retention: Retention;
  /** Why the file must not be erased now; empty for no reason. */
  readonly legalHold: string;
  readonly createdAt: EpochMs;
}

/** Most characters of a code, and of any other text about a client. */
export const LONGEST_CODE = 12;
export const LONGEST_FIELD = 500;
/** Most characters of somebody's initials. */
export const LONGEST_INITIALS = 4;

/** Why a code can't be used. */
export type CodeProblem = 'codeEmpty' | 'codeTooLong' | 'codeTaken';

/** A code as it is kept: without white space at its ends, single spaces inside. */
export const cleanCode = (code: string): string => code.trim().replace(/\s+/g, ' ');

/** The reason a code can't be used for a client, or null. Codes differ by more than case. */
export function codeProblem(
  code: string,
  others: readonly Pick<Client, 'code'>[],
): CodeProblem | null {
  const clean = cleanCode(code);
  if (clean === '') return 'codeEmpty';
  if (clean.length > LONGEST_CODE) return 'codeTooLong';
  return clientCalled(others, clean) ? 'codeTaken' : null;
}

/** A code to propose for the next client: `C-` and the first number from 1 that is free. */
export function nextCode(clients: readonly Pick<Client, 'code'>[]): string {
  for (let n = 1; ; n += 1) {
    const code = `C-${n}`;
    if (codeProblem(code, clients) === null) return code;
  }
}

/** A new client, known by a code alone. */
export function newClient(id: string, code: string, at: EpochMs): Client {
  return {
    id,
    code: cleanCode(code),
    name: '',
    profile: null,
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

export const sameMeeting = (a: Meeting | null, b: Meeting | null): boolean =>
  a !== null && b !== null && a.site === b.site && a.room === b.room;

/**
 * The client whose meeting address this is, or null. A room that is used with several says nothing.
 */
export function clientAt(clients: readonly Client[], meeting: Meeting | null): Client | null {
  const [one, ...others] = clients.filter(({ places }) =>
    places.some((linkedTo) => sameMeeting(linkedTo, meeting)),
  );
  return one && others.length === 0 ? one : null;
}

/** The client with this code, whatever its case, or undefined. */
export const clientCalled = <T extends Pick<Client, 'code'>>(
  clients: readonly T[],
  code: string,
): T | undefined =>
  clients.find((client) => client.code.toLocaleLowerCase() === cleanCode(code).toLocaleLowerCase());

/** The client without a meeting address. */
export const unlinked = (client: Client, meeting: Meeting): Client => ({
  ...client,
  places: client.places.filter((one) => !sameMeeting(one, meeting)),
});

/** A client's card with what was said in a session; what was not said stays as it was. */
export const remembered = (card: Card, said: Card): Card =>
  Object.fromEntries(
    CARD_FIELDS.map((field) => [field, said[field].trim() === '' ? card[field] : said[field]]),
  ) as unknown as Card;

/** Links a meeting address to a client; to one that has it already nothing changes. */
export function linked(client: Client, meeting: Meeting): Client {
  if (client.places.some((one) => sameMeeting(one, meeting))) return client;
  return { ...client, places: [...client.places, meeting] };
}

/**
 * Initials as they were typed, between commas or spaces: each once, in order, four letters at most.
 */
export const speakersOf = (typed: string): readonly string[] => [
  ...new Set(
    typed
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map((initials) => initials.slice(0, LONGEST_INITIALS)),
  ),
];
