/**
 * What each kind of record holds, checked after it was opened. Each is the shape of what it keeps,
 * with values for fields that older records don't have.
 */
import * as v from 'valibot';
import {
  compartmentShape,
  DRAFT_FIELDS,
  kindShape,
  noteShape,
  pastShape,
  planDetailShape,
} from '../notes';
import {
  cardShape,
  clientShape,
  DEFAULT_SETTINGS,
  settingsShape,
  USUAL_ENGAGEMENT,
  USUAL_RETENTION,
} from '../practice';
import { between, EVENTS, instant, LEGS, meetingShape, planShape } from '../session';

const plan = planShape.entries;

export const sessionBody = v.strictObject({
  plan: v.strictObject({
    ...plan,
    surplus: v.optional(plan.surplus, 'exploration'),
    order: v.optional(plan.order, [...LEGS]),
    mode: v.optional(plan.mode, 'clientLed'),
    clientLedMinutes: v.optional(plan.clientLedMinutes, null),
    preset: v.optional(plan.preset, 'clientLed'),
  }),
  place: v.nullable(meetingShape),
});

const { started, ...others } = EVENTS;
const started1 = v.pipe(
  v.strictObject({ ...started.entries, toldAt: v.optional(instant) }),
  v.transform((event) => ({ ...event, toldAt: event.toldAt ?? event.at })),
);

export const eventBody = v.variant('type', [
  started1,
  ...(Object.values(others) as Exclude<
    (typeof EVENTS)[keyof typeof EVENTS],
    (typeof EVENTS)['started']
  >[]),
]);

const { id: _note, ...note } = noteShape.entries;

export const lineBody = v.strictObject({
  ...note,
  kind: v.optional(note.kind, 'note'),
  compartment: v.optional(note.compartment, 'record'),
  clientCopy: v.optional(note.clientCopy, false),
  forSupervision: v.optional(note.forSupervision, false),
  speaker: v.optional(note.speaker, ''),
  plan: v.optional(note.plan, null),
  topic: v.optional(note.topic, null),
  raisedBy: v.optional(note.raisedBy, null),
  past: v.array(
    v.union([
      pastShape,
      // The oldest records kept nothing but the text.
      v.pipe(
        v.string(),
        v.transform((text) => ({ text, plan: null })),
      ),
    ]),
  ),
});

export const draftBody = v.strictObject({
  text: v.string(),
  kind: v.optional(kindShape, 'note'),
  compartment: v.optional(compartmentShape, 'record'),
  speaker: v.optional(v.string(), ''),
  edit: v.exactOptional(
    v.strictObject({
      lineId: v.string(),
      base: v.string(),
      plan: v.exactOptional(planDetailShape),
    }),
  ),
  field: v.exactOptional(v.picklist(DRAFT_FIELDS)),
});

export const cardBody = cardShape;

/** One field of a session's card. */
export const cardFieldBody = v.string();

/** What the log can say of whole files. */
export const LOGGED = ['erased', 'erasedSession', 'exported', 'backedUp', 'restored'] as const;

const count = between(0, Number.MAX_SAFE_INTEGER);

export const logBody = v.strictObject({
  what: v.picklist(LOGGED),
  at: instant,
  sessions: count,
  notes: count,
});

/**
 * What automatic backups are encrypted with, and when the last one was written; 0 for never. Perch
 * makes the passphrase up. Before it did, it kept the passphrase that the person had chosen.
 */
export const placeBody = v.union([
  v.strictObject({ madeUp: v.nullable(v.string()), at: instant }),
  v.pipe(
    v.strictObject({ passphrase: v.string(), at: instant }),
    v.transform(({ at }) => ({ madeUp: null, at })),
  ),
]);

/** The words of an event. */
export const wordsBody = v.string();

const { id: _client, ...client } = clientShape.entries;

const { method, ...engaged } = client.engagement.entries;
const engagement = { ...engaged, prescribed: v.optional(engaged.prescribed, false) };

export const clientBody = v.strictObject({
  ...client,
  guidance: v.optional(client.guidance, null),
  preset: v.optional(client.preset, null),
  engagement: v.optional(
    v.union([
      v.strictObject({ ...engagement, method: v.optional(method, null) }),
      // The method was called so for a while.
      v.pipe(
        v.strictObject({ ...engagement, modality: method }),
        v.transform(({ modality, ...rest }) => ({ ...rest, method: modality })),
      ),
    ]),
    USUAL_ENGAGEMENT,
  ),
  speakers: v.optional(client.speakers, []),
  retention: v.optional(client.retention, USUAL_RETENTION),
  legalHold: v.optional(client.legalHold, ''),
});

const settings = settingsShape.entries;

export const settingsBody = v.strictObject({
  ...settings,
  region: v.optional(settings.region, DEFAULT_SETTINGS.region),
  hours: v.optional(settings.hours, DEFAULT_SETTINGS.hours),
  compartments: v.optional(settings.compartments, {}),
  shorthands: v.optional(settings.shorthands, []),
  lockAfterMinutes: v.optional(settings.lockAfterMinutes, DEFAULT_SETTINGS.lockAfterMinutes),
  lockOnSleep: v.optional(settings.lockOnSleep, DEFAULT_SETTINGS.lockOnSleep),
  retentionYears: v.optional(settings.retentionYears, DEFAULT_SETTINGS.retentionYears),
  backupDays: v.optional(settings.backupDays, DEFAULT_SETTINGS.backupDays),
  shareGuard: v.optional(settings.shareGuard, DEFAULT_SETTINGS.shareGuard),
  peek: v.optional(settings.peek, DEFAULT_SETTINGS.peek),
  pressCovered: v.optional(settings.pressCovered, DEFAULT_SETTINGS.pressCovered),
  grounding: v.optional(settings.grounding, DEFAULT_SETTINGS.grounding),
  noteFormat: v.optional(settings.noteFormat, DEFAULT_SETTINGS.noteFormat),
  formats: v.optional(settings.formats, []),
  exercises: v.optional(settings.exercises, []),
  lateHours: v.optional(settings.lateHours, DEFAULT_SETTINGS.lateHours),
  billingBands: v.optional(settings.billingBands, DEFAULT_SETTINGS.billingBands),
  topicHint: v.optional(settings.topicHint, DEFAULT_SETTINGS.topicHint),
  centring: v.optional(settings.centring, DEFAULT_SETTINGS.centring),
  goToKey: v.optional(settings.goToKey, DEFAULT_SETTINGS.goToKey),
  startSmall: v.optional(settings.startSmall, DEFAULT_SETTINGS.startSmall),
});
