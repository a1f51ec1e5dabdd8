import {
  cueAt,
  type EpochMs,
  type NoticeMinutes,
  nextMilestone,
  noticeOf,
  timeline,
} from '../session';
import type { State } from './state';

type Noticed = Pick<State, 'session' | 'practice'>;

/** When the next notice of a running session may be due, or null for never. */
export function nextNotice({ session, practice }: Noticed, now: EpochMs): EpochMs | null {
  if (!session || !practice.settings.notify) return null;
  const { phase, endsAt } = timeline(session.plan, session.events, now);
  return phase === 'ended' ? null : nextMilestone(endsAt, now);
}

/** How many minutes before the end a notice says now, or null when there is nothing to say. */
export function noticeNow({ session, practice }: Noticed, now: EpochMs): NoticeMinutes | null {
  const { notify, cuesOff } = practice.settings;
  if (!session || !notify) return null;
  return noticeOf(cueAt(timeline(session.plan, session.events, now), cuesOff));
}
