import type { Note } from '@/lib/notes';
import { MINUTE, sharedMinutes, type Timeline } from '@/lib/session';
import { timeText } from '@/lib/text';
import { useLegNames } from '../../shared/leg-names';
import { useText } from '../../shared/text';

/** Minutes between the lines of the grid. */
const GRID = 10;

/**
 * A session as it went: one lane for each leg, notes as ticks, interruptions as gaps, the agreed
 * end as a line. It says in a picture what the minutes beside it say in numbers.
 */
export function Staff({
  session,
  notes,
  utcOffset,
}: {
  session: Timeline;
  notes: readonly Pick<Note, 'id' | 'leg' | 'intoMs'>[];
  utcOffset: number;
}) {
  const text = useText();
  const { name, letter } = useLegNames();
  const { legs, stretches, interruptions, elapsedMs, startedAt, endsAt } = session;
  const agreed = endsAt - startedAt;
  const whole = Math.max(elapsedMs, agreed, MINUTE);
  const at = (ms: number) => ({ insetInlineStart: `${(ms / whole) * 100}%` });
  const span = (from: number, to: number) => ({
    ...at(from),
    inlineSize: `${((to - from) / whole) * 100}%`,
  });
  const minutes = sharedMinutes(legs.map(({ spentMs }) => spentMs));
  const grid = Array.from(
    { length: Math.floor(whole / MINUTE / GRID) },
    (_, index) => (index + 1) * GRID,
  );
  return (
    <div>
      <table class="staff-table" aria-label={text('summary_minutes')}>
        <tbody>
          {legs.map(({ leg, budgetMinutes, visits }, index) => (
            <tr key={leg}>
              <th scope="row">
                <span class="leg-letter" aria-hidden="true">
                  {letter(leg)}
                </span>
                {name(leg)}
              </th>
              <td class="staff-lane" aria-hidden="true">
                {grid.map((minute) => (
                  <i key={minute} class="staff-grid" style={at(minute * MINUTE)} />
                ))}
                {interruptions.map(({ from, to }) => (
                  <i key={from} class="staff-off" style={span(from, to)} />
                ))}
                {stretches
                  .filter((stretch) => stretch.leg === leg)
                  .map(({ from, to }) => (
                    <i key={from} class="staff-bar" style={span(from, to)} />
                  ))}
                {notes
                  .filter((note) => note.leg === leg && note.intoMs <= whole)
                  .map(({ id, intoMs }) => (
                    <i key={id} class="staff-note" style={at(intoMs)} />
                  ))}
                <i class="staff-stop" style={at(agreed)} />
              </td>
              <td class="staff-minutes">
                {visits === 0
                  ? text('staff_notVisited')
                  : text('summary_minutesOf', minutes[index] ?? 0, budgetMinutes)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="staff-axis" aria-hidden="true">
        <span class="staff-scale">
          <span style={at(0)}>{timeText(startedAt, text.locale, utcOffset)}</span>
          {grid
            .filter((minute) => whole - minute * MINUTE > 6 * MINUTE)
            .map((minute) => (
              <span key={minute} style={at(minute * MINUTE)}>
                {text.count('minutes_short', minute)}
              </span>
            ))}
          <span class="staff-agreed" style={at(agreed)}>
            {text('staff_agreed', timeText(endsAt, text.locale, utcOffset))}
          </span>
        </span>
      </p>
    </div>
  );
}
