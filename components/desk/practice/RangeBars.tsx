import type { Range } from '@/lib/look-back';

/** Counts by range, as a table whose numbers have bars. */
export function RangeBars({
  name,
  columns,
  ranges,
  label,
}: {
  name: string;
  columns: readonly [range: string, count: string];
  ranges: readonly Range[];
  label(range: Range): string;
}) {
  const most = Math.max(1, ...ranges.map(({ count }) => count));
  return (
    <table class="range-bars" aria-label={name}>
      <thead class="unseen">
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ranges.map((range) => (
          <tr key={range.from}>
            <th scope="row">{label(range)}</th>
            <td>
              <span
                class="range-bar"
                aria-hidden="true"
                style={{ inlineSize: `${(range.count / most) * 100}%` }}
              />
              <span class="range-count">{range.count}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
