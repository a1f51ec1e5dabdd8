import type { HostMessage, ToHost } from '../messaging';
import type { Signal } from '../sensor';
import type { EpochMs, Meeting } from '../session';
import { type Followed, follow, NOT_YET, type Noticed, type Sign } from '../sites';
import type { Overlay } from './host';
import { masksOn } from './share-guard';

export interface AttendParts {
  /**
   * Makes the overlay of this page, or resolves with null if that can't be done now. The overlay
   * asks for the meeting, and tells when a session opens.
   */
  overlay(meeting: () => Meeting | null, onBusy: (busy: boolean) => void): Promise<Overlay | null>;
  /** The meeting that the page's address is of. */
  here(): Meeting | null;
  /** How far along its call the page looks. */
  sign(): Sign | null;
  now(): EpochMs;
  send(message: HostMessage): void;
  /** Ends everything, when the browser takes this site's permission back. */
  withdraw(origins: readonly string[]): void;
}

/** What the script of a call page does when something happens. */
export interface Attendance {
  /** The page's address may have changed. */
  update(): void;
  /** Looks how the call stands. */
  look(): void;
  /** The page's sensor has told something. */
  hear(signal: Signal): void;
  /** The background has told something. */
  told(message: ToHost): void;
}

/**
 * Shows the panel in the top frame of a page as long as there is a meeting, a session that runs, or
 * somebody who asked for it, and the panel is in no other place. The overlay is made when it is
 * first wanted. Until then, a share of the screen masks the panels in other places.
 */
export function attend(parts: AttendParts): Attendance {
  /** Inner frames that are a meeting, by their ids. */
  const inner = new Map<number, { readonly meeting: Meeting; readonly sign: Sign | null }>();
  let asked = false;
  let busy = false;
  /** Whether the session of this tab was going on when its page was loaded. */
  let runs = false;
  let elsewhere = false;
  let shown: boolean | null = null;
  let known = '';
  let media: Noticed['media'] = 'none';
  let followed: Followed = NOT_YET;
  /** The share that was told last, which an overlay that is made later has to know. */
  let share: Signal | null = null;
  let overlay: Overlay | null = null;
  let making = false;

  const first = () => inner.values().next().value ?? null;
  const meeting = () => parts.here() ?? first()?.meeting ?? null;
  const onBusy = (now: boolean) => {
    busy = now;
    if (!now) runs = false;
    update();
  };
  const make = async () => {
    if (overlay || making) return;
    making = true;
    try {
      overlay = await parts.overlay(meeting, onBusy);
    } catch {
      // What can't be made now is tried again.
    }
    making = false;
    if (!overlay) return;
    tellCall();
    if (share) overlay.sense(share);
    if (shown) overlay.show();
  };

  const tellCall = () => overlay?.tellCall(followed.call, followed.since, media === 'connected');
  const look = () => {
    const sign = first()?.sign ?? parts.sign();
    const room = meeting() !== null;
    followed = follow(followed, { room, media, sign, now: parts.now() });
    tellCall();
    // What couldn't be made when it was wanted is tried again.
    if (shown) void make();
  };
  const hear = (signal: Signal) => {
    const told = MEDIA[signal];
    if (told === undefined) share = signal;
    if (overlay) overlay.sense(signal);
    // Nobody has said yet what this page's shares should mask.
    else if (masksOn('always', signal)) parts.send({ type: 'mask' });
    if (told === undefined) return;
    media = told;
    look();
  };
  const update = () => {
    const now = JSON.stringify(meeting());
    if (now !== known) parts.send({ type: 'moved', meeting: meeting() });
    known = now;
    // A page that leaves its meeting must not take a session's panel away.
    const wanted = !elsewhere && (meeting() !== null || asked || runs || (busy && shown === true));
    look();
    if (wanted === shown) return;
    shown = wanted;
    if (overlay && wanted) overlay.show();
    else if (wanted) void make();
    else overlay?.hide();
    parts.send({ type: 'attend', shown: wanted });
  };

  return {
    update,
    look,
    hear,
    told(message) {
      switch (message.type) {
        case 'show':
          asked = true;
          // The panel may have been closed in its other place without a word.
          elsewhere = false;
          break;
        case 'running':
          if (shown || elsewhere) break;
          runs = true;
          // So that it is over when nothing here says otherwise.
          followed = { ...followed, call: 'in', since: parts.now() };
          break;
        case 'elsewhere':
          elsewhere = message.on;
          // A background that was started anew asks by this for what the panel there is of.
          known = '';
          break;
        case 'withdrawn':
          parts.withdraw(message.origins);
          break;
        case 'sensed':
          hear(message.signal);
          break;
        case 'innerRoom':
          if (message.meeting)
            inner.set(message.frameId, { meeting: message.meeting, sign: message.sign });
          else inner.delete(message.frameId);
      }
      update();
    },
  };
}

const MEDIA: Readonly<Partial<Record<Signal, Noticed['media']>>> = {
  mediaConnected: 'connected',
  mediaLive: 'live',
  mediaNone: 'none',
};

/** Whether a match pattern such as `https://*.example.org/*` covers pages of this host. */
export function covers(pattern: string, hostname: string): boolean {
  const host = pattern.replace(/^https:\/\//, '').split('/')[0] ?? '';
  return host.startsWith('*.') ? `.${hostname}`.endsWith(host.slice(1)) : host === hostname;
}
