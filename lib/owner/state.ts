import type { Guest, Problem } from '../messaging';
import { type Card, type Client, DEFAULT_SETTINGS, type Settings } from '../practice';
import type { Situation } from '../prompts';
import type { EpochMs } from '../session';
import type { Draft, OpenSession } from '../vault';

/** What a restart of the browser may forget: which tab a session belongs to, and the prompts shown. No text. */
export interface Memory {
  readonly sessionId: string;
  readonly tabId: number | null;
  readonly situation: Situation | null;
  readonly promptSteps: Readonly<Record<string, string>>;
  /** The tab of each panel that has been let in since the session began or the browser started. */
  readonly panels: Readonly<Record<string, number>>;
  /** When the last panel of the session's tab was gone, and when one was back; null while none was missed. */
  readonly away: { readonly from: EpochMs; readonly to: EpochMs | null } | null;
}

export const NO_DRAFTS: ReadonlyMap<string, Draft> = new Map();
export const NO_DRAFT: Draft = { text: '', kind: 'note', compartment: 'record', speaker: '' };

/** The name of what a panel keeps of an edit. */
export const editName = ({ id }: Pick<Guest, 'id'>): string => `${id}/edit`;

/** What all sessions share. */
export interface Practice {
  /** The clients seen last first. */
  readonly clients: readonly Client[];
  /** When each client's sessions started. */
  readonly starts: ReadonlyMap<string, readonly EpochMs[]>;
  readonly settings: Settings;
}

export const NO_PRACTICE: Practice = { clients: [], starts: new Map(), settings: DEFAULT_SETTINGS };

export interface State {
  lock: 'none' | 'locked' | 'open';
  session: OpenSession | null;
  card: Card;
  practice: Practice;
  /** What was typed and not saved, by panel. */
  drafts: ReadonlyMap<string, Draft>;
  memory: Memory | null;
  lowOnSpace: boolean;
  problem: Problem | null;
}
