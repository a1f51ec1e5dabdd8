import type {
  ConnectedPanel,
  PanelCommand,
  PanelLine,
  Press,
  Reply,
  SessionOwner,
} from '../messaging';
import { PRACTICE } from '../papers';
import { EMPTY_CARD, type Settings } from '../practice';
import { clientOf, type EpochMs, endHeldBy, endOf, type Meeting } from '../session';
import { RingChangedError, type SessionRecord, type Vault } from '../vault';
import { dueIn, leftBefore } from './carried';
import { HANDLERS } from './commands/table';
import { type Context, type Handler, no, type SessionContext, type Step } from './handler';
import { Panels } from './panels';
import type { OwnerParts } from './parts';
import { problemOf } from './problem';
import { catchUp, close, draftsAsNotes, staysDraft } from './settle';
import { isSamePractice, NO_DRAFTS, NO_PRACTICE, practiceOf, type State } from './state';
import { nextNotice, noticeNow } from './system-notices';
import { adopt, comeBack, goAway, inherit, type Moving, showCall } from './tabs';

/** How long after its end a session that nobody ends counts as forgotten, in milliseconds. */
const FORGOTTEN = 3 * 3_600_000;

/**
 * The owner of the running session. It takes commands from panels one at a time, writes what they
 * ask for, and shows every panel the result. A command is answered once its writes are on disk.
 * State in memory is a copy of what is stored; a new background reads it back.
 */
export class Owner implements SessionOwner {
  readonly #parts: OwnerParts;
  readonly #panels = new Panels();
  /** Null until it is read. A mask that couldn't be written still holds in memory. */
  #masked: boolean | null = null;
  #state: State | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #unwatch = () => {};
  /** When it is to be woken for a notice; undefined until that was decided. */
  #wakeAt: EpochMs | null | undefined;

  constructor(parts: OwnerParts) {
    this.#parts = parts;
  }

  join(panel: ConnectedPanel, line: PanelLine): () => void {
    let gone = false;
    void this.#next(async () => {
      if (gone) return;
      const state = await this.#load();
      // It may have left while that was read.
      if (gone) return;
      // The panel is shown nothing until it has taken over the drafts it resumes.
      this.#panels.add(panel, line);
      const moving = this.#moving(panel);
      const lowOnSpace = await this.#parts.lowOnSpace();
      const adopted = await adopt({ ...state, lowOnSpace }, moving);
      this.#state = await inherit(await comeBack(adopted, moving), moving);
      await this.#show();
    });
    return () => {
      gone = true;
      this.#panels.remove(panel);
      void this.#next(async () => {
        this.#state = await goAway(await this.#load(), this.#moving(panel));
      });
    };
  }

  command(panel: ConnectedPanel, command: PanelCommand): Promise<Reply> {
    return this.#next(async () => {
      if (!HANDLERS[command.type].byItself) this.#parts.used();
      for (;;)
        try {
          return await this.#carryOut(panel, command);
        } catch (error) {
          // The transaction was rolled back, so memory is read again to match it.
          this.#forget();
          this.#parts.letGo();
          if (!(error instanceof RingChangedError)) return no(await this.#problemOf(error));
        }
    });
  }

  async #carryOut(panel: ConnectedPanel, command: PanelCommand): Promise<Reply> {
    const context = await this.#context(panel);
    // `HANDLERS` pairs each command type with its handler, which TypeScript can't follow here.
    const handler = HANDLERS[command.type] as Handler<PanelCommand>;
    const step = await run(handler, context, command);
    if (step.afterwards) this.#afterwards(panel, step.afterwards);
    this.#state = step.state;
    if (step.reply.ok && handler.shows !== 'nobody')
      await this.#show(handler.shows === 'asker' ? panel : null);
    return step.reply;
  }

  async #context(panel: ConnectedPanel): Promise<Context> {
    return {
      parts: this.#parts,
      state: await this.#load(),
      panel,
      meeting: this.#panels.meetingOf(panel),
      present: this.#panels.present(),
      now: this.#parts.now(),
      setMasked: (masked) => this.#setMasked(masked),
      setHidden: (hidden) => this.#panels.setHidden(panel, hidden),
      setMoving: (sessionId, scrolled) =>
        this.#panels.setMoving(panel, sessionId, scrolled, this.#parts.now()),
      keepCode: (code) => this.#panels.keepCode(panel, code),
      forgetCodes: () => this.#panels.forgetCodes(),
      relock: () => this.#relock(),
    };
  }

  #afterwards(panel: ConnectedPanel, work: (context: SessionContext) => Promise<State>): void {
    void this.#next(async () => {
      const context = await this.#context(panel);
      const { session } = context.state;
      if (!session) return;
      const state = await work({ ...context, vault: await this.#parts.vault(), session });
      if (state === context.state) return;
      this.#state = state;
      await this.#show();
    }).catch(() => this.#forget());
  }

  /**
   * Call it after the notes were locked or unlocked. Locking removes all text from memory: drafts
   * become notes, which needs no key, or stay in the store. Unlocking settles what waited for the
   * keys.
   */
  async lockChanged(): Promise<void> {
    await this.#next(() => this.#relock());
  }

  async #relock(): Promise<State> {
    const before = this.#state;
    this.#forget();
    this.#panels.forgetCodes();
    this.#parts.letGo();
    const vault = await this.#parts.vault().catch(() => null);
    const drafts = new Map([...(before?.drafts ?? [])].filter(([, draft]) => !staysDraft(draft)));
    if (vault?.locked && before?.session && drafts.size > 0)
      await vault
        .addNotes(
          before.session.id,
          draftsAsNotes(before.session, drafts.values(), this.#parts.now(), this.#parts.newId),
          [...drafts.keys()],
        )
        // What couldn't be written is still stored as drafts.
        .catch(() => {});
    if (vault && !vault.locked) {
      // Panels that came while locked now resume the drafts from before.
      for (const panel of this.#panels.all())
        this.#state = await inherit(await this.#load(), this.#moving(panel));
      await this.#closeLeft(vault);
    }
    return this.#show();
  }

  /**
   * Closes a session that ended hours ago and whose summary nobody closed: until it is closed, some
   * of it is under the device's key alone.
   */
  async #closeLeft(vault: Vault): Promise<void> {
    const state = await this.#load();
    const { session } = state;
    const end = session && endOf(session.events);
    const now = this.#parts.now();
    if (!session || end === null || now - end <= FORGOTTEN) return;
    this.#state = await close({ parts: this.#parts, state, vault, now }, session).catch(() => {
      // It is closed by hand, or at the next unlocking.
      this.#forget();
      return null;
    });
  }

  /** Call it when a tab has moved to another room without loading its page. */
  tabMoved(tabId: number, meeting: Meeting | null): void {
    void this.#next(async () => {
      this.#panels.moved(tabId, meeting);
      for (const panel of this.#panels.all())
        if (panel.tabId === tabId)
          this.#state = await adopt(await this.#load(), this.#moving(panel));
      await this.#show();
    });
  }

  /** Call it when a tab has closed, so that panels can say that their session's tab is gone. */
  tabClosed(tabId: number): void {
    void this.#next(async () => {
      this.#panels.closed(tabId);
      if (this.#state?.memory?.tabId === tabId) await this.#show();
    });
  }

  /**
   * Removes what belongs to sessions that are gone, and a rehearsal that ended with its browser. It
   * reads every id, so call it once a start.
   */
  sweep(): Promise<void> {
    return this.#next(async () => {
      const vault = await this.#parts.vault().catch(() => null);
      await vault?.sweep().catch(() => {});
      if (!vault || !this.#parts.forgetful) return;
      const state = await this.#load();
      const { session } = state;
      // Its memory outlives the background, and not the browser.
      if (!session || state.memory) return;
      const now = this.#parts.now();
      this.#state = await close({ parts: this.#parts, state, vault, now }, session).catch(() => {
        this.#forget();
        return null;
      });
      // A page that was restored with its browser may be there already.
      await this.#show();
    });
  }

  /** Whether a session has begun and not ended. */
  busy(): Promise<boolean> {
    return this.#next(async () => {
      const { session } = await this.#load();
      return session !== null && endOf(session.events) === null;
    });
  }

  /** Whether what is stored can be opened, locked or not. */
  opens(): Promise<boolean> {
    return this.#next(async () => (await this.#load()).problem === null);
  }

  /** Whether the session that is open belongs to this tab. */
  isIn(tabId: number): Promise<boolean> {
    return this.#next(async () => {
      const { session, memory } = await this.#load();
      return session !== null && memory?.tabId === tabId;
    });
  }

  /** Brings the tab of the session to the front. Resolves with false if it is not there. */
  showCall(): Promise<boolean> {
    return this.#next(async () => showCall(this.#parts, await this.#load()));
  }

  /** Whether a session runs that nobody can have forgotten. */
  underway(): Promise<boolean> {
    return this.#next(async () => {
      const { session } = await this.#load();
      if (session === null || endOf(session.events) !== null) return false;
      return this.#parts.now() - endHeldBy(session.plan, session.events) <= FORGOTTEN;
    });
  }

  mask(): Promise<void> {
    return this.#next(async () => {
      await this.#load();
      if (!this.#masked) await this.#setMasked(true);
    });
  }

  /** Masks every panel because a page shares, unless its person wants to mask by hand alone. */
  maskForShare(): Promise<void> {
    return this.#next(async () => {
      const { practice } = await this.#load();
      if (practice.settings.shareGuard === 'off' || this.#masked) return;
      await this.#setMasked(true);
    });
  }

  async #setMasked(masked: boolean): Promise<void> {
    this.#masked = masked;
    // No panel waits for the disk, but whoever sees a mask has one that outlives a crash.
    const kept = this.#parts.mask.write(masked);
    kept.catch(() => {});
    await this.#show();
    await kept;
  }

  /**
   * Hands a key press to the panel in this tab, or else to the panel of the session's tab. That tab
   * comes to the front for a note, unless the panel is masked or no session runs. Resolves with
   * whether there was a panel.
   */
  press(press: Press, tabId: number | null): Promise<boolean> {
    return this.#next(async () => {
      const state = await this.#load();
      const panel = this.#panels.press(press, [tabId, state.memory?.tabId ?? null]);
      const { session } = state;
      const canNote = this.#masked === false && session !== null && endOf(session.events) === null;
      if (press === 'note' && canNote && panel?.kind === 'frame' && panel.tabId !== tabId)
        await showCall(this.#parts, state);
      return panel !== undefined;
    });
  }

  /** The practitioner's present settings. */
  settings(): Promise<Settings> {
    return this.#next(async () => (await this.#load()).practice.settings);
  }

  /**
   * Told when the instant has come that was asked for with `wakeAt`. The system tells of a
   * milestone that nobody sees in the session's own tab.
   */
  milestone(): Promise<void> {
    return this.#next(async () => {
      const state = await this.#load();
      this.#wakeAt = undefined;
      this.#plan(state);
      const tabId = state.memory?.tabId ?? null;
      const minutes = noticeNow(state, this.#parts.now());
      if (minutes === null || this.#masked !== false) return;
      if (tabId !== null && this.#panels.isHidden(tabId)) await this.#parts.notify(minutes);
    });
  }

  /** Asks to be woken at the next milestone, if that is not asked for yet. */
  #plan(state: State): void {
    const at = nextNotice(state, this.#parts.now());
    if (at === this.#wakeAt) return;
    this.#wakeAt = at;
    this.#parts.wakeAt(at);
  }

  #next<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(run);
    this.#queue = result.catch(() => {});
    return result;
  }

  #moving(panel: ConnectedPanel): Moving {
    return { parts: this.#parts, panels: this.#panels, panel };
  }

  #forget(): void {
    this.#state = null;
    this.#unwatch();
    this.#unwatch = () => {};
  }

  async #load(): Promise<State> {
    if (this.#state && !this.#state.problem) return this.#state;
    // An unknown mask counts as masked, and is read again next time.
    this.#masked ??= await this.#parts.mask.read().catch(() => null);
    let practice = NO_PRACTICE;
    for (;;)
      try {
        const vault = await this.#parts.vault();
        if (!vault.locked)
          await catchUp(vault, () => this.#parts.now(), this.#parts.newId).catch(() => {});
        practice = await practiceOf(vault);
        this.#watch(vault);
        this.#state = { ...(await this.#read(vault)), practice };
        return this.#state;
      } catch (error) {
        if (error instanceof RingChangedError) {
          this.#parts.letGo();
          continue;
        }
        this.#state = { ...NOTHING, practice, problem: await this.#problemOf(error) };
        return this.#state;
      }
  }

  async #read(vault: Vault): Promise<Omit<State, 'practice'>> {
    const session = await vault.current();
    const open = session !== null && !vault.locked;
    const memory = session ? await this.#parts.memory.read() : null;
    return {
      lock: vault.lockState,
      session,
      card: open ? await vault.card(session.id) : EMPTY_CARD,
      carried: null,
      drafts: open ? await vault.drafts(session.id) : NO_DRAFTS,
      memory: memory?.sessionId === session?.id ? memory : null,
      lowOnSpace: await this.#parts.lowOnSpace(),
      problem: null,
    };
  }

  /** Follows the desk's own changes: of clients, settings, and the notes of the session. */
  #watch(vault: Vault): void {
    this.#unwatch();
    this.#unwatch = vault.watch(({ tables, ids }) => {
      const shared = (['clients', 'settings', 'sessions'] as const).some((one) => tables.has(one));
      void this.#next(async () => {
        if (!this.#state) return;
        const { session } = this.#state;
        const named = (id: string) => ids === 'any' || ids.includes(id);
        // The desk writes a session's row along with its notes, which no panel does.
        if (session && tables.has('lines') && tables.has('sessions') && named(session.id))
          await this.#readNotes(vault, session.id);
        // What was left to come back to may have been changed or erased.
        const from = this.#state.carried?.from ?? [];
        const client = session && clientOf(session.events);
        // So may be what is due.
        const isDue = tables.has('papers') && client !== null && named(client);
        const stale = isDue || from.some(named);
        const isCalendar = tables.has('papers') && named(PRACTICE);
        if (!shared && !stale && !isCalendar) return;
        const practice = await practiceOf(vault);
        // Most changes are the owner's own, and already shown.
        if (!stale && isSamePractice(practice, this.#state.practice)) return;
        const carried = stale ? null : this.#state.carried;
        this.#state = { ...this.#state, practice, carried };
        await this.#show();
      }).catch(() => {});
    });
  }

  async #readNotes(vault: Vault, sessionId: string): Promise<void> {
    const current = await vault.current();
    if (!this.#state?.session || current?.id !== sessionId) return;
    this.#state = { ...this.#state, session: { ...this.#state.session, notes: current.notes } };
    await this.#show();
  }

  /** Looks for what the client's sessions before have left, once for each client of the session. */
  async #carry(state: State): Promise<State> {
    const { session, lock } = state;
    const clientId = session && clientOf(session.events);
    // A masked panel is told nothing, and a mask waits for nothing.
    if (!clientId || lock === 'locked' || this.#masked !== false) return state;
    const of = `${session.id}/${clientId}`;
    if (state.carried?.of === of) return state;
    const found = await this.#parts
      .vault()
      .then(async (vault) => ({
        ...(await leftBefore(vault, session, clientId, 1)),
        due: await dueIn(vault, session, clientId, state.practice),
      }))
      // It is looked for again when something is shown next.
      .catch(() => null);
    if (found) this.#state = { ...state, carried: { of, ...found } };
    // Reading a year of sessions would keep the panel waiting.
    if (found && found.from.length > 0) void this.#carryThemes(of, session, clientId);
    return this.#state ?? state;
  }

  async #carryThemes(of: string, session: SessionRecord, clientId: string): Promise<void> {
    const found = await this.#parts
      .vault()
      .then((vault) => leftBefore(vault, session, clientId))
      .catch(() => null);
    if (!found) return;
    await this.#next(async () => {
      if (this.#state?.carried?.of !== of) return;
      const { from, themes, frequent } = found;
      const known = this.#state.carried;
      this.#state = { ...this.#state, carried: { ...this.#state.carried, from, themes, frequent } };
      if (themes.join() !== known.themes.join() || frequent !== known.frequent) await this.#show();
    }).catch(() => {});
  }

  #problemOf(error: unknown) {
    return problemOf(error, () => this.#parts.freeBytes());
  }

  /** Shows every panel, or only one, its snapshot. */
  async #show(only: ConnectedPanel | null = null): Promise<State> {
    const state = await this.#carry(await this.#load());
    const tabId = state.memory?.tabId ?? null;
    // A panel in its page says so by being there.
    const alive =
      tabId !== null && (this.#panels.hasFrame(tabId) || (await this.#parts.tabs.exists(tabId)));
    this.#plan(state);
    const panels = only ? [only] : this.#panels.all();
    this.#panels.show(panels, state, this.#masked !== false, alive, this.#parts.now());
    return state;
  }
}

/** The state when nothing can be read. */
const NOTHING: State = {
  lock: 'none',
  session: null,
  card: EMPTY_CARD,
  carried: null,
  practice: NO_PRACTICE,
  drafts: NO_DRAFTS,
  memory: null,
  lowOnSpace: false,
  problem: null,
};

/** Runs a handler if what it needs is there. */
async function run(
  handler: Handler<PanelCommand>,
  context: Context,
  command: PanelCommand,
): Promise<Step> {
  if (handler.needs === 'nothing') return handler.run(context, command);
  const { parts, state } = context;
  const { problem, session } = state;
  const hinders =
    problem !== null &&
    !(handler.needs === 'vault' && handler.despiteUnreadable && problem === 'unreadable');
  if (hinders) return { reply: no(problem), state };
  const vault = await parts.vault();
  if (handler.needs === 'vault') return handler.run({ ...context, vault }, command);
  if (!session) return { reply: handler.without ?? no('noSession'), state };
  return handler.run({ ...context, vault, session }, command);
}
