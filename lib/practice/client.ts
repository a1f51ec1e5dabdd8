import * as v from 'valibot';
import {
  type EpochMs,
  instant,
  type Meeting,
  meetingShape,
  profileShape,
  someOf,
  type TypeOf,
} from '../session';
import { cardShape, EMPTY_CARD, FIRST_STEPS } from './card';
import { cleanCode } from './client-code';
import { engagementShape, USUAL_ENGAGEMENT } from './engagement';
import { guidanceShape } from './guidance';
import { retentionShape, USUAL_RETENTION } from './retention';

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
  engagement: engagementShape,
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

/** A new client with nothing but a code. */
export function newClient(id: string, code: string, at: EpochMs): Client {
  return {
    id,
    code: cleanCode(code),
    name: '',
    profile: null,
    guidance: null,
    preset: null,
    engagement: USUAL_ENGAGEMENT,
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

/** The client after a review of the work, with what came of it; empty words are left out. */
export const withReview = (client: Client, at: EpochMs, words: string): Client => {
  const { engagement } = words === '' ? client : withReviewWords(client, at, words);
  return { ...client, engagement: { ...engagement, reviewedAt: at } };
};

/** The client with what came of a review that was held before. The next one is due as it was. */
export const withReviewWords = (client: Client, at: EpochMs, words: string): Client => {
  const { engagement } = client;
  return {
    ...client,
    engagement: {
      ...engagement,
      reviewedAt: engagement.reviewedAt ?? at,
      reviews: [...engagement.reviews, { at, words }],
    },
  };
};

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

/** The client without this meeting address. */
export const unlinked = (client: Client, meeting: Meeting): Client => ({
  ...client,
  places: client.places.filter((one) => !sameMeeting(one, meeting)),
});

/**
 * The client with this meeting address. Returns the same client if the address is already there.
 */
export function linked(client: Client, meeting: Meeting): Client {
  if (client.places.some((one) => sameMeeting(one, meeting))) return client;
  return { ...client, places: [...client.places, meeting] };
}
