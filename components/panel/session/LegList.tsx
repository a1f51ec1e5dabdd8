import { useId } from 'preact/hooks';
import { type LegId, type LegStanding, MINUTE, wholeMinutes } from '@/lib/session';
import { useLegNames } from '../../shared/leg-names';
import { useText } from '../../shared/text';
import type { LegRowState } from '../hooks/use-leg-row';

/**
 * Minutes a leg's time is compared with: for a leg ahead its share of the time left, else its
 * budget.
 */
const plannedFor = ({ state, aheadMs, budgetMinutes }: LegStanding): number =>
  state === 'notVisited' ? Math.round(aheadMs / MINUTE) : budgetMinutes;

/**
 * The six legs with time spent and planned, state, and one press to enter. Keys 1 to 6 do the same.
 */
export function LegList({
  legs,
  row,
  onEnter,
}: {
  legs: readonly LegStanding[];
  /** The row of the current leg, which its button opens and closes; null where there is none. */
  row: LegRowState | null;
  onEnter(leg: LegId): void;
}) {
  const text = useText();
  const { name } = useLegNames();
  const id = useId();
  return (
    <ul class="legs" aria-label={text('legs')}>
      {legs.map((standing, index) => {
        const { leg, state, spentMs, window, visits } = standing;
        const usual = text('leg_window', window.min, window.max);
        const planned = plannedFor(standing);
        return (
          <li key={leg}>
            <button
              type="button"
              aria-current={state === 'current' ? 'step' : undefined}
              aria-expanded={state === 'current' ? row?.open : undefined}
              aria-describedby={`${id}-${leg}`}
              aria-keyshortcuts={String(index + 1)}
              title={usual}
              onClick={() => (row && state === 'current' ? row.toggle() : onEnter(leg))}
            >
              <i class={`dot dot-${state}`} aria-hidden="true" />
              <span class="leg-name">{name(leg)}</span>
              <span class="leg-minutes" aria-hidden="true">
                {wholeMinutes(spentMs)}/{planned}
              </span>
              <span class="unseen">{text('leg_minutes', wholeMinutes(spentMs), planned)}</span>
            </button>
            <span class="unseen" id={`${id}-${leg}`}>
              {[text(`state_${state}`), visits > 1 ? text.count('visits', visits) : '', usual]
                .filter(Boolean)
                .join(', ')}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
