import { isTicked, type Tick as TickId } from '@/lib/session';
import { Tick } from '../../shared/controls/Tick';
import { usePanel } from '../context';
import type { SheetProps } from './sheet-props';

/** Ticks with a box. `pressing` has a button of its own. */
export type ShownTick = Exclude<TickId, 'pressing'>;

export function Ticks({
  ticks,
  view,
  label,
}: Pick<SheetProps, 'view'> & {
  ticks: readonly ShownTick[];
  label(tick: ShownTick): string;
}) {
  const { act } = usePanel();
  return (
    <div class="ticks">
      {ticks.map((tick) => (
        <Tick
          key={tick}
          on={isTicked(view.events, tick)}
          label={label(tick)}
          onChange={(on) => void act({ type: 'record', event: { type: 'ticked', tick, on } })}
        />
      ))}
    </div>
  );
}
