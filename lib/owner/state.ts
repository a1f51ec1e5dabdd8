import type { ConnectedPanel, Problem } from '../messaging';
import type { DraftField } from '../notes';
import { type Calendar, PRACTICE } from '../papers';
import { type Card, type Client, DEFAULT_SETTINGS, type Settings } from '../practice';
import type { Situation } from '../prompts';
import type { EpochMs } from '../session';
import type { Draft, SessionRecord, Vault } from '../vault';
import type { LeftBefore } from './carried';

/** What a restart of the browser may forget: a session's tab and the shown prompts. No text. */
export interface Memory {
  readonly sessionId: string;
  readonly tabId: number | null;
  readonly situation: Situation | null;
  readonly promptSteps: Readonly<Record<string, string>>;
  /** The tab of each panel that was let in since the session or the browser started. */
  readonly panels: Readonly<Record<string, number>>;
  /**
   * When the last panel of the session's tab went (`from`), and when one came back (`to`); null if
   * none is missed.
   */
  readonly away: { readonly from: EpochMs; readonly to: EpochMs | null } | null;
}

/** What all sessions share. */
export interface Practice {
  /** Most recently seen clients first. */
  readonly clients: readonly Client[];
  /** When each client's sessions started, by the client's id. */
  readonly starts: ReadonlyMap<string, readonly EpochMs[]>;
  readonly settings: Settings;
  /** Null for none, and for one that can't be opened. */
  readonly calendar: Calendar | null;
}

/** What the owner knows: an immutable copy of what is stored. */
export interface State {
  readonly lock: 'none' | 'locked' | 'open';
  readonly session: SessionRecord | null;
  readonly card: Card;
  /** What a client's sessions before this one have left; null until it was looked for. */
  readonly carried:
    | (LeftBefore & {
        /** The session's and the client's ids. */
        readonly of: string;
        /** The names of the measures that are due. */
        readonly due: readonly string[];
      })
    | null;
  readonly practice: Practice;
  /** Unsaved text, by the draft's name. */
  readonly drafts: Drafts;
  readonly memory: Memory | null;
  readonly lowOnSpace: boolean;
  readonly problem: Problem | null;
}

export type Drafts = ReadonlyMap<string, Draft>;

export const NO_DRAFTS: Drafts = new Map();
export const NO_DRAFT: Draft = { text: '', kind: 'note', compartment: 'record', speaker: '' };
export const NO_PRACTICE: Practice = {
  clients: [],
  starts: new Map(),
  settings: DEFAULT_SETTINGS,
  calendar: null,
};

/** Reads what all sessions share. */
export async function practiceOf(vault: Vault): Promise<Practice> {
  const [clients, starts, settings, calendar] = await Promise.all([
    vault.clients(),
    vault.sessionStarts(),
    vault.settings(),
    // Without it, a session can be held all the same.
    vault.paper('calendar', PRACTICE).catch(() => null),
  ]);
  const seen = ({ id, createdAt }: Client) => Math.max(createdAt, starts.get(id)?.[0] ?? 0);
  return { clients: clients.toSorted((a, b) => seen(b) - seen(a)), starts, settings, calendar };
}

/** Whether two readings of the practice are equal. */
export function isSamePractice(a: Practice, b: Practice): boolean {
  const all = ({ clients, starts, settings, calendar }: Practice) =>
    JSON.stringify([clients, [...starts], settings, calendar]);
  return all(a) === all(b);
}

/** A session's memory, or the memory a new session begins with. */
export const memoryOf = ({ memory }: Pick<State, 'memory'>, sessionId: string): Memory =>
  memory ?? {
    sessionId,
    tabId: null,
    situation: null,
    promptSteps: {},
    panels: {},
    away: null,
  };

/** Milliseconds. A panel that is gone for less than this was reloaded. */
const SHORTEST_BREAK = 30_000;

/** The time without a panel until now; null if there was none or it was a reload. */
export function awayUntil(away: Memory['away'], now: EpochMs): Memory['away'] {
  if (!away || away.to !== null) return away;
  return now - away.from >= SHORTEST_BREAK ? { ...away, to: now } : null;
}

/** The end of the name of a draft that was typed while locked. */
const WHILE_LOCKED = '/locked';

/**
 * The name of a panel's draft. While locked, the earlier draft can't be read, so it must not be
 * overwritten and a second name is used.
 */
export const draftName = (
  { locked }: Pick<Vault, 'locked'>,
  { id }: Pick<ConnectedPanel, 'id'>,
): string => (locked ? `${id}${WHILE_LOCKED}` : id);

/** The name of the draft that this one replaced while locked; null if it replaced none. */
export const nameBeforeLock = (name: string): string | null =>
  name.endsWith(WHILE_LOCKED) ? name.slice(0, -WHILE_LOCKED.length) : null;

/** The name of the draft of a panel's edit. */
export const editName = ({ id }: Pick<ConnectedPanel, 'id'>): string => `${id}/edit`;

/** The name of the draft of another field of a panel. */
export const fieldName = ({ id }: Pick<ConnectedPanel, 'id'>, field: DraftField): string =>
  `${id}/${field}`;

/** The id of the panel that a draft belongs to. */
export const panelOf = (name: string): string => name.split('/')[0] ?? name;

/** The drafts with this one added, or removed if its text is empty. */
export function withDraft(drafts: Drafts, name: string, draft: Draft): Drafts {
  const next = new Map(drafts);
  if (draft.text === '') next.delete(name);
  else next.set(name, draft);
  return next;
}
