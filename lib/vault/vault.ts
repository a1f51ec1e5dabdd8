import * as v from 'valibot';
import { type Line, LONGEST_LINE } from '../notes';
import { endOf, LEGS, type Place, type SessionEvent, type SessionPlan } from '../session';
import { liveQuery, type Store } from '../store';
import { OpenError, open, type RecordKind, seal } from './envelope';
import type { KeyRing } from './keys';

/** A session with everything that belongs to it, open. */
export interface OpenSession {
  readonly id: string;
  readonly plan: SessionPlan;
  readonly place: Place | null;
  readonly events: readonly SessionEvent[];
  /** By their instants, deleted ones included. */
  readonly lines: readonly Line[];
  /** How many notes are there that could not be opened. */
  readonly unreadable: number;
}

const minutes = v.pipe(v.number(), v.integer(), v.minValue(0));
const instant = v.pipe(v.number(), v.finite());
const leg = v.picklist(LEGS);

const sessionBody = v.strictObject({
  plan: v.strictObject({
    minutes,
    endsBy: v.picklist(['clock', 'length']),
    endsAt: instant,
    budgets: v.strictObject({
      opening: minutes,
      agenda: minutes,
      exploration: minutes,
      integration: minutes,
      planning: minutes,
      closing: minutes,
    }),
  }),
  place: v.nullable(v.strictObject({ site: v.string(), room: v.string() })),
});

const eventBody = v.variant('type', [
  v.strictObject({ type: v.literal('started'), at: instant, utcOffsetMinutes: v.number() }),
  v.strictObject({ type: v.literal('legEntered'), at: instant, leg }),
  v.strictObject({ type: v.literal('clockWentBack'), at: instant, byMs: v.number() }),
  v.strictObject({ type: v.literal('ended'), at: instant }),
  v.strictObject({ type: v.literal('resumed'), at: instant }),
  v.strictObject({ type: v.literal('closed'), at: instant }),
]);

const lineBody = v.strictObject({
  at: instant,
  leg: v.nullable(leg),
  intoMs: v.number(),
  text: v.pipe(v.string(), v.maxLength(LONGEST_LINE)),
  past: v.array(v.string()),
  changedAt: v.nullable(instant),
  deleted: v.boolean(),
});

const draftBody = v.strictObject({ text: v.string() });

/**
 * Sessions, events, notes and drafts, sealed on the way in and opened on the way out. The one place where
 * keys and storage meet: what it takes and gives is open, what the store sees is sealed.
 *
 * Every method that writes resolves once the browser has flushed the write to disk, or rejects with
 * nothing changed. Sealing is done before a transaction begins and opening after it ends.
 */
export class Vault {
  readonly #store: Store;
  readonly #keys: KeyRing;

  constructor(store: Store, keys: KeyRing) {
    this.#store = store;
    this.#keys = keys;
  }

  /** Saves a new session with its first events, both or neither. */
  async begin(session: Omit<OpenSession, 'lines' | 'unreadable'>): Promise<void> {
    const { id, plan, place, events } = session;
    const body = await this.#seal('session', id, { plan, place });
    const eventRows = await this.#sealEvents(id, 0, events);
    const { startedAt, endedAt, closedAt } = instants(events);
    await this.#store.transaction('rw', this.#store.sessions, this.#store.events, async () => {
      await this.#store.sessions.add({ id, startedAt, endedAt, closedAt, body });
      await this.#store.events.bulkAdd(eventRows);
    });
  }

  /**
   * Adds events to a session after the `count` it has.
   * @throws when somebody else has added events in between; nothing is written then.
   */
  async append(id: string, count: number, events: readonly SessionEvent[]): Promise<void> {
    const rows = await this.#sealEvents(id, count, events);
    const { endedAt, closedAt } = instants(events);
    await this.#store.transaction('rw', this.#store.sessions, this.#store.events, async () => {
      await this.#store.events.bulkAdd(rows);
      if (events.some(({ type }) => type === 'ended' || type === 'resumed'))
        await this.#store.sessions.update(id, { endedAt });
      if (closedAt) await this.#store.sessions.update(id, { closedAt });
    });
  }

  /** Saves a note, new or changed. */
  async putLine(sessionId: string, line: Line): Promise<void> {
    const { id, ...rest } = line;
    const body = await this.#seal('line', id, rest);
    await this.#store.lines.put({ id, sessionId, at: line.at, body });
  }

  /** Saves a new note and drops the draft of the panel it was typed in, both or neither. */
  async addLine(sessionId: string, line: Line, panel: string): Promise<void> {
    const { id, ...rest } = line;
    const body = await this.#seal('line', id, rest);
    await this.#store.transaction('rw', this.#store.lines, this.#store.drafts, async () => {
      await this.#store.lines.put({ id, sessionId, at: line.at, body });
      await this.#store.drafts.delete([sessionId, panel]);
    });
  }

  /**
   * Ends the life of a session's drafts and of what was deleted: saves these notes, removes those, and drops
   * the drafts of these panels. What is in no list stays as it is, unreadable notes and drafts among it.
   */
  async settle(
    sessionId: string,
    lines: readonly Line[],
    removed: readonly string[],
    panels: readonly string[],
  ): Promise<void> {
    const rows = await Promise.all(
      lines.map(async ({ id, ...rest }) => ({
        id,
        sessionId,
        at: rest.at,
        body: await this.#seal('line', id, rest),
      })),
    );
    await this.#store.transaction('rw', this.#store.lines, this.#store.drafts, async () => {
      await this.#store.lines.bulkDelete([...removed]);
      await this.#store.lines.bulkPut(rows);
      await this.#store.drafts.bulkDelete(
        panels.map((panel) => [sessionId, panel] as [string, string]),
      );
    });
  }

  /** Removes a session and everything that belongs to it. */
  async remove(id: string): Promise<void> {
    const { sessions, events, lines, drafts } = this.#store;
    await this.#store.transaction('rw', sessions, events, lines, drafts, async () => {
      await sessions.delete(id);
      await events.where({ sessionId: id }).delete();
      await lines.where({ sessionId: id }).delete();
      await drafts.where({ sessionId: id }).delete();
    });
  }

  /** Keeps what was typed in a panel so far; an empty text drops the draft. */
  async putDraft(sessionId: string, panel: string, text: string): Promise<void> {
    if (text === '') return this.#store.drafts.delete([sessionId, panel]);
    const body = await this.#sealDraft(sessionId, panel, text);
    await this.#store.drafts.put({ sessionId, panel, body });
  }

  /** Puts one draft in the place of others, all or nothing. */
  async moveDrafts(
    sessionId: string,
    from: readonly string[],
    panel: string,
    text: string,
  ): Promise<void> {
    const body = await this.#sealDraft(sessionId, panel, text);
    const { drafts } = this.#store;
    await this.#store.transaction('rw', drafts, async () => {
      await drafts.bulkDelete(from.map((other) => [sessionId, other] as [string, string]));
      await drafts.put({ sessionId, panel, body });
    });
  }

  /** What was typed and not saved, by panel. A draft that can't be opened is left out and left in place. */
  async drafts(sessionId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#store.drafts.where({ sessionId }).toArray();
    const texts = await Promise.all(
      rows.map(({ panel, body }) =>
        this.#open('draft', `${sessionId}/${panel}`, body, draftBody).catch(unlessUnreadable),
      ),
    );
    return new Map(
      rows.flatMap(({ panel }, index) => {
        const text = texts[index]?.text;
        return text ? [[panel, text] as const] : [];
      }),
    );
  }

  /** The session that runs or whose summary is still open: the one started last that is not closed. */
  async current(): Promise<OpenSession | null> {
    const rows = await this.#store.sessions.where({ closedAt: 0 }).sortBy('startedAt');
    const last = rows.at(-1);
    return last ? this.session(last.id) : null;
  }

  /**
   * A session whole, or null when there is none with this id. Notes that can't be opened are counted.
   * @throws OpenError when the session itself or one of its events can't be opened.
   */
  async session(id: string): Promise<OpenSession | null> {
    const [row, eventRows, lineRows] = await this.#store.transaction(
      'r',
      this.#store.sessions,
      this.#store.events,
      this.#store.lines,
      () =>
        Promise.all([
          this.#store.sessions.get(id),
          this.#store.events.where({ sessionId: id }).sortBy('seq'),
          this.#store.lines.where({ sessionId: id }).sortBy('at'),
        ]),
    );
    if (!row) return null;
    const [body, events, opened] = await Promise.all([
      this.#open('session', id, row.body, sessionBody),
      Promise.all(
        eventRows.map((event) => this.#open('event', `${id}/${event.seq}`, event.body, eventBody)),
      ),
      Promise.all(
        lineRows.map((line) =>
          this.#open('line', line.id, line.body, lineBody)
            .then((rest): Line => ({ id: line.id, ...rest }))
            .catch(unlessUnreadable),
        ),
      ),
    ]);
    const lines = opened.filter((line) => line !== null);
    return { id, ...body, events, lines, unreadable: opened.length - lines.length };
  }

  /** Every session's id, the one started last first. Needs no key. */
  async sessionIds(): Promise<readonly string[]> {
    return (await this.#store.sessions.orderBy('startedAt').reverse().primaryKeys()) as string[];
  }

  /** Calls back now and after every change to sessions, events or notes, in whichever tab. Returns how to stop. */
  watch(onChange: () => void, onError: (error: unknown) => void): () => void {
    const { sessions, events, lines } = this.#store;
    const subscription = liveQuery(() =>
      Promise.all([sessions.toArray(), events.count(), lines.toArray()]),
    ).subscribe(onChange, onError);
    return () => subscription.unsubscribe();
  }

  #seal(kind: RecordKind, id: string, value: unknown) {
    return seal(this.#keys.sealing, kind, id, value);
  }

  #sealDraft(sessionId: string, panel: string, text: string) {
    return this.#seal('draft', `${sessionId}/${panel}`, { text });
  }

  #sealEvents(sessionId: string, count: number, events: readonly SessionEvent[]) {
    return Promise.all(
      events.map(async (event, index) => ({
        sessionId,
        seq: count + index,
        body: await this.#seal('event', `${sessionId}/${count + index}`, event),
      })),
    );
  }

  async #open<T extends v.GenericSchema>(
    kind: RecordKind,
    id: string,
    sealed: Uint8Array,
    schema: T,
  ): Promise<v.InferOutput<T>> {
    const value = v.safeParse(schema, await open(this.#keys.opening, kind, id, sealed));
    if (!value.success) throw new OpenError('notARecord', kind);
    return value.output;
  }
}

/** Null for a record that can't be opened; every other failure goes on. */
function unlessUnreadable(error: unknown): null {
  if (error instanceof OpenError) return null;
  throw error;
}

function instants(events: readonly SessionEvent[]) {
  const at = (type: SessionEvent['type']) => events.find((event) => event.type === type)?.at ?? 0;
  return { startedAt: at('started'), endedAt: endOf(events) ?? 0, closedAt: at('closed') };
}
