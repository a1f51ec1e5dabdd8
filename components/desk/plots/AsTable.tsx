import { useId } from 'preact/hooks';
import { useText } from '../../shared/text';

/** What a plot shows, as a table behind a press. */
export function AsTable({
  name,
  summary,
  what,
  columns,
  rows,
  open = false,
}: {
  name: string;
  /** What the press says; that it is a table, if left out. */
  summary?: string;
  /** How a cell is read, where that isn't plain. */
  what?: string;
  columns: readonly string[];
  /** The first cell of each names its row. */
  rows: readonly (readonly (string | number)[])[];
  /** Whether it is there without a press, as when no plot is drawn. */
  open?: boolean;
}) {
  const text = useText();
  const id = useId();
  const table = (
    <table class="desk-table" aria-label={name} aria-describedby={what && id}>
      <thead>
        <tr>
          {columns.map((column, n) => (
            <th key={n} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            <th scope="row">{row[0]}</th>
            {row.slice(1).map((cell, n) => (
              <td key={n}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  const whole = (
    <>
      {what && (
        <p id={id} class="dim">
          {what}
        </p>
      )}
      {table}
    </>
  );
  if (open) return whole;
  return (
    <details class="fold">
      <summary>{summary ?? text('plot_table')}</summary>
      {whole}
    </details>
  );
}

/** How many of the results that a trend needs are there, in place of the trend. */
export function Early({
  count,
  of,
  why = 'plot_earlyWhy',
}: {
  count: number;
  of: number;
  why?: 'plot_earlyWhy' | 'practice_earlyWhy';
}) {
  const text = useText();
  return (
    <p class="early">
      <span class="early-dots" aria-hidden="true">
        {Array.from({ length: of }, (_, n) => (
          <i key={n} class={n < count ? 'early-there' : ''} />
        ))}
      </span>
      <span>
        <strong>{text('plot_early')}</strong> {text(why, of)}
      </span>
    </p>
  );
}
