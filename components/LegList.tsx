import { useId } from 'preact/hooks';
import { type LegId, type LegStanding, wholeMinutes } from '@/lib/session';
import { useText } from './text';

/** The six legs: time spent and planned, state, and one press to enter. Keys 1 to 6 do the same. */
export function LegList({
  legs,
  onEnter,
}: {
  legs: readonly LegStanding[];
  onEnter(leg: LegId): void;
}) {
  const text = useText();
  const id = useId();
  return (
    <ul class="legs" aria-label={text('legs')}>
      {legs.map(({ leg, state, spentMs, budgetMinutes, window, visits }, index) => {
        const window_ = text('leg_window', window.min, window.max);
        return (
          <li key={leg}>
            <button
              type="button"
              aria-current={state === 'current' ? 'step' : undefined}
              aria-describedby={`${id}-${leg}`}
              aria-keyshortcuts={String(index + 1)}
              title={window_}
              onClick={() => onEnter(leg)}
            >
              <i class={`dot dot-${state}`} aria-hidden="true" />
              <span class="leg-name">{text(`leg_${leg}`)}</span>
              <span class="leg-minutes" aria-hidden="true">
                {wholeMinutes(spentMs)}/{budgetMinutes}
              </span>
              <span class="unseen">
                {text('leg_minutes', wholeMinutes(spentMs), budgetMinutes)}
              </span>
            </button>
            <span class="unseen" id={`${id}-${leg}`}>
              {[text(`state_${state}`), visits > 1 ? text.count('visits', visits) : '', window_]
                .filter(Boolean)
                .join(', ')}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
