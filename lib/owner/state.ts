import type { ConnectedPanel, Problem } from '../messaging';
import { type Card, type Client, DEFAULT_SETTINGS, type Settings } from '../practice';
import type { Situation } from '../prompts';
import type { EpochMs } from '../session';
import type { Draft, SessionRecord, Vault } from '../vault';

/**
 * What a restart of the browser may forget: which tab a session belongs to, and the prompts shown.
 * No text.
 */
export interface Memory {
  readonly sessionId: string;
  readonly tabId: number | null;
  readonly situation: Situation | null;
  readonly promptSteps: Readonly<Record<string, string>>;
  /** The tab of each panel that has been let in since the session began or the browser started. */
  readonly panels: Readonly<Record<string, number>>;
  /**
   * When the last panel of the session's tab was gone, and when one was back; null while none was
   * missed.
   */
  readonly away: { readonly from: EpochMs; readonly to: EpochMs | null } | null;
}

/** What all sessions share. */
export interface Practice {
  /** The clients seen last first. */
  readonly clients: readonly Client[];
  /** When each client's sessions started. */
  readonly starts: ReadonlyMap<string, readonly EpochMs[]>;
  readonly settings: Settings;
}

/** What the owner knows: a copy of what is stored. A change makes a new one. */
export interface State {
  readonly lock: 'none' | 'locked' | 'open';
  readonly session: SessionRecord | null;
  readonly card: Card;
  readonly practice: Practice;
  /** What was typed and not saved, by panel. */
  readonly drafts: Drafts;
  readonly memory: Memory | null;
  readonly lowOnSpace: boolean;
  readonly problem: Problem | null;
}

export type Drafts = ReadonlyMap<string, Draft>;

export const NO_DRAFTS: Drafts = new Map();
export const NO_DRAFT: Draft = { text: '', kind: 'note', compartment: 'record', speaker: '' };
export const NO_PRACTICE: Practice = { clients: [], starts: new Map(), settings: DEFAULT_SETTINGS };

/** Reads what all sessions share. */
export async function practiceOf(vault: Vault): Promise<Practice> {
  const [clients, starts, settings] = await Promise.all([
    vault.clients(),
    vault.sessionStarts(),
    vault.settings(),
  ]);
  const seen = ({ id, createdAt }: Client) => Math.max(createdAt, starts.get(id)?.[0] ?? 0);
  return { clients: clients.toSorted((a, b) => seen(b) - seen(a)), starts, settings };
}

/** Whether two readings of what all sessions share say the same. */
export function isSamePractice(a: Practice, b: Practice): boolean {
  const all = ({ clients, starts, settings }: Practice) =>
    JSON.stringify([clients, [...starts], settings]);
  return all(a) === all(b);
}

/** What is remembered of a session; what a session begins with where nothing is. */
export const memoryOf = ({ memory }: Pick<State, 'memory'>, sessionId: string): Memory =>
  memory ?? {
    sessionId,
    tabId: null,
    situation: null,
    promptSteps: {},
    panels: {},
    away: null,
  };

/** A panel that is gone for less than this was reloaded. */
const SHORTEST_BREAK = 30_000;

/** The time without a panel up to now; null when there was none, or it was a reload. */
export function awayUntil(away: Memory['away'], now: EpochMs): Memory['away'] {
  if (!away || away.to !== null) return away;
  return now - away.from >= SHORTEST_BREAK ? { ...away, to: now } : null;
}

/** What the name of a draft ends with that was typed while locked. */
const WHILE_LOCKED = '/locked';

/**
 * The name of a panel's draft. Locked, what was half typed before can't be read and must not be
 * written over.
 */
export const draftName = (
  { locked }: Pick<Vault, 'locked'>,
  { id }: Pick<ConnectedPanel, 'id'>,
): string => (locked ? `${id}${WHILE_LOCKED}` : id);

/** The name of the draft that this one stood in for while locked; null for any other. */
export const nameBeforeLock = (name: string): string | null =>
  name.endsWith(WHILE_LOCKED) ? name.slice(0, -WHILE_LOCKED.length) : null;

/** The name of what a panel keeps of an edit. */
export const editName = ({ id }: Pick<ConnectedPanel, 'id'>): string => `${id}/edit`;

/** The panel that a draft of any name is of. */
export const panelOf = (name: string): string => name.split('/')[0] ?? name;

/** Drafts with this one in them, or without it when it is empty. */
export function withDraft(drafts: Drafts, name: string, draft: Draft): Drafts {
  const next = new Map(drafts);
  if (draft.text === '') next.delete(name);
  else next.set(name, draft);
  return next;
}
