import type { Ending } from '@/lib/look-back';
import { Grid } from './Grid';
import { PlotHost } from './PlotHost';

const HEIGHT = 180;
const TOP = 12;
const BOTTOM = 24;
const START = 32;
/** Minutes at the top and at the bottom. Dots beyond lie at the edge. */
const MOST = 15;
const LEAST = -10;
const GRID = [15, 10, 5, 0, -5, -10] as const;

/** How sessions ended, each a dot, by month: minutes after the agreed end. */
export function EndsPlot({
  name,
  months,
  labels,
}: {
  name: string;
  months: readonly (readonly Ending[])[];
  labels: readonly string[];
}) {
  const y = (minutes: number) =>
    TOP + ((MOST - minutes) / (MOST - LEAST)) * (HEIGHT - BOTTOM - TOP);
  return (
    <PlotHost name={name} height={HEIGHT}>
      {(width) => {
        const room = (width - START) / Math.max(1, months.length);
        return (
          <>
            <Grid
              values={GRID}
              y={y}
              from={START}
              to={width}
              label={(value) => (value > 0 ? `+${value}` : String(value).replace('-', '\u2212'))}
            />
            {months.map((endings, n) => {
              const middle = START + room * (n + 0.5);
              return (
                <g key={labels[n]}>
                  {/* What is rare lies over what is usual. */}
                  {placed(endings, room - 8)
                    .toSorted(rareLast)
                    .map(({ key, dx, minutes, end }) => (
                      <Dot key={key} x={middle + dx} y={y(minutes)} end={end} />
                    ))}
                  <text class="plot-text" x={middle} y={HEIGHT - 6} text-anchor="middle">
                    {labels[n]}
                  </text>
                </g>
              );
            })}
          </>
        );
      }}
    </PlotHost>
  );
}

function Dot({ x, y, end }: { x: number; y: number; end: Ending['end'] }) {
  if (end === 'safety') return <path class="plot-safety" d={`M${x} ${y - 5}l5 5-5 5-5-5Z`} />;
  return <circle class={end === 'corrected' ? 'plot-hollow' : 'plot-dot'} cx={x} cy={y} r={2.5} />;
}

/** Which kind of end is drawn after which. */
const DRAWN = { agreed: 0, corrected: 1, safety: 2 } as const;
const rareLast = (one: Pick<Ending, 'end'>, other: Pick<Ending, 'end'>) =>
  DRAWN[one.end] - DRAWN[other.end];

/** Dots of the same minute, or at the same edge, lie beside each other, from the middle out. */
function placed(some: readonly Ending[], room: number) {
  const endings = some.map(({ minutes, end }) => ({
    minutes: Math.max(LEAST, Math.min(MOST, minutes)),
    end,
  }));
  const count = new Map<number, number>();
  for (const { minutes } of endings) count.set(minutes, (count.get(minutes) ?? 0) + 1);
  const widest = Math.max(1, ...count.values());
  const step = Math.min(6, room / widest);
  const seen = new Map<number, number>();
  return endings.map(({ minutes, end }, n) => {
    const before = seen.get(minutes) ?? 0;
    seen.set(minutes, before + 1);
    const side = before % 2 === 0 ? 1 : -1;
    return { key: n, minutes, end, dx: side * Math.ceil(before / 2) * step };
  });
}
