import type { Sign } from './sites';

/** What can be noticed of a call at one instant. */
export interface Noticed {
  /** Whether the address is a room's. */
  readonly room: boolean;
  /** A peer connection is up; camera or microphone are in use; or neither, or nobody can tell. */
  readonly media: 'connected' | 'live' | 'none';
  /** What the page's own signs say; null when they say nothing. */
  readonly sign: Sign | null;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A call as it has been followed so far. */
export interface Followed {
  readonly call: 'before' | 'in' | 'over';
  /** Whether a peer connection was up in this call: then its end is told by that alone. */
  readonly byMedia: boolean;
  /**
   * Since when everything has said that it is over, in epoch milliseconds; null while something
   * says otherwise.
   */
  readonly quietSince: number | null;
}

export const NOT_YET: Followed = { call: 'before', byMedia: false, quietSince: null };

/**
 * How long a call has to seem over before it counts so: pages reload, and connections come back.
 * Milliseconds.
 */
export const GRACE = 12_000;

/**
 * Follows a call by what is noticed: first the page's media, then its signs, then its address. It
 * only ever says how things seem; whoever is told may offer to start or end something, and never do
 * it.
 */
export function follow(before: Followed, { room, media, sign, now }: Noticed): Followed {
  if (media === 'connected' || (sign === 'call' && room))
    return { call: 'in', byMedia: before.byMedia || media === 'connected', quietSince: null };
  if (before.call !== 'in') return before;
  const left = !room || sign === 'left' || sign === 'lobby';
  // Where media was never seen, nothing but a sign or the address says that it is over.
  const gone = left || (before.byMedia && media === 'none');
  if (!gone) return { ...before, quietSince: null };
  const quietSince = before.quietSince ?? now;
  return now - quietSince >= GRACE
    ? { call: 'over', byMedia: false, quietSince: null }
    : { ...before, quietSince };
}
