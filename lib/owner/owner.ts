import type {
  Guest,
  Here,
  PanelCommand,
  Problem,
  Reply,
  Room,
  SessionView,
  Snapshot,
} from '../messaging';
import {
  cleanText,
  deleteLine,
  draftTexts,
  editLine,
  type Line,
  LONGEST_DRAFT,
  settleLines,
  undoable,
  undoLine,
} from '../notes';
import {
  type EpochMs,
  endOf,
  type Place,
  planSession,
  refusalOf,
  type SessionEvent,
  timeline,
} from '../session';
import { KeyMissingError, OpenError, type OpenSession, type Vault } from '../vault';

/** What a restart of the browser may forget: which tab a session belongs to, and the prompts shown. No text. */
export interface Memory {
  readonly sessionId: string;
  readonly tabId: number | null;
  readonly promptSteps: Readonly<Record<string, number>>;
  /** The tab of each panel that has been let in since the session began or the browser started. */
  readonly panels: Readonly<Record<string, number>>;
}

/** What the owner needs from outside. */
export interface OwnerParts {
  /** Opens the vault; called again after it failed. */
  vault(): Promise<Vault>;
  /** Lets go of a vault that failed, so that the next call opens it afresh. */
  letGo(): void;
  now(): EpochMs;
  readonly memory: { read(): Promise<Memory | null>; write(memory: Memory | null): Promise<void> };
  /** Whether panels are masked. Kept until somebody unmasks, restarts included. */
  readonly mask: { read(): Promise<boolean>; write(masked: boolean): Promise<void> };
  readonly tabs: { exists(tabId: number): Promise<boolean>; show(tabId: number): Promise<void> };
  openDesk(): Promise<void>;
  /** How many bytes more the browser would store now. */
  freeBytes(): Promise<number>;
  /** Whether a session is removed when its summary is closed: rehearsals leave nothing behind. */
  readonly forgetful: boolean;
  /** Called when a session is over and its summary closed. */
  ended(): void;
}

const NO_DRAFTS: ReadonlyMap<string, string> = new Map();

interface State {
  session: OpenSession | null;
  /** What was typed and not saved, by panel. */
  drafts: ReadonlyMap<string, string>;
  memory: Memory | null;
  problem: Problem | null;
}

/** Less room than this is none: a browser stops before the last byte. */
const NEXT_TO_NOTHING = 1_000_000;

const OK: Reply = { ok: true };
const no = (problem: Problem): Reply => ({ ok: false, problem });

/**
 * The owner of the running session: takes commands from panels one at a time, writes what they ask for,
 * and shows every panel the result. A command is answered once what it wrote is on disk. State in memory
 * is a copy of what is stored; a new worker reads it back and goes on.
 */
export class Owner implements Room {
  readonly #parts: OwnerParts;
  readonly #guests = new Map<Guest, (snapshot: Snapshot) => void>();
  /** Where each tab is now, for tabs that have moved since their panel was let in. */
  readonly #places = new Map<number, Place | null>();
  /** Null until it was read. A mask that could not be written still holds. */
  #masked: boolean | null = null;
  #state: State | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: OwnerParts) {
    this.#parts = parts;
  }

  join(guest: Guest, show: (snapshot: Snapshot) => void): () => void {
    let gone = false;
    void this.#next(async () => {
      if (gone) return;
      const state = await this.#load();
      // Not shown anything before it has what it is to go on with.
      this.#guests.set(guest, show);
      await this.#adopt(state, guest);
      await this.#inherit(state, guest);
      await this.#show();
    });
    return () => {
      gone = true;
      this.#guests.delete(guest);
    };
  }

  command(guest: Guest, command: PanelCommand): Promise<Reply> {
    return this.#next(async () => {
      try {
        const reply = await this.#carryOut(await this.#load(), guest, command);
        if (reply.ok && command.type !== 'draft') await this.#show();
        return reply;
      } catch (error) {
        // What was written in part is rolled back; memory is read afresh so that it can't differ.
        this.#state = null;
        this.#parts.letGo();
        return no(await this.#problemOf(error));
      }
    });
  }

  /** Told when the room that a tab is in has changed without a load of its page. */
  tabMoved(tabId: number, place: Place | null): void {
    void this.#next(async () => {
      this.#places.set(tabId, place);
      const state = await this.#load();
      for (const guest of this.#guests.keys())
        if (guest.tabId === tabId) await this.#adopt(state, guest);
      await this.#show();
    });
  }

  /** Told when a tab has closed, so that panels can say that their session's tab is gone. */
  tabClosed(tabId: number): void {
    void this.#next(async () => {
      this.#places.delete(tabId);
      if (this.#state?.memory?.tabId === tabId) await this.#show();
    });
  }

  /** Whether a session is running: begun, and not ended. */
  busy(): Promise<boolean> {
    return this.#next(async () => {
      const { session } = await this.#load();
      return session !== null && endOf(session.events) === null;
    });
  }

  #next<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(run);
    this.#queue = result.catch(() => {});
    return result;
  }

  async #load(): Promise<State> {
    if (this.#state && !this.#state.problem) return this.#state;
    // What can't be known counts as masked, and is asked again the next time.
    const masked = this.#masked ?? (await this.#parts.mask.read().catch(() => null));
    this.#masked = masked;
    try {
      const vault = await this.#parts.vault();
      const session = await vault.current();
      const drafts = session ? await vault.drafts(session.id) : NO_DRAFTS;
      const memory = session ? await this.#parts.memory.read() : null;
      this.#state = {
        session,
        drafts,
        memory: memory?.sessionId === session?.id ? memory : null,
        problem: null,
      };
    } catch (error) {
      this.#state = {
        session: null,
        drafts: NO_DRAFTS,
        memory: null,
        problem: await this.#problemOf(error),
      };
    }
    return this.#state;
  }

  async #carryOut(state: State, guest: Guest, command: PanelCommand): Promise<Reply> {
    if (command.type === 'mask') {
      this.#masked = command.masked;
      // Every panel at once; that it is kept over a restart comes after.
      await this.#show();
      await this.#parts.mask.write(command.masked);
      return OK;
    }
    if (command.type === 'openDesk') {
      await this.#parts.openDesk();
      return OK;
    }
    // A session that can't be opened is left as it is and keeps nobody from beginning another.
    if (state.problem && !(state.problem === 'unreadable' && command.type === 'start'))
      return no(state.problem);
    const vault = await this.#parts.vault();
    const now = this.#parts.now();
    const { session } = state;

    if (command.type === 'start') {
      if (session?.id === command.sessionId) return OK;
      if (session && endOf(session.events) === null) return no('sessionRunning');
      const plan = planSession(command.request, now);
      if (typeof plan === 'string') return no(plan);
      if (session) await this.#close(state, vault, session, now);
      const events: SessionEvent[] = [
        { type: 'started', at: now, utcOffsetMinutes: -new Date(now).getTimezoneOffset() },
        { type: 'legEntered', at: now, leg: 'opening' },
      ];
      const started = { id: command.sessionId, plan, place: this.#placeOf(guest), events };
      await vault.begin(started);
      state.session = { ...started, lines: [], unreadable: 0 };
      state.drafts = NO_DRAFTS;
      state.problem = null;
      await this.#remember(state, {
        sessionId: started.id,
        tabId: guest.tabId,
        promptSteps: {},
        panels: this.#present(),
      });
      return OK;
    }

    if (!session) return command.type === 'close' ? OK : no('noSession');
    switch (command.type) {
      case 'enterLeg': {
        const refusal = await this.#append(state, vault, session, [
          { type: 'legEntered', at: now, leg: command.leg },
        ]);
        return refusal && refusal !== 'alreadyThere' ? no(refusal) : OK;
      }
      case 'end': {
        const refusal = await this.#append(state, vault, session, [{ type: 'ended', at: now }]);
        return refusal && refusal !== 'alreadyEnded' ? no(refusal) : OK;
      }
      case 'resume': {
        const refusal = await this.#append(state, vault, session, [{ type: 'resumed', at: now }]);
        return refusal && refusal !== 'notEnded' ? no(refusal) : OK;
      }
      case 'close': {
        const refusal = refusalOf(session.events, { type: 'closed' });
        if (refusal) return no(refusal);
        await this.#close(state, vault, session, now);
        return OK;
      }
      case 'stepPrompt':
        await this.#remember(state, {
          ...memoryOf(state, session),
          promptSteps: { ...state.memory?.promptSteps, [command.leg]: command.step },
        });
        return OK;
      case 'claimTab':
        await this.#remember(state, { ...memoryOf(state, session), tabId: guest.tabId });
        return OK;
      case 'showTab':
        // A tab that has just closed is told of by itself.
        if (state.memory?.tabId != null)
          await this.#parts.tabs.show(state.memory.tabId).catch(() => {});
        return OK;
      case 'draft':
        if (command.text.length > LONGEST_DRAFT) return no('draftTooLong');
        await vault.putDraft(session.id, guest.id, command.text);
        state.drafts = withDraft(state.drafts, guest.id, command.text);
        return OK;
      case 'addNote': {
        if (session.lines.some(({ id }) => id === command.lineId)) {
          // Delivered again, with the draft that it was typed as before it.
          await vault.putDraft(session.id, guest.id, '');
          state.drafts = withDraft(state.drafts, guest.id, '');
          return OK;
        }
        const text = cleanText(command.text);
        if (typeof text === 'string') return no(text);
        // The panel's instant is when Enter was pressed; delivery may have waited for a worker.
        const at = Math.min(command.at, now);
        const then = timeline(
          session.plan,
          session.events.filter((event) => event.at <= at || event.type === 'started'),
          at,
        );
        const line: Line = {
          id: command.lineId,
          at,
          leg: then.current ?? lastLeg(then),
          intoMs: then.elapsedMs,
          text: text.text,
          past: [],
          changedAt: null,
          deleted: false,
        };
        await vault.addLine(session.id, line, guest.id);
        state.session = { ...session, lines: [...session.lines, line] };
        state.drafts = withDraft(state.drafts, guest.id, '');
        return text.removed > 0 ? { ok: true, removed: text.removed } : OK;
      }
      case 'editNote': {
        const text = cleanText(command.text);
        if (typeof text === 'string') return no(text);
        return this.#change(state, vault, session, command.lineId, (line) =>
          line.text === text.text ? line : editLine(line, text.text, now),
        );
      }
      case 'deleteNote':
        return this.#change(state, vault, session, command.lineId, (line) =>
          line.deleted ? line : deleteLine(line, now),
        );
      case 'undoNote':
        return this.#change(state, vault, session, command.lineId, (line) =>
          line.changedAt === command.changedAt ? undoLine(line) : line,
        );
    }
  }

  async #append(
    state: State,
    vault: Vault,
    session: OpenSession,
    next: readonly SessionEvent[],
  ): Promise<Problem | null> {
    const events = [...session.events];
    for (const event of next) {
      const refusal = refusalOf(events, event);
      if (refusal) return refusal;
      const last = events.at(-1);
      if (last && event.at < last.at)
        events.push({ type: 'clockWentBack', at: event.at, byMs: last.at - event.at });
      events.push(event);
    }
    await vault.append(session.id, session.events.length, events.slice(session.events.length));
    state.session = { ...session, events };
    return null;
  }

  async #close(state: State, vault: Vault, session: OpenSession, now: EpochMs): Promise<void> {
    // A draft that was never saved becomes a note: closing must not lose it.
    const ended = timeline(session.plan, session.events, now);
    const unsaved = [...state.drafts.values()].flatMap(draftTexts).map(
      (text, index): Line => ({
        id: crypto.randomUUID(),
        // One after the other, so that the parts of a long draft stay in order.
        at: now + index,
        leg: lastLeg(ended),
        intoMs: ended.elapsedMs,
        text,
        past: [],
        changedAt: null,
        deleted: false,
      }),
    );
    const removed = session.lines.filter(({ deleted }) => deleted).map(({ id }) => id);
    if (this.#parts.forgetful) await vault.remove(session.id);
    else {
      const kept = [...settleLines(session.lines), ...unsaved];
      await vault.settle(session.id, kept, removed, [...state.drafts.keys()]);
      await this.#append(state, vault, session, [{ type: 'closed', at: now }]);
    }
    state.session = null;
    state.drafts = NO_DRAFTS;
    await this.#remember(state, null);
    this.#parts.ended();
  }

  async #change(
    state: State,
    vault: Vault,
    session: OpenSession,
    lineId: string,
    change: (line: Line) => Line,
  ): Promise<Reply> {
    const line = session.lines.find(({ id }) => id === lineId);
    if (!line) return no('noSuchNote');
    const changed = change(line);
    if (changed === line) return OK;
    await vault.putLine(session.id, changed);
    state.session = {
      ...session,
      lines: session.lines.map((other) => (other === line ? changed : other)),
    };
    return OK;
  }

  /** A session whose tab is gone passes to a tab in the same room: the one that was reloaded or reopened. */
  async #adopt(state: State, guest: Guest): Promise<void> {
    const { session, memory } = state;
    const place = this.#placeOf(guest);
    if (!session?.place || guest.tabId === null || place?.room !== session.place.room) return;
    if (place.site !== session.place.site) return;
    if (memory?.tabId != null && (await this.#parts.tabs.exists(memory.tabId))) return;
    await this.#remember(state, { ...memoryOf(state, session), tabId: guest.tabId });
  }

  /**
   * A new panel goes on with what was typed in panels that are gone: one before it in its own tab, those of
   * tabs that are closed, and those from before a restart of the browser.
   */
  async #inherit(state: State, guest: Guest): Promise<void> {
    const { session, memory } = state;
    if (!session || guest.tabId === null || guest.kind !== 'frame') return;
    await this.#remember(state, {
      ...memoryOf(state, session),
      panels: { ...memory?.panels, ...this.#present() },
    });
    if (!guest.fresh) return;
    const here = this.#present();
    const left: [panel: string, draft: string][] = [];
    for (const [panel, draft] of state.drafts) {
      if (panel in here) continue;
      const tab = memory?.panels[panel];
      if (tab === undefined || tab === guest.tabId || !(await this.#parts.tabs.exists(tab)))
        left.push([panel, draft]);
    }
    if (left.length === 0) return;
    const from = left.map(([panel]) => panel);
    const own = state.drafts.get(guest.id);
    const text = [...left.map(([, draft]) => draft), ...(own ? [own] : [])].join('\n');
    const kept = [...state.drafts].filter(([panel]) => !from.includes(panel));
    state.drafts = withDraft(new Map(kept), guest.id, text);
    const { id } = session;
    // If it can't be moved, on a full disk say, it stays where it is and the next panel takes it over.
    await this.#parts
      .vault()
      .then((vault) => vault.moveDrafts(id, from, guest.id, text))
      .catch(() => {});
  }

  #placeOf({ tabId, place }: Guest): Place | null {
    const moved = tabId === null ? undefined : this.#places.get(tabId);
    return moved === undefined ? place : moved;
  }

  /** The panels that are let in now, with their tabs. */
  #present(): Record<string, number> {
    return Object.fromEntries(
      [...this.#guests.keys()].flatMap(({ id, tabId }) => (tabId === null ? [] : [[id, tabId]])),
    );
  }

  async #problemOf(error: unknown): Promise<Problem> {
    if (error instanceof KeyMissingError) return 'keyMissing';
    if (error instanceof OpenError) return 'unreadable';
    // Dexie wraps what the browser throws and keeps it as `inner`.
    for (let cause = error; cause instanceof Error; cause = (cause as { inner?: unknown }).inner)
      if (cause.name === 'QuotaExceededError') return 'storageFull';
    // Chromium calls a full disk an unknown error, and tells the truth when asked how much room there is.
    const free = await this.#parts.freeBytes().catch(() => Number.POSITIVE_INFINITY);
    return free < NEXT_TO_NOTHING ? 'storageFull' : 'storageFailed';
  }

  /** Keeps what a restart of the browser may forget. If it can't be written, only that is lost. */
  async #remember(state: State, memory: Memory | null): Promise<void> {
    state.memory = memory;
    await this.#parts.memory.write(memory).catch(() => {});
  }

  async #show(): Promise<void> {
    const state = await this.#load();
    const tabId = state.memory?.tabId ?? null;
    const alive = tabId !== null && (await this.#parts.tabs.exists(tabId));
    for (const [guest, show] of this.#guests) {
      const here: Here =
        guest.kind === 'page' && guest.tabId !== tabId
          ? 'page'
          : !alive
            ? 'lostTab'
            : guest.tabId === tabId
              ? 'here'
              : 'otherTab';
      show(
        this.#masked !== false
          ? { masked: true }
          : {
              masked: false,
              problem: state.problem,
              session: state.session && viewOf(state.session, state, here, guest),
            },
      );
    }
  }
}

const memoryOf = ({ memory }: State, { id }: OpenSession): Memory =>
  memory ?? { sessionId: id, tabId: null, promptSteps: {}, panels: {} };

/** Drafts with this one in them, or without it when it is empty. */
function withDraft(
  drafts: ReadonlyMap<string, string>,
  panel: string,
  text: string,
): ReadonlyMap<string, string> {
  const next = new Map(drafts);
  if (text === '') next.delete(panel);
  else next.set(panel, text);
  return next;
}

function viewOf(session: OpenSession, state: State, here: Here, guest: Guest): SessionView {
  const last = undoable(session.lines);
  return {
    id: session.id,
    plan: session.plan,
    events: session.events,
    lines: session.lines
      .filter((line) => !line.deleted)
      .map(({ id, leg, intoMs, text }) => ({ id, leg, intoMs, text })),
    undo: last && {
      lineId: last.id,
      change: last.deleted ? 'deleted' : 'edited',
      changedAt: last.changedAt,
    },
    unreadable: session.unreadable,
    here,
    site: session.place?.site ?? null,
    promptSteps: state.memory?.promptSteps ?? {},
    draft: state.drafts.get(guest.id) ?? '',
  };
}

const lastLeg = (standing: ReturnType<typeof timeline>) =>
  standing.stretches.at(-1)?.leg ?? standing.current;
