import type { Sign } from './site';

/** What can be noticed about a call at one instant. */
export interface Noticed {
  /** Whether the address names a room. */
  readonly room: boolean;
  /**
   * `connected`: a peer connection is up. `live`: camera or microphone is in use. `none`: neither,
   * or unknown.
   */
  readonly media: 'connected' | 'live' | 'none';
  /** What the page's signs say; null if none is found. */
  readonly sign: Sign | null;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What is known so far about a call. */
export interface Followed {
  readonly call: 'before' | 'in' | 'over';
  /** When this call began, or when it seems to have ended, in epoch milliseconds; null before. */
  readonly since: number | null;
  /** Whether this call had a peer connection. If so, the end of the connection may end the call. */
  readonly byMedia: boolean;
  /**
   * Since when everything says that the call is over, in epoch milliseconds; null while anything
   * says otherwise.
   */
  readonly quietSince: number | null;
}

export const NOT_YET: Followed = {
  call: 'before',
  since: null,
  byMedia: false,
  quietSince: null,
};

/**
 * Milliseconds for which a call must seem over before it counts as over. Pages reload, and
 * connections come back.
 */
export const GRACE = 12_000;

/**
 * Updates what is known about a call: first from the page's media, then from its signs, then from
 * its address. The result is a guess, so callers may offer to start or end a session, but must not
 * do it.
 */
export function follow(before: Followed, { room, media, sign, now }: Noticed): Followed {
  if (media === 'connected' || (sign === 'call' && room))
    return {
      call: 'in',
      since: before.call === 'in' ? before.since : now,
      byMedia: before.byMedia || media === 'connected',
      quietSince: null,
    };
  if (before.call !== 'in') return before;
  const left = !room || sign === 'left' || sign === 'lobby';
  // Without a peer connection, only a sign or the address can end the call.
  const gone = left || (before.byMedia && media === 'none');
  if (!gone) return { ...before, quietSince: null };
  const quietSince = before.quietSince ?? now;
  return now - quietSince >= GRACE
    ? { call: 'over', since: quietSince, byMedia: false, quietSince: null }
    : { ...before, quietSince };
}
