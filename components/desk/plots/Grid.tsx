/** The lines that a plot is read by, each with its value at the start; the one at 0 is the axis. */
export function Grid({
  values,
  y,
  from,
  to,
  label,
}: {
  values: readonly number[];
  y(value: number): number;
  /** Where the lines begin and end. */
  from: number;
  to: number;
  label(value: number): string;
}) {
  return values.map((value) => (
    <g key={value}>
      <line
        class={value === 0 ? 'plot-axis' : 'plot-grid'}
        x1={from}
        x2={to}
        y1={y(value)}
        y2={y(value)}
      />
      <text class="plot-text" x={from - 6} y={y(value) + 4} text-anchor="end">
        {label(value)}
      </text>
    </g>
  ));
}
