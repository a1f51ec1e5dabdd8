import { dateText } from '@/lib/text';
import { useText } from '../../shared/text';
import { PlotHost } from './PlotHost';

const HEIGHT = 200;
const TOP = 32;
const BOTTOM = 26;
const START = 26;
/** Room for the names of ranges, where the plot is wide enough for them. */
const BANDS = 168;
const BANDS_FROM = 520;
/** The least distance of two dates under the plot, and of two values over its line. */
const DATE_ROOM = 64;
const VALUE_ROOM = 22;

export interface TrendPoint {
  readonly at: number;
  readonly value: number;
  readonly label: string;
  /** Said under the point, which has a ring then; empty for none. */
  readonly mark: string;
}

/** Values over time on their instrument's whole range. The line goes by days, not by number. */
export function TrendPlot({
  name,
  points,
  from,
  to,
  bands,
  upward,
}: {
  name: string;
  /** The earliest first; two or more. */
  points: readonly TrendPoint[];
  from: number;
  to: number;
  bands: readonly { readonly from: number; readonly to: number; readonly label: string }[];
  /** What more of it means; empty when neither is better. */
  upward: string;
}) {
  const text = useText();
  const dates = new Intl.DateTimeFormat(text.locale, { day: 'numeric', month: 'short' });
  const [first] = points;
  const last = points.at(-1);
  const span = Math.max(1, (last?.at ?? 0) - (first?.at ?? 0));
  return (
    <>
      <PlotHost name={name} height={HEIGHT}>
        {(width) => {
          const withBands = bands.length > 0 && width >= BANDS_FROM;
          const end = width - (withBands ? BANDS : 12);
          const inner = 20;
          const x = (at: number) =>
            START + inner + ((at - (first?.at ?? 0)) / span) * (end - START - 2 * inner);
          const y = (value: number) =>
            HEIGHT - BOTTOM - ((value - from) / (to - from)) * (HEIGHT - BOTTOM - TOP);
          const dated = spread(
            points.map(({ at }) => x(at)),
            DATE_ROOM,
          );
          const valued = spread(
            points.map(({ at }) => x(at)),
            VALUE_ROOM,
          );
          return (
            <>
              {bands.slice(1).map((band) => (
                <line
                  key={band.from}
                  class="plot-grid"
                  x1={START}
                  x2={end}
                  y1={y(band.from)}
                  y2={y(band.from)}
                />
              ))}
              <line class="plot-axis" x1={START} x2={end} y1={y(from)} y2={y(from)} />
              <text class="plot-text" x={START - 6} y={y(from) + 4} text-anchor="end">
                {from}
              </text>
              <text class="plot-text" x={START - 6} y={y(to) + 4} text-anchor="end">
                {to}
              </text>
              {upward !== '' && (
                <text class="plot-text" x={START} y={TOP - 16}>
                  {upward}
                </text>
              )}
              {withBands &&
                bands.map((band) => (
                  <text
                    key={band.label}
                    class="plot-text"
                    x={end + 10}
                    y={(y(band.from) + y(band.to)) / 2 + 4}
                  >
                    {band.label}
                  </text>
                ))}
              <polyline
                class="plot-line"
                points={points.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')}
              />
              {points.map(({ at, value, label, mark }, n) => {
                const place = x(at);
                return (
                  <g key={n}>
                    {mark !== '' && <circle class="plot-ring" cx={place} cy={y(value)} r={8} />}
                    <circle class="plot-dot" cx={place} cy={y(value)} r={3.5} />
                    {valued.has(n) && (
                      <text
                        class="plot-text plot-value"
                        x={place}
                        y={y(value) - 12}
                        text-anchor="middle"
                      >
                        {label}
                      </text>
                    )}
                    {mark !== '' && (
                      <text class="plot-text" x={place} y={y(value) + 22} text-anchor="middle">
                        {mark}
                      </text>
                    )}
                    {dated.has(n) && (
                      <text class="plot-text" x={place} y={HEIGHT - 8} text-anchor="middle">
                        {dates.format(at)}
                      </text>
                    )}
                  </g>
                );
              })}
            </>
          );
        }}
      </PlotHost>
      {bands.length > 1 && (
        <p class="dim plot-bands">{bands.map(({ label }) => label).join(' \u00b7 ')}</p>
      )}
      {first && last && (
        <p class="dim">
          {text(
            'plot_fromTo',
            first.label,
            dateText(first.at, text.locale),
            last.label,
            dateText(last.at, text.locale),
          )}
        </p>
      )}
    </>
  );
}

/** Which of these places have a label: none is nearer than `room` to another; the last has one. */
function spread(places: readonly number[], room: number): ReadonlySet<number> {
  const last = places.length - 1;
  const shown = new Set([last]);
  let before = Number.NEGATIVE_INFINITY;
  places.forEach((place, n) => {
    if (place - before < room || (places[last] ?? 0) - place < room) return;
    shown.add(n);
    before = place;
  });
  return shown;
}
