import type { Cue, CueId } from '@/lib/session';
import { useChange } from '../../shared/use-change';
import { usePanel } from '../context';

/** The milestones with a system notice, in minutes. */
const NOTICES: Readonly<Partial<Record<CueId, 15 | 10 | 5 | 0>>> = {
  left15: 15,
  left10: 10,
  left5: 5,
  left0: 0,
};

/** Shows a system notice at a milestone while nobody can see the panel. */
export function useNotice(cue: Cue | null, wanted: boolean): void {
  const { send } = usePanel();
  useChange(cue?.id, () => {
    const minutes = cue?.milestone ? NOTICES[cue.id] : undefined;
    if (wanted && minutes !== undefined) void send({ type: 'notify', minutes });
  });
}
