import type { Cue, CueId } from '@/lib/session';
import { useChange } from '../../shared/use-change';
import { usePanel } from '../context';

/** The milestones that the system may tell of, in minutes. */
const NOTICES: Readonly<Partial<Record<CueId, 15 | 10 | 5 | 0>>> = {
  left15: 15,
  left10: 10,
  left5: 5,
  left0: 0,
};

/** Has the system tell of a milestone when it comes while nobody sees the panel. */
export function useNotice(cue: Cue | null, wanted: boolean): void {
  const { send } = usePanel();
  useChange(cue?.id, () => {
    const minutes = cue?.milestone ? NOTICES[cue.id] : undefined;
    if (wanted && minutes !== undefined) void send({ type: 'notify', minutes });
  });
}
