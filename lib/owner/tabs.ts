import type { ConnectedPanel } from '../messaging';
import { endOf } from '../session';
import type { Draft } from '../vault';
import { type Context, remember } from './handler';
import type { Panels } from './panels';
import {
  awayUntil,
  editName,
  fieldName,
  memoryOf,
  NO_DRAFT,
  panelOf,
  type State,
  withDraft,
} from './state';

/** What handling a panel that comes, goes or moves needs. */
export interface Moving {
  readonly parts: Context['parts'];
  readonly panels: Panels;
  readonly panel: ConnectedPanel;
}

/** Brings the tab of the session to the front. Resolves with false if it is not there. */
export async function showCall(
  { tabs }: Pick<Context['parts'], 'tabs'>,
  { memory }: Pick<State, 'memory'>,
): Promise<boolean> {
  const tabId = memory?.tabId ?? null;
  if (tabId === null || !(await tabs.exists(tabId))) return false;
  // It may close at this very moment; another event reports that.
  await tabs.show(tabId).catch(() => {});
  return true;
}

/** Gives a session whose tab is gone to a tab in the same room, which was reloaded or reopened. */
export async function adopt(state: State, { parts, panels, panel }: Moving): Promise<State> {
  const { session, memory } = state;
  const meeting = panels.meetingOf(panel);
  if (!session?.meeting || panel.tabId === null || meeting?.room !== session.meeting.room)
    return state;
  if (meeting.site !== session.meeting.site) return state;
  if (memory?.tabId != null && (await parts.tabs.exists(memory.tabId))) return state;
  return remember({ parts, state }, { ...memoryOf(state, session.id), tabId: panel.tabId });
}

/** Notes that the call's tab is gone or has left the room: the contact may have broken off. */
export async function goAway(state: State, { parts, panels, panel }: Moving): Promise<State> {
  const { session, memory } = state;
  const { tabId, kind } = panel;
  if (!session || !memory || kind !== 'frame' || tabId === null || tabId !== memory.tabId)
    return state;
  if (endOf(session.events) !== null || panels.all().some((one) => one.tabId === tabId))
    return state;
  return remember({ parts, state }, { ...memory, away: { from: parts.now(), to: null } });
}

/**
 * Notes that a panel is back in the session's tab. An absence longer than a reload is asked about.
 */
export async function comeBack(state: State, { parts, panel }: Moving): Promise<State> {
  const { memory } = state;
  if (!memory?.away || memory.away.to !== null || panel.kind !== 'frame') return state;
  if (panel.tabId !== memory.tabId) return state;
  const away = awayUntil(memory.away, parts.now());
  return remember({ parts, state }, { ...memory, away });
}

/**
 * Gives a new panel the drafts of panels that are gone: of an earlier one in its tab, of closed
 * tabs, and of tabs from before a restart of the browser.
 */
export async function inherit(before: State, { parts, panels, panel }: Moving): Promise<State> {
  const { session, memory } = before;
  if (!session || panel.tabId === null || panel.kind !== 'frame') return before;
  const present = panels.present();
  let state = await remember(
    { parts, state: before },
    { ...memoryOf(before, session.id), panels: { ...memory?.panels, ...present } },
  );
  if (!panel.fresh) return state;
  const left: [name: string, draft: Draft][] = [];
  for (const [name, draft] of before.drafts) {
    const typedIn = panelOf(name);
    if (typedIn in present) continue;
    const tab = memory?.panels[typedIn];
    const gone = tab === undefined || tab === panel.tabId || !(await parts.tabs.exists(tab));
    if (!gone) continue;
    // A panel resumes one edit and one text of each field. Any other stays a draft, and becomes a
    // note when the session is closed.
    const own = draft.edit ? editName(panel) : draft.field && fieldName(panel, draft.field);
    if (!own) left.push([name, draft]);
    else if (!state.drafts.has(own)) state = await move(state, parts, [name], own, draft);
  }
  if (left.length === 0) return state;
  const own = state.drafts.get(panel.id);
  const drafts = [...left.map(([, draft]) => draft), ...(own ? [own] : [])];
  const names = left.map(([name]) => name);
  return move(state, parts, names, panel.id, together(drafts));
}

/**
 * Replaces drafts by one. If that can't be stored, for example on a full disk, the next panel tries
 * again.
 */
async function move(
  state: State,
  parts: Moving['parts'],
  from: readonly string[],
  name: string,
  draft: Draft,
): Promise<State> {
  const { session } = state;
  if (!session) return state;
  await parts
    .vault()
    .then((vault) => vault.moveDrafts(session.id, from, name, draft))
    .catch(() => {});
  const kept = [...state.drafts].filter(([other]) => !from.includes(other));
  return { ...state, drafts: withDraft(new Map(kept), name, draft) };
}

/** Joins drafts into one. If one of them is private, all of it is. */
function together(drafts: readonly Draft[]): Draft {
  const [first] = drafts;
  if (drafts.length === 1 && first) return first;
  const isPrivate = drafts.some(({ compartment }) => compartment === 'private');
  return {
    ...NO_DRAFT,
    text: drafts.map(({ text }) => text).join('\n'),
    compartment: isPrivate ? 'private' : 'record',
  };
}
