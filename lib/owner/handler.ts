import type { ConnectedPanel, PanelCommand, Problem, Reply } from '../messaging';
import type { Settings } from '../practice';
import type { EpochMs, Meeting } from '../session';
import type { SessionRecord, Vault } from '../vault';
import type { OwnerParts } from './parts';
import type { Memory, State } from './state';

/** What every handler is given. */
export interface Context {
  readonly parts: OwnerParts;
  readonly state: State;
  /** The panel that asks. */
  readonly panel: ConnectedPanel;
  /** The meeting that its tab is at now. */
  readonly meeting: Meeting | null;
  /** The tab of each panel that is let in now, by the panel's id. */
  readonly present: Readonly<Record<string, number>>;
  readonly now: EpochMs;
  /** Shows every panel masked or whole, and resolves once that is kept over a restart. */
  setMasked(masked: boolean): Promise<void>;
  /** Keeps in mind whether nobody can see the panel that asks. */
  setHidden(hidden: boolean): void;
  /** Reads afresh what may be known now, after the lock has changed. */
  relock(): Promise<State>;
}

/** What a handler is given that reads or writes what is stored. */
export interface VaultContext extends Context {
  readonly vault: Vault;
}

/** What a handler is given that is about the session that is there. */
export interface SessionContext extends VaultContext {
  readonly session: SessionRecord;
}

/** What came of a command. */
export interface Step {
  readonly reply: Reply;
  readonly state: State;
  /**
   * What is done once the reply is on its way, so that nobody waits for it. If it fails, nothing is
   * lost with it.
   */
  readonly afterwards?: (context: SessionContext) => Promise<State>;
}

interface Shown {
  /** Which panels are shown what came of it. What is half typed is nobody else's. */
  readonly shows: 'everyone' | 'asker' | 'nobody';
}

/**
 * Carries out one kind of command. `needs` says what has to be there; without it the command is
 * refused before the handler is asked. A handler changes nothing but what is stored, and gives the
 * state that follows.
 */
export type Handler<C extends PanelCommand> =
  | (Shown & { readonly needs: 'nothing'; run(context: Context, command: C): Promise<Step> })
  | (Shown & {
      readonly needs: 'vault';
      /** A session that can't be read keeps nobody from beginning another. */
      readonly despiteUnreadable?: true;
      run(context: VaultContext, command: C): Promise<Step>;
    })
  | (Shown & {
      readonly needs: 'session';
      /** What the answer is where there is no session. Without it, that there is none. */
      readonly without?: Reply;
      run(context: SessionContext, command: C): Promise<Step>;
    });

export type CommandOf<T extends PanelCommand['type']> = Extract<PanelCommand, { type: T }>;

/** Handlers for these commands. */
export type Handlers<T extends PanelCommand['type'] = PanelCommand['type']> = {
  readonly [K in T]: Handler<CommandOf<K>>;
};

export const OK: Reply = { ok: true };
export const no = (problem: Problem): Reply => ({ ok: false, problem });

/** Says yes, with the state that follows. */
export const done = (state: State): Step => ({ reply: OK, state });

/** Says why not. Everything stays as it was. */
export const refused = ({ state }: Pick<Context, 'state'>, problem: Problem): Step => ({
  reply: no(problem),
  state,
});

/** Keeps what a restart of the browser may forget. If it can't be written, only that is lost. */
export async function remember(
  { parts, state }: Pick<Context, 'parts' | 'state'>,
  memory: Memory | null,
): Promise<State> {
  await parts.memory.write(memory).catch(() => {});
  return { ...state, memory };
}

/** Changes the practitioner's settings. */
export async function changeSettings(
  { vault, state }: Pick<VaultContext, 'vault' | 'state'>,
  change: (settings: Settings) => Settings,
): Promise<State> {
  await vault.changeSettings(change);
  return { ...state, practice: { ...state.practice, settings: await vault.settings() } };
}
