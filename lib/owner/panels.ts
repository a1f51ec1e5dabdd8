import type { ConnectedPanel, Here, PanelLine, Press, Snapshot } from '../messaging';
import type { Meeting } from '../session';
import type { State } from './state';
import { practiceView, resumedBy, viewOf } from './view';

/** The panels that are let in now, and where their tabs are. */
export class Panels {
  readonly #lines = new Map<ConnectedPanel, PanelLine>();
  /**
   * Of which session, and whether from while it was locked, each panel was told what it goes on
   * with.
   */
  readonly #resumed = new Map<ConnectedPanel, string>();
  /** Where each tab is now, for tabs that have moved since their panel was let in. */
  readonly #places = new Map<number, Meeting | null>();
  /** The panels that nobody can see. */
  readonly #hidden = new Set<ConnectedPanel>();

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

  /** Whether there is a panel of this tab, and nobody can see it. */
  isHidden(tabId: number): boolean {
    const panels = this.all().filter((panel) => panel.tabId === tabId);
    return panels.length > 0 && panels.every((panel) => this.#hidden.has(panel));
  }

  /** The panels, in the order in which they came. */
  all(): readonly ConnectedPanel[] {
    return [...this.#lines.keys()];
  }

  moved(tabId: number, meeting: Meeting | null): void {
    this.#places.set(tabId, meeting);
  }

  closed(tabId: number): void {
    this.#places.delete(tabId);
  }

  /** The meeting that a panel's tab is at now. */
  meetingOf({ tabId, meeting }: ConnectedPanel): Meeting | null {
    const moved = tabId === null ? undefined : this.#places.get(tabId);
    return moved === undefined ? meeting : moved;
  }

  /** The tab of each panel, by the panel's id. Those without a tab are left out. */
  present(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      this.all().flatMap(({ id, tabId }) => (tabId === null ? [] : [[id, tabId]])),
    );
  }

  /**
   * Hands a key on to the panel that came last in the first of these tabs that has one. False if
   * none has.
   */
  press(press: Press, tabIds: readonly (number | null)[]): boolean {
    const panel = tabIds
      .map((tab) => this.all().findLast((one) => tab !== null && one.tabId === tab))
      .find((one) => one !== undefined);
    if (panel) this.#lines.get(panel)?.press(press);
    return panel !== undefined;
  }

  /**
   * Shows these panels what they may see.
   * @param alive whether the session's tab is there
   */
  show(panels: readonly ConnectedPanel[], state: State, masked: boolean, alive: boolean): void {
    for (const panel of panels) {
      // Masked, a panel may drop what was on its way to it.
      if (masked) this.#resumed.delete(panel);
      const snapshot = masked ? maskedView(state) : this.#viewFor(panel, state, alive);
      this.#lines.get(panel)?.show(snapshot);
    }
  }

  #viewFor(panel: ConnectedPanel, state: State, alive: boolean): Snapshot {
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
      practice: practiceView(state, meeting),
      session: session && {
        ...viewOf(session, state, here, meeting),
        resumed: resumes ? resumedBy(panel, state.drafts) : null,
      },
    };
  }
}

/** A masked panel is told nothing but a choice that its button needs. */
const maskedView = ({ practice: { settings } }: State): Snapshot =>
  settings.pressCovered ? { masked: true, pressCovered: true } : { masked: true };

function hereOf(panel: ConnectedPanel, tabId: number | null, alive: boolean): Here {
  if (panel.kind === 'page' && panel.tabId !== tabId) return 'page';
  if (!alive) return 'lostTab';
  return panel.tabId === tabId ? 'here' : 'otherTab';
}
