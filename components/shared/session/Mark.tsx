import { LEGS, type LegId, type LegStanding, type LegState } from '@/lib/session';
import { useLegNames } from '../leg-names';
import { useText } from '../text';

/** The end of each leg of the figure, in the legs' order: three above, three below. */
const FEET = [
  [4.6, 6.2],
  [12, 3.2],
  [19.4, 6.2],
  [4.6, 17.8],
  [12, 20.8],
  [19.4, 17.8],
] as const;

/**
 * The six-legged figure: Perch's mark and, with `legs`, the state of each leg. States differ by
 * shape (dashed, dashed with a bar, solid, solid with a large foot), never by colour alone.
 */
export function Mark({ legs, size = 24 }: { legs?: readonly LegStanding[]; size?: number }) {
  const text = useText();
  const { name } = useLegNames();
  const stateOf = (which: LegId): LegState =>
    legs ? (legs.find(({ leg }) => leg === which)?.state ?? 'notVisited') : 'visited';
  const label = legs?.map(({ leg, state }) => `${name(leg)}: ${text(`state_${state}`)}`).join(', ');
  return (
    <svg
      class="mark"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {LEGS.map((leg, index) => {
        const [x, y] = FEET[index] ?? [12, 12];
        const state = stateOf(leg);
        return (
          <g key={leg} class={`mark-${state}`}>
            <path d={`M12 12 ${x} ${y}`} />
            {state === 'setAside' && <rect x={x - 1.9} y={y - 0.8} width="3.8" height="1.6" />}
            {(state === 'visited' || state === 'current') && (
              <circle cx={x} cy={y} r={state === 'current' ? 2.6 : 1.7} />
            )}
          </g>
        );
      })}
      <circle cx="12" cy="12" r="2.7" />
    </svg>
  );
}
