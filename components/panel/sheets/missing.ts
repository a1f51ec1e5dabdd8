import type { SessionView } from '@/lib/messaging';
import { latestText } from '@/lib/notes';
import { isTicked, type LegId, lastOf, type Timeline } from '@/lib/session';
import { saidAtEnd, saidIn } from './said';

type View = Pick<SessionView, 'client' | 'events' | 'notes'>;

const has = ({ notes }: View, kind: SessionView['notes'][number]['kind']): boolean =>
  notes.some((note) => note.kind === kind);

/** Topics that may still be taken up: those that aren't the focus. */
export const topicsIn = (view: Pick<View, 'notes'>): SessionView['notes'] => {
  const focus = latestText(view.notes, 'focus');
  return view.notes.filter((note) => note.topic !== null && note.text !== focus);
};

/** The focus or topic that was noted last. */
export const lastRaised = ({ notes }: Pick<View, 'notes'>): SessionView['notes'][number] | null =>
  notes.findLast(({ kind }) => kind === 'focus' || kind === 'topic') ?? null;

/** When the focus shifted, until a new one is noted or another leg is entered; else null. */
export function shiftedAt(view: View, { startedAt }: Pick<Timeline, 'startedAt'>): number | null {
  const shifted = lastOf(view.events, 'focusShifted');
  const entered = lastOf(view.events, 'legEntered');
  const focus = view.notes.findLast(({ kind }) => kind === 'focus');
  const open =
    shifted && entered && shifted.at >= entered.at && (focus?.intoMs ?? 0) < shifted.at - startedAt;
  return open ? shifted.at : null;
}

/**
 * Whether a leg lacks something that its row in the bar is for: what is to be said or asked, a
 * focus, the place of a topic, a takeaway, or a plan that the client has chosen.
 */
export function isLacking(leg: LegId, view: View, session: Pick<Timeline, 'startedAt'>): boolean {
  switch (leg) {
    case 'opening':
      return saidIn(view).some((tick) => !isTicked(view.events, tick));
    case 'agenda':
      return !has(view, 'focus') || topicsIn(view).some(({ topic }) => topic === 'open');
    case 'exploration':
      return !has(view, 'focus') || shiftedAt(view, session) !== null;
    case 'integration':
      return !has(view, 'takeaway');
    case 'planning':
      return !view.notes.some(({ plan }) => plan?.chosen);
    case 'closing':
      return saidAtEnd(view).some((tick) => !isTicked(view.events, tick));
  }
}
