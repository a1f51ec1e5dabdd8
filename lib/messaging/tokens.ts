/** What a token admits to: the tab it was issued for, and the realm. */
export interface Admission<Realm> {
  readonly tabId: number;
  /**
   * Whether the frame is in a window opened from the tab, where browsers report another tab or
   * none.
   */
  readonly away: boolean;
  readonly realm: Realm;
}

const LIFETIME = 60_000;
const MOST = 200;

/**
 * One-time tokens for panel frames. A token is good once, for one minute, in the tab it was issued
 * for or in a window opened from that tab. Tokens live in memory only: after a restart of the
 * background, a frame asks for another.
 */
export class Tokens<Realm> {
  readonly #issued = new Map<string, Admission<Realm> & { readonly until: number }>();
  readonly #now: () => number;
  readonly #newToken: () => string;

  constructor(now: () => number, newToken: () => string) {
    this.#now = now;
    this.#newToken = newToken;
  }

  issue(admission: Admission<Realm>): string {
    const now = this.#now();
    for (const [token, { until }] of this.#issued)
      if (until < now || this.#issued.size >= MOST) this.#issued.delete(token);
    const token = this.#newToken();
    this.#issued.set(token, { ...admission, until: now + LIFETIME });
    return token;
  }

  /** Uses up a token. Null if the token is unknown, used, too old or another tab's. */
  redeem(token: string | null, tabId: number | null): Admission<Realm> | null {
    const found = token === null ? undefined : this.#issued.get(token);
    if (!found || token === null) return null;
    this.#issued.delete(token);
    const there = found.away || found.tabId === tabId;
    return there && found.until >= this.#now() ? found : null;
  }
}
