import { useId } from 'preact/hooks';
import type { Attendance } from '@/lib/look-back';
import { PlotHost } from './PlotHost';

const HEIGHT = 190;
const TOP = 22;
const AXIS = 130;
const BELOW = 150;
/** Pixels for one session that was not held, where they fit, and for all of a month. */
const UNIT = 3;
const BELOW_ROOM = 36;
/** Pixels that a month's name and the number of its sessions need. */
const LABEL = 34;
const VALUE = 16;

/** Sessions by month: held above the line, the late ones striped; what wasn't held below it. */
export function MonthBars({
  name,
  months,
  label,
}: {
  name: string;
  months: readonly Attendance[];
  /** A month in short. */
  label(month: string): string;
}) {
  const stripes = useId();
  const most = Math.max(1, ...months.map(({ held }) => held));
  const mostNot = Math.max(1, ...months.map(({ missed, cancelled }) => missed + cancelled));
  const unit = Math.min(UNIT, BELOW_ROOM / mostNot);
  return (
    <PlotHost name={name} height={HEIGHT}>
      {(width) => {
        const room = width / months.length;
        const bar = Math.min(28, room * 0.6);
        const scale = (AXIS - TOP) / most;
        // So many months share a label, so that none runs into the next.
        const every = Math.max(1, Math.ceil(LABEL / room));
        return (
          <>
            <defs>
              <pattern
                id={stripes}
                width="4"
                height="4"
                patternTransform="rotate(45)"
                patternUnits="userSpaceOnUse"
              >
                <rect class="plot-past" width="4" height="4" />
                <rect class="plot-stripe" width="2" height="4" />
              </pattern>
            </defs>
            {months.map(({ month, held, late, missed, cancelled }, n) => {
              const x = room * (n + 0.5) - bar / 2;
              const middle = x + bar / 2;
              return (
                <g key={month}>
                  <rect
                    class="plot-past"
                    x={x}
                    y={AXIS - held * scale}
                    width={bar}
                    height={held * scale}
                  />
                  <rect
                    fill={`url(#${stripes})`}
                    x={x}
                    y={AXIS - held * scale}
                    width={bar}
                    height={late * scale}
                  />
                  {held > 0 && (
                    <>
                      <line
                        class="plot-line"
                        x1={x}
                        x2={x + bar}
                        y1={AXIS - held * scale}
                        y2={AXIS - held * scale}
                      />
                      {room > VALUE && (
                        <text
                          class="plot-text plot-value"
                          x={middle}
                          y={AXIS - held * scale - 6}
                          text-anchor="middle"
                        >
                          {held}
                        </text>
                      )}
                    </>
                  )}
                  {n % every === 0 && (
                    <text class="plot-text" x={middle} y={AXIS + 14} text-anchor="middle">
                      {label(month)}
                    </text>
                  )}
                  {cancelled > 0 && (
                    <rect
                      class="plot-outline"
                      x={x}
                      y={BELOW}
                      width={bar}
                      height={cancelled * unit}
                    />
                  )}
                  {missed > 0 && (
                    <rect
                      class="plot-strong"
                      x={x}
                      y={BELOW + cancelled * unit + 2}
                      width={bar}
                      height={missed * unit}
                    />
                  )}
                </g>
              );
            })}
            <line class="plot-axis" x1={0} x2={width} y1={AXIS} y2={AXIS} />
          </>
        );
      }}
    </PlotHost>
  );
}
