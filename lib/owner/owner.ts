import type {
  ClientChoice,
  Guest,
  Line as GuestLine,
  Here,
  PanelCommand,
  Press,
  Problem,
  RecordedEvent,
  Reply,
  Room,
} from '../messaging';
import {
  type Compartment,
  cleanText,
  deleteLine,
  draftTexts,
  editLine,
  type Kind,
  type Line,
  LONGEST_DRAFT,
  mayBeIn,
  newLine,
  settleLines,
  tagLine,
  undoLine,
  usualCompartment,
} from '../notes';
import {
  type Card,
  type Client,
  codeProblem,
  EMPTY_CARD,
  linked,
  newClient,
  remembered,
  type Settings,
  unlinked,
} from '../practice';
import { favour, hide, pin, stepKey } from '../prompts';
import {
  clientOf,
  type EpochMs,
  type EventRefusal,
  endOf,
  lastOf,
  MINUTE,
  type Place,
  planSession,
  presetOf,
  refusalOf,
  type SessionEvent,
  timeline,
} from '../session';
import {
  type Draft,
  KeyMissingError,
  LockUnreadableError,
  OpenError,
  type OpenSession,
  RingChangedError,
  type Vault,
} from '../vault';
import {
  editName,
  type Memory,
  NO_DRAFT,
  NO_DRAFTS,
  NO_PRACTICE,
  type Practice,
  type State,
} from './state';
import { practiceView, roomOf, viewOf } from './view';

/** What the owner needs from outside. */
export interface OwnerParts {
  /** Opens the vault; called again after it failed. */
  vault(): Promise<Vault>;
  /** Lets go of a vault that failed or whose lock has changed, so that the next call opens it afresh. */
  letGo(): void;
  /** Locks the notes, if there is a passphrase. */
  lock(): Promise<void>;
  /** Somebody does something: notes are not idle. */
  used(): void;
  now(): EpochMs;
  readonly memory: { read(): Promise<Memory | null>; write(memory: Memory | null): Promise<void> };
  /** Whether panels are masked. Kept until somebody unmasks, restarts included. */
  readonly mask: { read(): Promise<boolean>; write(masked: boolean): Promise<void> };
  readonly tabs: { exists(tabId: number): Promise<boolean>; show(tabId: number): Promise<void> };
  openDesk(): Promise<void>;
  /** Shows a neutral notice of the system: so many minutes, and nothing else. */
  notify(minutes: number): Promise<void>;
  /** How many bytes more the browser would store now. */
  freeBytes(): Promise<number>;
  /** Whether that is little. Never rejects. */
  lowOnSpace(): Promise<boolean>;
  /** Whether a session is removed when its summary is closed: rehearsals leave nothing behind. */
  readonly forgetful: boolean;
  /** Called when a session is over and its summary closed. */
  ended(): void;
}

/** Refusals of an event that say that all is as it asks for: it was delivered twice. */
const HARMLESS: readonly EventRefusal[] = [
  'alreadyThere',
  'notInterrupted',
  'notSetAside',
  'notOverridden',
];

/** A panel that is gone for less than this was reloaded. */
const SHORTEST_BREAK = 30_000;

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
  readonly #guests = new Map<Guest, GuestLine>();
  /** Where each tab is now, for tabs that have moved since their panel was let in. */
  readonly #places = new Map<number, Place | null>();
  /** Null until it was read. A mask that could not be written still holds. */
  #masked: boolean | null = null;
  #state: State | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #unwatch = () => {};

  constructor(parts: OwnerParts) {
    this.#parts = parts;
  }

  join(guest: Guest, line: GuestLine): () => void {
    let gone = false;
    void this.#next(async () => {
      if (gone) return;
      const state = await this.#load();
      // Not shown anything before it has what it is to go on with.
      this.#guests.set(guest, line);
      state.lowOnSpace = await this.#parts.lowOnSpace();
      await this.#adopt(state, guest);
      await this.#comeBack(state, guest);
      await this.#inherit(state, guest);
      await this.#show();
    });
    return () => {
      gone = true;
      this.#guests.delete(guest);
      void this.#next(async () => this.#goAway(await this.#load(), guest));
    };
  }

  command(guest: Guest, command: PanelCommand): Promise<Reply> {
    return this.#next(async () => {
      for (;;)
        try {
          const reply = await this.#carryOut(await this.#load(), guest, command);
          if (reply.ok && command.type !== 'draft') await this.#show();
          return reply;
        } catch (error) {
          // What was written in part is rolled back; memory is read afresh so that it can't differ.
          this.#forget();
          this.#parts.letGo();
          if (!(error instanceof RingChangedError)) return no(await this.#problemOf(error));
        }
    });
  }

  /**
   * Told when notes have been locked or unlocked. Locked, no text stays in memory: what was half typed becomes a note,
   * which needs no key. Unlocked, what had to wait for the keys is put in order.
   */
  lockChanged(): Promise<void> {
    return this.#next(() => this.#relock());
  }

  async #relock(): Promise<void> {
    const before = this.#state;
    this.#forget();
    this.#parts.letGo();
    const vault = await this.#parts.vault().catch(() => null);
    if (vault?.locked && before?.session && before.drafts.size > 0)
      await vault
        .addLines(
          before.session.id,
          this.#unsaved(before.session, before.drafts, this.#parts.now()),
          [...before.drafts.keys()],
        )
        // What could not be written is still there as drafts.
        .catch(() => {});
    if (vault && !vault.locked) {
      // Whoever came while it was locked goes on with what was typed before.
      const state = await this.#load();
      for (const guest of this.#guests.keys()) await this.#inherit(state, guest);
    }
    await this.#show();
  }

  /** Puts in order what waited for the keys: sessions that were closed while locked, and drafts from then. */
  async #catchUp(vault: Vault): Promise<void> {
    for (const id of await vault.unsettled()) {
      const session = await vault.session(id);
      const closedAt = session && lastOf(session.events, 'closed')?.at;
      if (session && closedAt)
        await this.#settle(vault, session, await vault.drafts(id), await vault.card(id), closedAt);
    }
    const session = await vault.current();
    if (!session) return;
    const drafts = await vault.drafts(session.id);
    for (const [panel, draft] of drafts) {
      if (!panel.endsWith(WHILE_LOCKED)) continue;
      const own = panel.slice(0, -WHILE_LOCKED.length);
      const earlier = drafts.get(own);
      // From before it was locked: it is not to be overtaken by what was typed since.
      if (earlier)
        await vault.addLines(
          session.id,
          this.#unsaved(session, new Map([[own, earlier]]), this.#parts.now()),
          [own],
        );
      await vault.moveDrafts(session.id, [panel], own, draft);
    }
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

  #forget(): void {
    this.#state = null;
    this.#unwatch();
    this.#unwatch = () => {};
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
    let practice = NO_PRACTICE;
    for (;;)
      try {
        const vault = await this.#parts.vault();
        if (!vault.locked) await this.#catchUp(vault).catch(() => {});
        practice = await practiceOf(vault);
        this.#watch(vault);
        const session = await vault.current();
        const open = session !== null && !vault.locked;
        const memory = session ? await this.#parts.memory.read() : null;
        this.#state = {
          lock: vault.lockState,
          session,
          card: open ? await vault.card(session.id) : EMPTY_CARD,
          practice,
          drafts: open ? await vault.drafts(session.id) : NO_DRAFTS,
          memory: memory?.sessionId === session?.id ? memory : null,
          lowOnSpace: await this.#parts.lowOnSpace(),
          problem: null,
        };
        return this.#state;
      } catch (error) {
        if (error instanceof RingChangedError) {
          this.#parts.letGo();
          continue;
        }
        this.#state = {
          lock: 'none',
          session: null,
          card: EMPTY_CARD,
          practice,
          drafts: NO_DRAFTS,
          memory: null,
          lowOnSpace: false,
          problem: await this.#problemOf(error),
        };
        return this.#state;
      }
  }

  /** The desk changes clients and settings by itself. */
  #watch(vault: Vault): void {
    this.#unwatch();
    let first = true;
    this.#unwatch = vault.watchPractice(
      () => {
        if (!first)
          void this.#next(async () => {
            if (!this.#state) return;
            this.#state.practice = await practiceOf(vault);
            await this.#show();
          }).catch(() => {});
        first = false;
      },
      // A database that fails is told of by whoever uses it next.
      () => {},
    );
  }

  /** Masks every panel. */
  mask(): Promise<void> {
    return this.#next(async () => {
      await this.#load();
      if (!this.#masked) await this.#setMasked(true);
    });
  }

  /** Masks every panel, or shows them again: a key was pressed, which is somebody's own act. */
  toggleMask(): Promise<void> {
    return this.#next(async () => {
      await this.#load();
      await this.#setMasked(this.#masked === false);
    });
  }

  async #setMasked(masked: boolean): Promise<void> {
    this.#masked = masked;
    // Every panel at once; that it is kept over a restart comes after.
    await this.#show();
    await this.#parts.mask.write(masked);
  }

  /**
   * Hands a key on to the panel in this tab, or else to the one that has the session. Resolves with whether there was one.
   */
  press(press: Press, tabId: number | null): Promise<boolean> {
    return this.#next(async () => {
      const wanted = [tabId, (await this.#load()).memory?.tabId ?? null];
      const guests = [...this.#guests.keys()];
      const guest = wanted
        .map((tab) => guests.findLast((one) => tab !== null && one.tabId === tab))
        .find((one) => one !== undefined);
      if (guest) this.#guests.get(guest)?.press(press);
      return guest !== undefined;
    });
  }

  /** The practitioner's settings as they are now. */
  settings(): Promise<Settings> {
    return this.#next(async () => (await this.#load()).practice.settings);
  }

  async #carryOut(state: State, guest: Guest, command: PanelCommand): Promise<Reply> {
    this.#parts.used();
    if (command.type === 'mask') {
      await this.#setMasked(command.masked);
      return OK;
    }
    if (command.type === 'openDesk') {
      await this.#parts.openDesk();
      return OK;
    }
    if (command.type === 'lock') {
      await this.#parts.lock();
      await this.#relock();
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
      const { preset, ...request } = command.request;
      const { practice } = state;
      const plan = planSession(
        { ...request, preset: presetOf(preset, practice.settings.presets) },
        now,
      );
      if (typeof plan === 'string') return no(plan);
      const client = await this.#clientFor(state, vault, command.client, now);
      if (typeof client === 'string') return no(client);
      if (session) await this.#close(state, vault, session, now);
      const startedAt = now - request.beganMinutesAgo * MINUTE;
      const place = this.#placeOf(guest);
      const events: SessionEvent[] = [
        { type: 'started', at: startedAt, toldAt: now, utcOffsetMinutes: utcOffset(now) },
        { type: 'legEntered', at: startedAt, leg: plan.order[0] ?? 'opening' },
      ];
      if (client)
        events.push({
          type: 'clientChosen',
          at: now,
          clientId: client.id,
          confirmed: command.confirmed,
          room: roomOf(place),
        });
      const started = { id: command.sessionId, plan, place, events };
      await vault.begin(started);
      state.session = { ...started, lines: [], unreadable: 0, locked: 0 };
      state.drafts = NO_DRAFTS;
      state.card = EMPTY_CARD;
      state.problem = null;
      await this.#remember(state, {
        sessionId: started.id,
        tabId: guest.tabId,
        situation: null,
        promptSteps: {},
        panels: this.#present(),
        away: null,
      });
      // The session has begun; a link that can't be written is made at the next confirmation.
      if (client && command.confirmed && place)
        await this.#link(state, vault, client, place).catch(() => {});
      return OK;
    }
    if (command.type === 'prefer') {
      const { type: _, ...choice } = command;
      return this.#setSettings(state, vault, (settings) => ({ ...settings, ...choice }));
    }
    if (command.type === 'keepPrompt') {
      const { as, on, prompt, leg } = command;
      return this.#setSettings(state, vault, (settings) => ({
        ...settings,
        prompts:
          as === 'pinned'
            ? pin(settings.prompts, leg, on ? prompt : null)
            : as === 'favourite'
              ? favour(settings.prompts, prompt, on)
              : hide(settings.prompts, prompt, on),
      }));
    }

    if (!session) return command.type === 'close' ? OK : no('noSession');
    switch (command.type) {
      case 'enterLeg': {
        const reply = await this.#record(state, vault, session, [
          { type: 'legEntered', at: now, leg: command.leg },
        ]);
        // What was going on belongs to the leg that was left.
        if (reply.ok && state.session !== session && state.memory?.situation)
          await this.#remember(state, { ...state.memory, situation: null });
        return reply;
      }
      case 'record':
        return this.#record(state, vault, session, [eventAt(command.event, session, now)]);
      case 'crisis': {
        const both: readonly SessionEvent[] = [
          { type: 'modeChanged', at: now, mode: 'crisis' },
          { type: 'safetyOverride', at: now },
        ];
        // One of them may hold already.
        const wanted = both.filter((event) => refusalOf(session.events, event) !== 'alreadyThere');
        return wanted.length === 0 ? OK : this.#record(state, vault, session, wanted);
      }
      case 'setClient': {
        const client = await this.#clientFor(state, vault, command.client, now);
        if (typeof client === 'string') return no(client);
        // Only the session's own tab says at which address it is.
        const last = lastOf(session.events, 'clientChosen');
        const here = guest.tabId !== null && guest.tabId === state.memory?.tabId;
        const place = here ? this.#placeOf(guest) : null;
        const reply = await this.#record(state, vault, session, [
          {
            type: 'clientChosen',
            at: now,
            clientId: client?.id ?? null,
            confirmed: true,
            room: here ? roomOf(place) : (last?.room ?? roomOf(session.place)),
          },
        ]);
        if (reply.ok && client && place) {
          const before = last?.clientId;
          // Said by mistake before: then the address was not theirs either.
          if (before && before !== client.id && last.room === roomOf(place))
            await vault
              .changeClient(before, (stored) => unlinked(known(stored), place))
              // Of a client that can't be read the address stays; they can't be offered either.
              .catch(() => {});
          await this.#link(state, vault, client, place);
        }
        return reply;
      }
      case 'card': {
        await vault.putCardField(session.id, command.field, command.text);
        if (!vault.locked) state.card = { ...state.card, [command.field]: command.text };
        return OK;
      }
      case 'firstStep': {
        const id = clientOf(session.events);
        if (id === null) return no('noClient');
        await vault.changeClient(id, (client) => {
          const { [command.step]: _, ...others } = known(client).firstSteps;
          return {
            ...known(client),
            firstSteps: command.on ? { ...others, [command.step]: now } : others,
          };
        });
        state.practice = await practiceOf(vault);
        return OK;
      }
      case 'awayDone':
        await this.#remember(state, { ...memoryOf(state, session), away: null });
        return OK;
      case 'situation':
        await this.#remember(state, {
          ...memoryOf(state, session),
          situation: command.situation,
        });
        return OK;
      case 'notify':
        if (state.practice.settings.notify) await this.#parts.notify(command.minutes);
        return OK;
      case 'end': {
        const reply = await this.#record(state, vault, session, [{ type: 'ended', at: now }]);
        return !reply.ok && reply.problem === 'alreadyEnded' ? OK : reply;
      }
      case 'resume': {
        const reply = await this.#record(state, vault, session, [{ type: 'resumed', at: now }]);
        return !reply.ok && reply.problem === 'notEnded' ? OK : reply;
      }
      case 'close': {
        const refusal = refusalOf(session.events, { type: 'closed', at: now });
        if (refusal) return no(refusal);
        await this.#close(state, vault, session, now);
        return OK;
      }
      case 'stepPrompt':
        await this.#remember(state, {
          ...memoryOf(state, session),
          promptSteps: {
            ...state.memory?.promptSteps,
            [stepKey(command.leg, command.situation)]: command.prompt,
          },
        });
        return OK;
      case 'claimTab': {
        const memory = memoryOf(state, session);
        const away = awayUntil(memory.away, now);
        await this.#remember(state, { ...memory, tabId: guest.tabId, away });
        return OK;
      }
      case 'showTab':
        // A tab that has just closed is told of by itself.
        if (state.memory?.tabId != null)
          await this.#parts.tabs.show(state.memory.tabId).catch(() => {});
        return OK;
      case 'draft': {
        if (command.text.length > LONGEST_DRAFT) return no('draftTooLong');
        const { type: _, ...draft } = command;
        await this.#putDraft(state, vault, session, guest, draft);
        return OK;
      }
      case 'draftEdit': {
        if (vault.locked) return no('lockedNow');
        const { lineId, base, text } = command;
        if (text.length > LONGEST_DRAFT) return no('draftTooLong');
        const line = session.lines.find(({ id }) => id === lineId);
        const { kind, compartment, speaker } = line ?? NO_DRAFT;
        const edit: Draft =
          text === base ? NO_DRAFT : { text, kind, compartment, speaker, edit: { lineId, base } };
        await vault.putDraft(session.id, editName(guest), edit);
        state.drafts = withDraft(state.drafts, editName(guest), edit);
        return OK;
      }
      case 'addNote': {
        if (await vault.hasLine(command.lineId)) {
          // Delivered again, with the draft that it was typed as before it.
          if (!command.offered) await this.#putDraft(state, vault, session, guest, NO_DRAFT);
          return OK;
        }
        const text = cleanText(command.text);
        if (typeof text === 'string') return no(text);
        const { kind, compartment } = command;
        if (!mayBeIn(kind, compartment)) return no('recordOnly');
        // The panel's instant is when Enter was pressed; delivery may have waited for a worker.
        const at = Math.min(command.at, now);
        const then = timeline(
          session.plan,
          session.events.filter((event) => event.at <= at || event.type === 'started'),
          at,
        );
        const line = newLine({
          id: command.lineId,
          at,
          leg: then.current ?? lastLeg(then),
          intoMs: then.elapsedMs,
          kind,
          compartment,
          speaker: command.speaker,
          text: text.text,
          offered: command.offered,
        });
        // What was picked from a list was not typed: the field keeps what is in it.
        const typed = command.offered ? [] : [draftName(vault, guest)];
        await vault.addLines(session.id, [line], typed);
        state.session = vault.locked
          ? { ...session, locked: session.locked + 1 }
          : { ...session, lines: [...session.lines, line] };
        if (!command.offered) {
          state.drafts = withDraft(state.drafts, guest.id, NO_DRAFT);
          await this.#prefer(state, vault, kind, compartment);
        }
        return text.removed > 0 ? { ok: true, removed: text.removed } : OK;
      }
      case 'editNote': {
        const text = cleanText(command.text);
        if (typeof text === 'string') return no(text);
        const { plan, base, otherId } = command;
        if (session.lines.some(({ id }) => id === otherId)) return OK;
        const there = session.lines.find(({ id }) => id === command.lineId);
        const overtaken = there && (there.deleted || ![base, text.text].includes(there.text));
        if (overtaken && !vault.locked) {
          const { id: _, ...like } = settleLines([{ ...there, deleted: false }])[0] ?? there;
          const line: Line = { ...like, id: otherId, text: text.text, plan: plan ?? like.plan };
          await vault.addLines(session.id, [line], [editName(guest)]);
          state.session = { ...session, lines: [...session.lines, line] };
          state.drafts = withDraft(state.drafts, editName(guest), NO_DRAFT);
          return OK;
        }
        const reply = await this.#change(state, vault, session, command.lineId, (line) =>
          line.text === text.text && (plan === null || samePlan(line.plan, plan))
            ? line
            : editLine(line, text.text, now, plan ?? line.plan),
        );
        if (reply.ok && state.drafts.has(editName(guest))) {
          await vault.putDraft(session.id, editName(guest), NO_DRAFT);
          state.drafts = withDraft(state.drafts, editName(guest), NO_DRAFT);
        }
        return reply;
      }
      case 'choosePlan':
        return this.#change(state, vault, session, command.lineId, (line) =>
          !line.plan || line.plan.chosen === command.chosen
            ? line
            : editLine(line, line.text, now, { ...line.plan, chosen: command.chosen }),
        );
      case 'markTopic':
        return this.#change(state, vault, session, command.lineId, (line) =>
          line.kind !== 'topic' || line.topic === command.topic
            ? line
            : { ...line, topic: command.topic },
        );
      case 'tagNote':
        return this.#change(state, vault, session, command.lineId, (line) =>
          tagLine(line, command.tags, now),
        );
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

  /** Appends events and answers. What was delivered twice does nothing the second time. */
  async #record(
    state: State,
    vault: Vault,
    session: OpenSession,
    next: readonly SessionEvent[],
  ): Promise<Reply> {
    const refusal = await this.#append(state, vault, session, next);
    return refusal === null || HARMLESS.includes(refusal) ? OK : no(refusal);
  }

  async #append(
    state: State,
    vault: Vault,
    session: OpenSession,
    next: readonly SessionEvent[],
  ): Promise<EventRefusal | null> {
    const events = [...session.events];
    for (const event of next) {
      const refusal = refusalOf(events, event);
      if (refusal) return refusal;
      const last = events.at(-1);
      if (last && event.at < last.at)
        events.push({ type: 'clockWentBack', at: event.at, byMs: last.at - event.at });
      const zone: SessionEvent = {
        type: 'zoneChanged',
        at: event.at,
        utcOffsetMinutes: utcOffset(event.at),
      };
      if (zone.utcOffsetMinutes !== knownOffset(events) && refusalOf(events, zone) === null)
        events.push(zone);
      events.push(event);
    }
    const added = events.slice(session.events.length);
    if (next.some(({ type }) => type === 'closed'))
      await vault.close(session.id, session.events.length, added, vault.locked);
    else await vault.append(session.id, session.events.length, added);
    state.session = { ...session, events: vault.locked ? events.map(withoutWords) : events };
    return null;
  }

  /** The client that was chosen, made now if new; null for nobody yet. */
  async #clientFor(
    state: State,
    vault: Vault,
    choice: ClientChoice,
    now: EpochMs,
  ): Promise<Client | null | Problem> {
    if (choice.by === 'later') return null;
    if (vault.locked) return 'lockedNow';
    const { clients } = state.practice;
    const known = clients.find(({ id }) => id === choice.id);
    if (choice.by === 'known' || known) return known ?? 'noSuchClient';
    const problem = codeProblem(choice.code, clients);
    if (problem) return problem;
    const client = newClient(choice.id, choice.code, now);
    await vault.changeClient(client.id, (stored) => stored ?? client);
    state.practice = await practiceOf(vault);
    return client;
  }

  async #link(state: State, vault: Vault, client: Client, place: Place): Promise<void> {
    await vault.changeClient(client.id, (stored) => linked(known(stored), place));
    state.practice = await practiceOf(vault);
  }

  /** Keeps what is half typed; locked, beside what was half typed before. */
  async #putDraft(
    state: State,
    vault: Vault,
    session: OpenSession,
    guest: Guest,
    draft: Draft,
  ): Promise<void> {
    await vault.putDraft(session.id, draftName(vault, guest), draft);
    if (!vault.locked) state.drafts = withDraft(state.drafts, guest.id, draft);
  }

  /** Remembers the compartment that a kind was put into last. */
  async #prefer(state: State, vault: Vault, kind: Kind, compartment: Compartment): Promise<void> {
    const { compartments } = state.practice.settings;
    if ((compartments[kind] ?? usualCompartment(kind)) === compartment) return;
    await this.#setSettings(state, vault, (settings) => ({
      ...settings,
      compartments: { ...settings.compartments, [kind]: compartment },
    }))
      // The note is saved; where the next one begins is the smaller matter.
      .catch(() => {});
  }

  async #setSettings(
    state: State,
    vault: Vault,
    change: (settings: Settings) => Settings,
  ): Promise<Reply> {
    await vault.changeSettings(change);
    state.practice = { ...state.practice, settings: await vault.settings() };
    return OK;
  }

  /** Drafts as notes of now, so that no word of them is lost. */
  #unsaved(
    session: OpenSession,
    drafts: ReadonlyMap<string, Draft>,
    now: EpochMs,
  ): readonly Line[] {
    const then = timeline(session.plan, session.events, now);
    return [...drafts.values()]
      .filter(({ text, edit }) => {
        // Of an edit that changes nothing there is nothing to keep.
        const line = edit && session.lines.find(({ id }) => id === edit.lineId);
        return !edit || (text !== edit.base && text !== line?.text);
      })
      .flatMap(({ text, edit: _, ...rest }) =>
        draftTexts(text).map((part) => ({ text: part, ...rest })),
      )
      .map(({ kind, compartment, ...rest }, index) =>
        newLine({
          id: crypto.randomUUID(),
          // One after the other, so that the parts of a long draft stay in order.
          at: now + index,
          leg: lastLeg(then),
          intoMs: then.elapsedMs,
          // Nobody is there to be asked: the words stay apart, and say no more of themselves.
          kind: mayBeIn(kind, compartment) ? kind : 'note',
          compartment,
          ...rest,
        }),
      );
  }

  /** Puts a session in order that is over: what was deleted goes, drafts become notes, its card becomes the client's. */
  async #settle(
    vault: Vault,
    session: OpenSession,
    drafts: ReadonlyMap<string, Draft>,
    card: Card,
    at: EpochMs,
  ): Promise<void> {
    const removed = session.lines.filter(({ deleted }) => deleted).map(({ id }) => id);
    const kept = [...settleLines(session.lines), ...this.#unsaved(session, drafts, at)];
    await vault.settle(session.id, kept, removed, [...drafts.keys()]);
    // Only now is it certain whose card it was.
    const clientId = clientOf(session.events);
    if (clientId)
      await vault
        .changeClient(clientId, (client) => ({
          ...known(client),
          card: remembered(known(client).card, card),
        }))
        .catch((error: unknown) => {
          // A client that is gone or can't be read has no card to remember.
          if (!(error instanceof RangeError || error instanceof OpenError)) throw error;
        });
  }

  async #close(state: State, vault: Vault, session: OpenSession, now: EpochMs): Promise<void> {
    if (this.#parts.forgetful) await vault.removeAll();
    else {
      if (!vault.locked) await this.#settle(vault, session, state.drafts, state.card, now);
      await this.#append(state, vault, session, [{ type: 'closed', at: now }]);
    }
    state.session = null;
    state.drafts = NO_DRAFTS;
    state.card = EMPTY_CARD;
    state.practice = await practiceOf(vault);
    await this.#remember(state, null);
    this.#parts.ended();
  }

  async #change(
    state: State,
    vault: Vault,
    session: OpenSession,
    lineId: string,
    change: (line: Line) => Line | Problem,
  ): Promise<Reply> {
    if (vault.locked) return no('lockedNow');
    const line = session.lines.find(({ id }) => id === lineId);
    if (!line) return no('noSuchNote');
    const changed = change(line);
    if (typeof changed === 'string') return no(changed);
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

  /** The call's tab is gone, or it has left the room: the contact may have broken off. */
  async #goAway(state: State, { tabId, kind }: Guest): Promise<void> {
    const { session, memory } = state;
    if (!session || !memory || kind !== 'frame' || tabId === null || tabId !== memory.tabId) return;
    if (
      endOf(session.events) !== null ||
      [...this.#guests.keys()].some((one) => one.tabId === tabId)
    )
      return;
    await this.#remember(state, { ...memory, away: { from: this.#parts.now(), to: null } });
  }

  /** A panel is back in the session's tab. A reload takes a moment; longer than that is worth a question. */
  async #comeBack(state: State, { tabId, kind }: Guest): Promise<void> {
    const { memory } = state;
    if (!memory?.away || memory.away.to !== null || kind !== 'frame' || tabId !== memory.tabId)
      return;
    const away = awayUntil(memory.away, this.#parts.now());
    await this.#remember(state, { ...memory, away });
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
    const left: [panel: string, draft: Draft][] = [];
    for (const [name, draft] of state.drafts) {
      const [panel = name] = name.split('/');
      if (panel in here) continue;
      const tab = memory?.panels[panel];
      if (tab === undefined || tab === guest.tabId || !(await this.#parts.tabs.exists(tab)))
        if (draft.edit) await this.#inheritEdit(state, session, guest, name, draft);
        else left.push([name, draft]);
    }
    if (left.length === 0) return;
    const from = left.map(([panel]) => panel);
    const own = state.drafts.get(guest.id);
    const all = [...left.map(([, draft]) => draft), ...(own ? [own] : [])];
    const [first] = all;
    const draft: Draft =
      all.length === 1 && first
        ? first
        : {
            ...NO_DRAFT,
            text: all.map(({ text }) => text).join('\n'),
            // Words that were meant to stay apart stay so.
            compartment: all.some(({ compartment }) => compartment === 'private')
              ? 'private'
              : 'record',
          };
    const kept = [...state.drafts].filter(([panel]) => !from.includes(panel));
    state.drafts = withDraft(new Map(kept), guest.id, draft);
    const { id } = session;
    // If it can't be moved, on a full disk say, it stays where it is and the next panel takes it over.
    await this.#parts
      .vault()
      .then((vault) => vault.moveDrafts(id, from, guest.id, draft))
      .catch(() => {});
  }

  /** One edit goes on in the new panel; any other stays where it is, and becomes a note at the end. */
  async #inheritEdit(
    state: State,
    { id }: OpenSession,
    guest: Guest,
    from: string,
    draft: Draft,
  ): Promise<void> {
    const name = editName(guest);
    if (state.drafts.has(name)) return;
    const kept = [...state.drafts].filter(([other]) => other !== from);
    state.drafts = withDraft(new Map(kept), name, draft);
    await this.#parts
      .vault()
      .then((vault) => vault.moveDrafts(id, [from], name, draft))
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
    if (error instanceof LockUnreadableError) return 'lockUnreadable';
    if (error instanceof OpenError) return error.reason === 'locked' ? 'lockedNow' : 'unreadable';
    // Dexie wraps what the browser throws and keeps it as `inner`.
    for (let cause = error; cause instanceof Error; cause = (cause as { inner?: unknown }).inner)
      if (cause.name === 'QuotaExceededError') return 'storageFull';
      else if (cause.name === 'UpgradeError') return 'upgradeFailed';
      else if (cause.name === 'NewerDatabaseError') return 'newerDatabase';
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
    for (const [guest, { show }] of this.#guests) {
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
          ? {
              masked: true,
              ...(state.practice.settings.pressCovered ? { pressCovered: true as const } : {}),
            }
          : {
              masked: false,
              lock: state.lock,
              problem: state.problem,
              practice: practiceView(state, this.#placeOf(guest)),
              session:
                state.session && viewOf(state.session, state, here, guest, this.#placeOf(guest)),
            },
      );
    }
  }
}

const memoryOf = ({ memory }: State, { id }: OpenSession): Memory =>
  memory ?? {
    sessionId: id,
    tabId: null,
    situation: null,
    promptSteps: {},
    panels: {},
    away: null,
  };

/** What a draft's name ends with that was typed while locked. */
const WHILE_LOCKED = '/locked';

/** The name of a panel's draft. Locked, what was half typed before can't be read and must not be written over. */
const draftName = (vault: Vault, { id }: Guest): string =>
  vault.locked ? `${id}${WHILE_LOCKED}` : id;

/** An event without anybody's own words, which are not kept in memory while locked. */
function withoutWords(event: SessionEvent): SessionEvent {
  if (event.type === 'safetyReasonGiven') return { ...event, words: '' };
  return event.type === 'legSetAside' && typeof event.reason === 'object'
    ? { ...event, reason: { words: '' } }
    : event;
}

/** A client that has to be there. @throws RangeError when it is not: nothing is made up in its place. */
function known(client: Client | null): Client {
  if (!client) throw new RangeError('a session has a client that is not there');
  return client;
}

/** The time without a panel up to now; null when there was none, or it was a reload. */
function awayUntil(away: Memory['away'], now: EpochMs): Memory['away'] {
  if (!away || away.to !== null) return away;
  return now - away.from >= SHORTEST_BREAK ? { ...away, to: now } : null;
}

/** Drafts with this one in them, or without it when it is empty. */
function withDraft(
  drafts: ReadonlyMap<string, Draft>,
  panel: string,
  draft: Draft,
): ReadonlyMap<string, Draft> {
  const next = new Map(drafts);
  if (draft.text === '') next.delete(panel);
  else next.set(panel, draft);
  return next;
}

async function practiceOf(vault: Vault): Promise<Practice> {
  const [clients, starts, settings] = await Promise.all([
    vault.clients(),
    vault.sessionStarts(),
    vault.settings(),
  ]);
  const seen = ({ id, createdAt }: Client) => Math.max(createdAt, starts.get(id)?.[0] ?? 0);
  return { clients: clients.toSorted((a, b) => seen(b) - seen(a)), starts, settings };
}

/** An event as a panel tells it, at this instant. A break in contact is taken to lie inside the session. */
function eventAt(event: RecordedEvent, session: OpenSession, at: EpochMs): SessionEvent {
  const start = lastOf(session.events, 'started')?.at ?? at;
  const inside = (instant: EpochMs) => Math.min(at, Math.max(start, instant));
  if (event.type === 'interruptionBegan') return { ...event, at, since: inside(event.since) };
  if (event.type === 'interruptionEnded') return { ...event, at, until: inside(event.until) };
  return { ...event, at };
}

const utcOffset = (at: EpochMs): number => -new Date(at).getTimezoneOffset();

/** The time zone that a session was last known to be in. */
const knownOffset = (events: readonly SessionEvent[]): number | undefined =>
  (lastOf(events, 'zoneChanged') ?? lastOf(events, 'started'))?.utcOffsetMinutes;

const samePlan = (a: Line['plan'], b: Line['plan']): boolean =>
  a?.when === b?.when && a?.know === b?.know && a?.chosen === b?.chosen;

const lastLeg = (standing: ReturnType<typeof timeline>) =>
  standing.stretches.at(-1)?.leg ?? standing.current;
