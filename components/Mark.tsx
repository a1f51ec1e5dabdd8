import { LEGS, type LegStanding, type LegState } from '@/lib/session';
import { useText } from './text';

/** Where each leg of the figure ends, in the legs' order: three above, three below. */
const FEET = [
  [4.6, 6.2],
  [12, 3.2],
  [19.4, 6.2],
  [4.6, 17.8],
  [12, 20.8],
  [19.4, 17.8],
] as const;

/**
 * The six-legged figure: the product's mark, and with `legs` the coverage of a session. States differ by
 * shape (dashed, solid, solid with a large foot), never by colour alone.
 */
export function Mark({ legs, size = 24 }: { legs?: readonly LegStanding[]; size?: number }) {
  const text = useText();
  const stateOf = (index: number): LegState => legs?.[index]?.state ?? 'visited';
  const label = legs
    ?.map(({ leg, state }) => `${text(`leg_${leg}`)}: ${text(`state_${state}`)}`)
    .join(', ');
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
        const state = stateOf(index);
        return (
          <g key={leg} class={`mark-${state}`}>
            <path d={`M12 12 ${x} ${y}`} />
            {state !== 'notVisited' && <circle cx={x} cy={y} r={state === 'current' ? 2.6 : 1.7} />}
          </g>
        );
      })}
      <circle class="mark-body" cx="12" cy="12" r="2.7" />
    </svg>
  );
}
