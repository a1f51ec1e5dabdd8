import type { ConnectedPanel, PanelCommand, Problem, Reply } from '../messaging';
import type { Settings } from '../practice';
import type { EpochMs, Meeting } from '../session';
import type { SessionRecord, Vault } from '../vault';
import type { OwnerParts } from './parts';
import type { Memory, State } from './state';

/** What every handler gets. */
export interface Context {
  readonly parts: OwnerParts;
  readonly state: State;
  /** The panel that sent the command. */
  readonly panel: ConnectedPanel;
  /** The meeting its tab is at now. */
  readonly meeting: Meeting | null;
  /** The tab of each connected panel, by the panel's id. */
  readonly present: Readonly<Record<string, number>>;
  readonly now: EpochMs;
  /** Masks every panel, or shows them again. Resolves once that will survive a restart. */
  setMasked(masked: boolean): Promise<void>;
  /** Notes whether nobody can see the panel that sent the command. */
  setHidden(hidden: boolean): void;
  /** Notes that somebody leaves the panel for another of its tab, and how far down they were. */
  setMoving(sessionId: string, scrolled: number): void;
  /** Keeps what is typed in the panel's tab as the code of a new client, in memory alone. */
  keepCode(code: string): void;
  /** Forgets what is typed in any tab as the code of a new client. */
  forgetCodes(): void;
  /** Reads the state again after the lock has changed. */
  relock(): Promise<State>;
}

/** What a handler gets that reads or writes stored records. */
export interface VaultContext extends Context {
  readonly vault: Vault;
}

/** What a handler gets that needs an open session. */
export interface SessionContext extends VaultContext {
  readonly session: SessionRecord;
}

/** The result of a command. */
export interface Step {
  readonly reply: Reply;
  readonly state: State;
  /**
   * Work to do after the reply, so that nobody waits for it. If it fails, no saved data is lost.
   */
  readonly afterwards?: (context: SessionContext) => Promise<State>;
}

interface Shown {
  /** Which panels are shown the result. Drafts are shown to nobody else. */
  readonly shows: 'everyone' | 'asker' | 'nobody';
  /** The panel sends it by itself, so that it doesn't count as use of Perch. */
  readonly byItself?: true;
}

/**
 * Carries out one kind of command. If what `needs` names is missing, the command is refused and the
 * handler isn't called. A handler changes only what is stored, and returns the state that follows.
 */
export type Handler<C extends PanelCommand> =
  | (Shown & { readonly needs: 'nothing'; run(context: Context, command: C): Promise<Step> })
  | (Shown & {
      readonly needs: 'vault';
      /** Whether the command may run although the current session can't be read. */
      readonly despiteUnreadable?: true;
      run(context: VaultContext, command: C): Promise<Step>;
    })
  | (Shown & {
      readonly needs: 'session';
      /** The reply without a session; by default, that there is none. */
      readonly without?: Reply;
      run(context: SessionContext, command: C): Promise<Step>;
    });

export type CommandOf<T extends PanelCommand['type']> = Extract<PanelCommand, { type: T }>;

/** One handler for each of these commands. */
export type Handlers<T extends PanelCommand['type'] = PanelCommand['type']> = {
  readonly [K in T]: Handler<CommandOf<K>>;
};

export const OK: Reply = { ok: true };
export const no = (problem: Problem): Reply => ({ ok: false, problem });

/** Success, with the state that follows. */
export const done = (state: State): Step => ({ reply: OK, state });

/** A refusal. The state stays as it was. */
export const refused = ({ state }: Pick<Context, 'state'>, problem: Problem): Step => ({
  reply: no(problem),
  state,
});

/** Keeps what the browser may forget at its next start. A failed write is ignored. */
export async function remember(
  { parts, state }: Pick<Context, 'parts' | 'state'>,
  memory: Memory | null,
): Promise<State> {
  await parts.memory.write(memory).catch(() => {});
  return { ...state, memory };
}

export async function changeSettings(
  { vault, state }: Pick<VaultContext, 'vault' | 'state'>,
  change: (settings: Settings) => Settings,
): Promise<State> {
  await vault.changeSettings(change);
  return { ...state, practice: { ...state.practice, settings: await vault.settings() } };
}
