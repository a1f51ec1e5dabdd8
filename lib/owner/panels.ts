import type { Guest, Here, Line, Press, Snapshot } from '../messaging';
import type { Place } from '../session';
import type { State } from './state';
import { practiceView, resumedBy, viewOf } from './view';

/** The panels that are let in now, and where their tabs are. */
export class Panels {
  readonly #lines = new Map<Guest, Line>();
  /** Of which session, and whether from while it was locked, each panel was told what it goes on with. */
  readonly #resumed = new Map<Guest, string>();
  /** Where each tab is now, for tabs that have moved since their panel was let in. */
  readonly #places = new Map<number, Place | null>();

  add(guest: Guest, line: Line): void {
    this.#lines.set(guest, line);
  }

  remove(guest: Guest): void {
    this.#lines.delete(guest);
    this.#resumed.delete(guest);
  }

  /** The panels, in the order in which they came. */
  all(): readonly Guest[] {
    return [...this.#lines.keys()];
  }

  moved(tabId: number, place: Place | null): void {
    this.#places.set(tabId, place);
  }

  closed(tabId: number): void {
    this.#places.delete(tabId);
  }

  /** The meeting that a panel's tab is at now. */
  placeOf({ tabId, place }: Guest): Place | null {
    const moved = tabId === null ? undefined : this.#places.get(tabId);
    return moved === undefined ? place : moved;
  }

  /** The tab of each panel, by the panel's id. Those without a tab are left out. */
  present(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      this.all().flatMap(({ id, tabId }) => (tabId === null ? [] : [[id, tabId]])),
    );
  }

  /** Hands a key on to the panel that came last in the first of these tabs that has one. False if none has. */
  press(press: Press, tabIds: readonly (number | null)[]): boolean {
    const guest = tabIds
      .map((tab) => this.all().findLast((one) => tab !== null && one.tabId === tab))
      .find((one) => one !== undefined);
    if (guest) this.#lines.get(guest)?.press(press);
    return guest !== undefined;
  }

  /**
   * Shows these panels what they may see.
   * @param alive whether the session's tab is there
   */
  show(guests: readonly Guest[], state: State, masked: boolean, alive: boolean): void {
    for (const guest of guests) {
      // Masked, a panel may drop what was on its way to it.
      if (masked) this.#resumed.delete(guest);
      const snapshot = masked ? maskedView(state) : this.#viewFor(guest, state, alive);
      this.#lines.get(guest)?.show(snapshot);
    }
  }

  #viewFor(guest: Guest, state: State, alive: boolean): Snapshot {
    const place = this.placeOf(guest);
    const here = hereOf(guest, state.memory?.tabId ?? null, alive);
    const { session } = state;
    const of = `${session?.id} ${state.lock}`;
    const resumes = this.#resumed.get(guest) !== of;
    this.#resumed.set(guest, of);
    return {
      masked: false,
      lock: state.lock,
      problem: state.problem,
      practice: practiceView(state, place),
      session: session && {
        ...viewOf(session, state, here, place),
        resumed: resumes ? resumedBy(guest, state.drafts) : null,
      },
    };
  }
}

/** A masked panel is told nothing but a choice that its button needs. */
const maskedView = ({ practice: { settings } }: State): Snapshot =>
  settings.pressCovered ? { masked: true, pressCovered: true } : { masked: true };

function hereOf(guest: Guest, tabId: number | null, alive: boolean): Here {
  if (guest.kind === 'page' && guest.tabId !== tabId) return 'page';
  if (!alive) return 'lostTab';
  return guest.tabId === tabId ? 'here' : 'otherTab';
}
