import type { ComponentChildren } from 'preact';
import type { LegId } from '@/lib/session';
import { IconButton } from '../controls/IconButton';
import { useLegNames } from '../leg-names';
import { useText } from '../text';

/** The legs in planned order, each with buttons to move it up and down. */
export function LegOrder({
  order,
  onOrder,
  children = () => null,
}: {
  order: readonly LegId[];
  onOrder(order: readonly LegId[]): void;
  /** What else is shown for a leg. */
  children?(leg: LegId): ComponentChildren;
}) {
  const text = useText();
  const { name } = useLegNames();
  const move = (index: number, by: -1 | 1) => {
    const next = [...order];
    const [leg] = next.splice(index, 1);
    if (leg) next.splice(index + by, 0, leg);
    onOrder(next);
  };
  return (
    <ol class="leg-order" aria-label={text('legs_order')}>
      {order.map((leg, index) => (
        <li key={leg}>
          <span class="leg-name">{name(leg)}</span>
          {children(leg)}
          <IconButton
            icon="up"
            disabled={index === 0}
            label={text('legs_up', name(leg))}
            onClick={() => move(index, -1)}
          />
          <IconButton
            icon="down"
            disabled={index === order.length - 1}
            label={text('legs_down', name(leg))}
            onClick={() => move(index, 1)}
          />
        </li>
      ))}
    </ol>
  );
}
