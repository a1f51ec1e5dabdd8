import type { Middle } from '@/lib/look-back';
import { Grid } from './Grid';
import { PlotHost } from './PlotHost';

const HEIGHT = 96;
const TOP = 10;
const BOTTOM = 22;
const START = 28;

/** Medians by month with the middle half of each. All of it lies from `from` to `to`. */
export function MiddlePlot({
  name,
  months,
  from,
  to,
  grid,
  label,
  first,
  last,
}: {
  name: string;
  /** Null for a month without anything. */
  months: readonly (Middle | null)[];
  /** The values at the bottom and at the top. */
  from: number;
  to: number;
  /** Values with a line; the one at 0 is the axis. */
  grid: readonly number[];
  label(value: number): string;
  /** What the first and the last month are called. */
  first: string;
  last: string;
}) {
  const y = (value: number) => TOP + ((to - value) / (to - from)) * (HEIGHT - BOTTOM - TOP);
  return (
    <PlotHost name={name} height={HEIGHT} least={140}>
      {(width) => {
        const step = (width - START - 8) / Math.max(1, months.length - 1);
        const x = (n: number) => START + 4 + n * step;
        const known = months.flatMap((month, n) => (month ? [{ n, ...month }] : []));
        const end = known.at(-1);
        return (
          <>
            <Grid values={grid} y={y} from={START} to={width} label={label} />
            {known.map(({ n, low, high }) => (
              <line key={n} class="plot-half" x1={x(n)} x2={x(n)} y1={y(low)} y2={y(high)} />
            ))}
            <polyline
              class="plot-line"
              points={known.map(({ n, median }) => `${x(n)},${y(median)}`).join(' ')}
            />
            {end && <circle class="plot-dot" cx={x(end.n)} cy={y(end.median)} r={3.5} />}
            <text class="plot-text" x={START} y={HEIGHT - 6}>
              {first}
            </text>
            {months.length > 1 && (
              <text class="plot-text" x={width} y={HEIGHT - 6} text-anchor="end">
                {last}
              </text>
            )}
          </>
        );
      }}
    </PlotHost>
  );
}
