/** All records of a vault, opened and one at a time, for a backup. */
import * as v from 'valibot';
import { PAPER_KINDS, PAPERS, type PaperKind } from '../papers';
import { CARD_FIELDS, cleanCode, presetProblem } from '../practice';
import { holdTogether, isOrder } from '../session';
import { OpenError } from './envelope';
import { cardBody, clientBody, eventBody, lineBody, sessionBody, settingsBody } from './records';
import type { Vault } from './vault';

/** Perch makes UUIDs. A slash would reach into the rows of another record. */
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/));

/** Most events of one session, which is one every three seconds of the longest. */
const MOST_EVENTS = 5_000;

function paperOf<Kind extends PaperKind>(kind: Kind) {
  return v.strictObject({
    record: v.literal('paper'),
    kind: v.literal(kind),
    /** The session or the client that it belongs to. */
    of: id,
    body: PAPERS[kind].shape,
  });
}

const transferred = v.union([
  v.strictObject({ record: v.literal('settings'), body: settingsBody }),
  v.strictObject({ record: v.literal('client'), id, body: clientBody }),
  v.strictObject({
    record: v.literal('session'),
    id,
    body: sessionBody,
    events: v.pipe(v.array(eventBody), v.minLength(1)),
  }),
  v.strictObject({ record: v.literal('line'), id, sessionId: id, body: lineBody }),
  v.strictObject({ record: v.literal('card'), id, body: cardBody }),
  paperOf('document'),
  paperOf('handout'),
  paperOf('plans'),
  paperOf('ahead'),
  paperOf('goals'),
  paperOf('measures'),
  paperOf('scaling'),
  paperOf('absences'),
  paperOf('feedback'),
]);
/** One record of a backup. */
export type Transferred = v.InferOutput<typeof transferred>;

/** A record from outside, or null if any field is malformed. */
export function readTransferred(value: unknown): Transferred | null {
  const read = v.safeParse(transferred, value);
  return read.success ? read.output : null;
}

/**
 * Whether a record that has the right shape makes sense as a whole, so that the panel and the desk
 * can show it.
 */
export function isSound(record: Transferred): boolean {
  switch (record.record) {
    case 'session':
      return (
        isOrder(record.body.plan.order) &&
        record.events.length <= MOST_EVENTS &&
        holdTogether(record.events)
      );
    case 'client':
      return cleanCode(record.body.code) !== '';
    case 'settings':
      return record.body.presets.every(
        (preset) => presetProblem(preset, record.body.presets) === null,
      );
    case 'paper':
      // A scale of no length has no place to draw a value at.
      return record.kind !== 'measures' || record.body.own.every(({ from, to }) => from < to);
    default:
      return true;
  }
}

/** Numbers of records by type. */
export type Counts = Readonly<Record<Transferred['record'], number>>;
export const NO_COUNTS: Counts = {
  settings: 0,
  client: 0,
  session: 0,
  line: 0,
  card: 0,
  paper: 0,
};

/**
 * Every record that can be opened: settings, clients, then each session with its notes. Only one
 * session is in memory at a time. Records that can't be opened are counted and left out.
 * @throws any other failure, because an incomplete backup that looks whole is worse than none
 */
export async function* everyRecord(
  vault: Vault,
  onUnreadable: (count: number) => void,
): AsyncGenerator<Transferred> {
  yield { record: 'settings', body: plain(await vault.settings()) };
  const clients = await vault.clients();
  const left = (await vault.countClients()) - clients.length;
  if (left > 0) onUnreadable(left);
  for (const { id: clientId, ...body } of clients) {
    yield { record: 'client', id: clientId, body: plain(body) };
    yield* papersOf(vault, 'client', clientId, onUnreadable);
  }
  for (const sessionId of await vault.sessionIds()) {
    const session = await vault.session(sessionId).catch((error: unknown) => {
      // A backup that only looks whole is worse than none.
      if (error instanceof OpenError) return null;
      throw error;
    });
    if (!session) {
      onUnreadable(1);
      continue;
    }
    if (session.unreadable > 0) onUnreadable(session.unreadable);
    const { plan, meeting: place, events, notes } = session;
    yield { record: 'session', id: sessionId, body: plain({ plan, place }), events: plain(events) };
    for (const { id: noteId, ...body } of notes)
      yield { record: 'line', id: noteId, sessionId, body: plain(body) };
    const card = await vault.card(sessionId);
    if (CARD_FIELDS.some((field) => card[field] !== ''))
      yield { record: 'card', id: sessionId, body: card };
    yield* papersOf(vault, 'session', sessionId, onUnreadable);
  }
}

async function* papersOf(
  vault: Vault,
  owner: 'session' | 'client',
  of: string,
  onUnreadable: (count: number) => void,
): AsyncGenerator<Transferred> {
  for (const kind of PAPER_KINDS) {
    if (PAPERS[kind].of !== owner) continue;
    const body = await vault.paper(kind, of).catch((error: unknown) => {
      if (error instanceof OpenError) return null;
      throw error;
    });
    if (body) yield { record: 'paper', kind, of, body } as Transferred;
  }
  // A session counts its own.
  const left = owner === 'client' ? await vault.unreadablePapers(of) : 0;
  if (left > 0) onUnreadable(left);
}

/** `T` without `readonly`, which is how the schemas describe what they read. */
type Written<T> = T extends readonly (infer Item)[]
  ? Written<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Written<T[Key]> }
    : T;
const plain = <T>(value: T): Written<T> => value as Written<T>;
