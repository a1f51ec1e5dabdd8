/**
 * What each kind of record holds, checked after it was opened. Fields added later have a value for
 * older records.
 */
import * as v from 'valibot';
import { COMPARTMENTS, KINDS, LONGEST_LINE, TOPIC_STATES } from '../notes';
import {
  BACKUP_DAYS,
  CARD_FIELDS,
  DEFAULT_SETTINGS,
  FIRST_STEPS,
  GUIDANCE_LEVELS,
  LOCK_AFTER,
  SHARE_GUARDS,
  USUAL_RETENTION,
} from '../practice';
import { SITUATIONS } from '../prompts';
import {
  CORRECTIONS,
  CUES,
  LEADERS,
  LEGS,
  MODES,
  PROFILES,
  SET_ASIDE_REASONS,
  SURPLUSES,
  TANGENT_CHOICES,
  TICKS,
  WORKS,
} from '../session';

const minutes = v.pipe(v.number(), v.integer(), v.minValue(0));
const instant = v.pipe(v.number(), v.finite());
const leg = v.picklist(LEGS);
const mode = v.picklist(MODES);
const order = v.pipe(v.array(leg), v.length(LEGS.length));
const place = v.strictObject({ site: v.string(), room: v.string() });
const budgets = v.strictObject({
  opening: minutes,
  agenda: minutes,
  exploration: minutes,
  integration: minutes,
  planning: minutes,
  closing: minutes,
});

export const sessionBody = v.strictObject({
  plan: v.strictObject({
    minutes,
    endsBy: v.picklist(['clock', 'length']),
    endsAt: instant,
    budgets,
    surplus: v.optional(v.picklist(SURPLUSES), 'exploration'),
    order: v.optional(order, [...LEGS]),
    mode: v.optional(mode, 'clientLed'),
    clientLedMinutes: v.optional(v.nullable(minutes), null),
    preset: v.optional(v.string(), 'clientLed'),
  }),
  place: v.nullable(place),
});

const ownWords = v.strictObject({ words: v.string() });

export const eventBody = v.variant('type', [
  v.pipe(
    v.strictObject({
      type: v.literal('started'),
      at: instant,
      toldAt: v.optional(instant),
      utcOffsetMinutes: v.number(),
    }),
    v.transform((event) => ({ ...event, toldAt: event.toldAt ?? event.at })),
  ),
  v.strictObject({ type: v.literal('legEntered'), at: instant, leg }),
  v.strictObject({
    type: v.literal('legSetAside'),
    at: instant,
    leg,
    reason: v.union([v.picklist(SET_ASIDE_REASONS), ownWords]),
  }),
  v.strictObject({ type: v.literal('legBroughtBack'), at: instant, leg }),
  v.strictObject({ type: v.literal('legsReordered'), at: instant, order }),
  v.strictObject({ type: v.literal('budgetsShifted'), at: instant, budgets }),
  v.strictObject({ type: v.literal('modeChanged'), at: instant, mode }),
  v.strictObject({ type: v.literal('interruptionBegan'), at: instant, since: instant }),
  v.strictObject({ type: v.literal('interruptionEnded'), at: instant, until: instant }),
  v.strictObject({
    type: v.literal('endCorrected'),
    at: instant,
    endsAt: instant,
    reason: v.picklist(CORRECTIONS),
  }),
  v.strictObject({ type: v.literal('safetyOverride'), at: instant }),
  v.strictObject({ type: v.literal('safetyLifted'), at: instant }),
  v.strictObject({ type: v.literal('safetyReasonGiven'), at: instant, words: v.string() }),
  v.strictObject({
    type: v.literal('clientChosen'),
    at: instant,
    clientId: v.nullable(v.string()),
    confirmed: v.boolean(),
    room: v.nullable(v.string()),
  }),
  v.strictObject({
    type: v.literal('ticked'),
    at: instant,
    tick: v.picklist(TICKS),
    on: v.boolean(),
  }),
  v.strictObject({ type: v.literal('workChosen'), at: instant, work: v.picklist(WORKS) }),
  v.strictObject({ type: v.literal('readinessSaid'), at: instant, level: v.number() }),
  v.strictObject({ type: v.literal('ledBy'), at: instant, who: v.picklist(LEADERS) }),
  v.strictObject({ type: v.literal('focusShifted'), at: instant }),
  v.strictObject({
    type: v.literal('tangentNamed'),
    at: instant,
    choice: v.picklist(TANGENT_CHOICES),
  }),
  v.strictObject({ type: v.literal('clockWentBack'), at: instant, byMs: v.number() }),
  v.strictObject({ type: v.literal('zoneChanged'), at: instant, utcOffsetMinutes: v.number() }),
  v.strictObject({ type: v.literal('ended'), at: instant }),
  v.strictObject({ type: v.literal('resumed'), at: instant }),
  v.strictObject({ type: v.literal('closed'), at: instant }),
]);

const plan = v.nullable(
  v.strictObject({ when: v.string(), know: v.string(), chosen: v.boolean() }),
);

export const lineBody = v.strictObject({
  at: instant,
  leg: v.nullable(leg),
  intoMs: v.number(),
  kind: v.optional(v.picklist(KINDS), 'note'),
  compartment: v.optional(v.picklist(COMPARTMENTS), 'record'),
  clientCopy: v.optional(v.boolean(), false),
  speaker: v.optional(v.string(), ''),
  text: v.pipe(v.string(), v.maxLength(LONGEST_LINE)),
  plan: v.optional(plan, null),
  topic: v.optional(v.nullable(v.picklist(TOPIC_STATES)), null),
  past: v.array(
    v.union([
      v.strictObject({
        text: v.string(),
        plan,
        kind: v.exactOptional(v.picklist(KINDS)),
        topic: v.exactOptional(v.nullable(v.picklist(TOPIC_STATES))),
        compartment: v.exactOptional(v.picklist(COMPARTMENTS)),
        clientCopy: v.exactOptional(v.boolean()),
        speaker: v.exactOptional(v.string()),
      }),
      v.pipe(
        v.string(),
        v.transform((text) => ({ text, plan: null })),
      ),
    ]),
  ),
  changedAt: v.nullable(instant),
  deleted: v.boolean(),
});

export const draftBody = v.strictObject({
  text: v.string(),
  kind: v.optional(v.picklist(KINDS), 'note'),
  compartment: v.optional(v.picklist(COMPARTMENTS), 'record'),
  speaker: v.optional(v.string(), ''),
  edit: v.exactOptional(v.strictObject({ lineId: v.string(), base: v.string() })),
});

const entries = <K extends string, T extends v.GenericSchema>(keys: readonly K[], value: T) =>
  Object.fromEntries(keys.map((key) => [key, value])) as Record<K, T>;

export const cardBody = v.strictObject(entries(CARD_FIELDS, v.string()));

/** One field of a session's card. */
export const cardFieldBody = v.string();

/** What can be written down of whole files. */
export const LOGGED = ['erased', 'exported', 'backedUp', 'restored'] as const;

export const logBody = v.strictObject({
  what: v.picklist(LOGGED),
  at: instant,
  sessions: minutes,
  notes: minutes,
});

/** What automatic backups are encrypted with, and when the last one was written; 0 for never. */
export const placeBody = v.strictObject({ passphrase: v.string(), at: instant });

/** What was written in an event's words. */
export const wordsBody = v.string();

export const clientBody = v.strictObject({
  code: v.string(),
  name: v.string(),
  profile: v.nullable(v.picklist(PROFILES)),
  mandate: v.string(),
  places: v.array(place),
  card: cardBody,
  firstSteps: v.strictObject(entries(FIRST_STEPS, v.exactOptional(instant))),
  speakers: v.optional(v.array(v.string()), []),
  retention: v.optional(
    v.strictObject({
      years: v.nullable(v.number()),
      bornOn: v.string(),
      untilAge: v.nullable(v.number()),
    }),
    USUAL_RETENTION,
  ),
  legalHold: v.optional(v.string(), ''),
  createdAt: instant,
});

export const settingsBody = v.strictObject({
  profile: v.picklist(PROFILES),
  guidance: v.picklist(GUIDANCE_LEVELS),
  quiet: v.boolean(),
  cuesOff: v.array(v.picklist(CUES)),
  notify: v.boolean(),
  compartments: v.optional(
    v.strictObject(entries(KINDS, v.exactOptional(v.picklist(COMPARTMENTS)))),
    {},
  ),
  shorthands: v.optional(v.array(v.strictObject({ short: v.string(), long: v.string() })), []),
  lockAfterMinutes: v.optional(v.picklist(LOCK_AFTER), DEFAULT_SETTINGS.lockAfterMinutes),
  lockOnSleep: v.optional(v.boolean(), DEFAULT_SETTINGS.lockOnSleep),
  retentionYears: v.optional(v.nullable(v.number()), DEFAULT_SETTINGS.retentionYears),
  backupDays: v.optional(v.picklist(BACKUP_DAYS), DEFAULT_SETTINGS.backupDays),
  shareGuard: v.optional(v.picklist(SHARE_GUARDS), DEFAULT_SETTINGS.shareGuard),
  peek: v.optional(v.boolean(), DEFAULT_SETTINGS.peek),
  pressCovered: v.optional(v.boolean(), DEFAULT_SETTINGS.pressCovered),
  legNames: v.strictObject(entries(LEGS, v.exactOptional(v.string()))),
  presets: v.array(
    v.strictObject({
      id: v.string(),
      name: v.string(),
      minutes: v.nullable(minutes),
      mode,
      order,
      budgets: v.nullable(budgets),
      clientLedMinutes: v.nullable(minutes),
    }),
  ),
  prompts: v.strictObject({
    pinned: v.strictObject(entries(LEGS, v.exactOptional(v.string()))),
    favourites: v.array(v.string()),
    hidden: v.array(v.string()),
    edited: v.record(v.string(), v.string()),
    added: v.array(
      v.strictObject({
        id: v.string(),
        text: v.string(),
        legs: v.array(leg),
        situation: v.nullable(v.picklist(SITUATIONS)),
      }),
    ),
  }),
});
