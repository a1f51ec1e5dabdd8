import * as v from 'valibot';
import { allOf, type TypeOf } from '../session';

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
 * A client's card updated from a session's card. A field left empty in the session keeps its text.
 */
export const remembered = (card: Card, said: Card): Card =>
  Object.fromEntries(
    CARD_FIELDS.map((field) => [field, said[field].trim() === '' ? card[field] : said[field]]),
  ) as unknown as Card;

/** The fields that a session's card has in common with a client's file. */
export const takenOver = (said: Card, file: Card): readonly CardField[] =>
  CARD_FIELDS.filter((field) => file[field].trim() !== '' && said[field] === file[field]);
