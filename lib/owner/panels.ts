import type { ConnectedPanel, Here, PanelLine, Press, Snapshot } from '../messaging';
import type { EpochMs, Meeting } from '../session';
import type { State } from './state';
import { practiceView, resumedBy, roomOf, viewOf } from './view';

/** Milliseconds in which a panel in another place opens. */
const MOVING = 10_000;

/** The connected panels and the places of their tabs. */
export class Panels {
  readonly #lines = new Map<ConnectedPanel, PanelLine>();
  /**
   * What each panel has resumed: the session's id and the lock state. A panel is told once for
   * each.
   */
  readonly #resumed = new Map<ConnectedPanel, string>();
  /** The meeting each tab has moved to since its panel was let in. */
  readonly #places = new Map<number, Meeting | null>();
  /** The panels that nobody can see. */
  readonly #hidden = new Set<ConnectedPanel>();
  /** The panel of each tab that somebody has left for another, in which session and where. */
  readonly #moving = new Map<
    number,
    {
      readonly from: string;
      readonly sessionId: string;
      readonly scrolled: number;
      readonly at: EpochMs;
    }
  >();

  /**
   * What is typed in each tab as the code of a new client, and at which meeting. It is kept nowhere
   * else, and a background that ends forgets it.
   */
  readonly #codes = new Map<number, { readonly code: string; readonly meeting: Meeting | null }>();

  add(panel: ConnectedPanel, line: PanelLine): void {
    this.#lines.set(panel, line);
  }

  remove(panel: ConnectedPanel): void {
    this.#lines.delete(panel);
    this.#resumed.delete(panel);
    this.#hidden.delete(panel);
  }

  setHidden(panel: ConnectedPanel, hidden: boolean): void {
    if (hidden) this.#hidden.add(panel);
    else this.#hidden.delete(panel);
  }

  setMoving({ id, tabId }: ConnectedPanel, sessionId: string, scrolled: number, at: EpochMs): void {
    if (tabId !== null) this.#moving.set(tabId, { from: id, sessionId, scrolled, at });
  }

  keepCode(panel: ConnectedPanel, code: string): void {
    if (panel.tabId !== null)
      this.#codes.set(panel.tabId, { code, meeting: this.meetingOf(panel) });
  }

  forgetCodes(): void {
    this.#codes.clear();
  }

  /** Whether there is a panel of this tab that nobody can see. The page around a frame is none. */
  isHidden(tabId: number): boolean {
    const there = this.all().filter((panel) => panel.tabId === tabId);
    const frames = there.filter(({ kind }) => kind === 'frame');
    const panels = frames.length > 0 ? frames : there;
    return panels.length > 0 && panels.every((panel) => this.#hidden.has(panel));
  }

  /** The panels in the order they connected. */
  all(): readonly ConnectedPanel[] {
    return [...this.#lines.keys()];
  }

  /** Whether a panel is connected from a page in this tab. */
  hasFrame(tabId: number): boolean {
    return this.all().some((panel) => panel.kind === 'frame' && panel.tabId === tabId);
  }

  moved(tabId: number, meeting: Meeting | null): void {
    this.#places.set(tabId, meeting);
  }

  closed(tabId: number): void {
    // Its port may close later.
    for (const panel of this.all())
      if (panel.kind === 'frame' && panel.tabId === tabId) this.remove(panel);
    this.#places.delete(tabId);
    this.#moving.delete(tabId);
    this.#codes.delete(tabId);
  }

  /** The meeting a panel's tab is at now. */
  meetingOf({ tabId, meeting }: ConnectedPanel): Meeting | null {
    const moved = tabId === null ? undefined : this.#places.get(tabId);
    return moved === undefined ? meeting : moved;
  }

  /** The tab of each panel, by the panel's id. Panels without a tab are left out. */
  present(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      this.all().flatMap(({ id, tabId }) => (tabId === null ? [] : [[id, tabId]])),
    );
  }

  /**
   * Hands a key press to the newest panel in the first of these tabs that has one. Returns that
   * panel; undefined if none has.
   */
  press(press: Press, tabIds: readonly (number | null)[]): ConnectedPanel | undefined {
    const panel = tabIds
      .map((tab) => this.all().findLast((one) => tab !== null && one.tabId === tab))
      .find((one) => one !== undefined);
    if (panel) this.#lines.get(panel)?.press(press);
    return panel;
  }

  /**
   * Shows these panels their snapshots.
   * @param alive whether the session's tab exists
   */
  show(
    panels: readonly ConnectedPanel[],
    state: State,
    masked: boolean,
    alive: boolean,
    now: EpochMs,
  ): void {
    for (const panel of panels) {
      // A masked panel may drop a snapshot on its way, so it is told again after the mask.
      if (masked) this.#resumed.delete(panel);
      const snapshot = masked ? maskedView(state) : this.#viewFor(panel, state, alive, now);
      this.#lines.get(panel)?.show(snapshot);
    }
  }

  /** The code that is typed in a panel's tab, at the meeting it is at now; or empty. */
  #codeFor(panel: ConnectedPanel): string {
    const typed = panel.tabId === null ? undefined : this.#codes.get(panel.tabId);
    return typed && roomOf(typed.meeting) === roomOf(this.meetingOf(panel)) ? typed.code : '';
  }

  #viewFor(panel: ConnectedPanel, state: State, alive: boolean, now: EpochMs): Snapshot {
    const meeting = this.meetingOf(panel);
    const here = hereOf(panel, state.memory?.tabId ?? null, alive);
    const { session } = state;
    const of = `${session?.id} ${state.lock}`;
    const resumes = this.#resumed.get(panel) !== of;
    this.#resumed.set(panel, of);
    return {
      masked: false,
      lock: state.lock,
      problem: state.problem,
      practice: practiceView(state, meeting, this.#codeFor(panel), now),
      session: session && {
        ...viewOf(session, state, here, meeting),
        resumed: resumes ? resumedBy(panel, state.drafts) : null,
        moved: this.#movedTo(panel, session.id, now),
      },
    };
  }

  /** Where somebody was in the panel that they have just left for this one. It is told once. */
  #movedTo(
    { id, tabId }: ConnectedPanel,
    sessionId: string,
    now: EpochMs,
  ): { readonly scrolled: number } | null {
    const left = tabId === null ? undefined : this.#moving.get(tabId);
    if (!left || tabId === null || left.from === id) return null;
    this.#moving.delete(tabId);
    const isNow = left.sessionId === sessionId && now - left.at < MOVING;
    return isNow ? { scrolled: left.scrolled } : null;
  }
}

/** A masked panel learns only one setting, which its button needs. */
const maskedView = ({ lock, practice: { settings } }: State): Snapshot => ({
  masked: true,
  ...(settings.pressCovered ? { pressCovered: true } : {}),
  ...(lock === 'locked' ? { locked: true } : {}),
});

function hereOf(panel: ConnectedPanel, tabId: number | null, alive: boolean): Here {
  if (panel.kind === 'page' && panel.tabId !== tabId) return 'page';
  if (!alive) return 'lostTab';
  return panel.tabId === tabId ? 'here' : 'otherTab';
}
