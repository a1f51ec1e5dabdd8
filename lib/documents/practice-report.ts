import { type Attendance, type Ending, LEAST_GROUP, type LegBalance } from '../look-back';
import type { Text } from '../text';
import { monthText } from './month-text';

/** What a report is made of. */
export interface PracticeReport {
  readonly attendance: readonly Attendance[];
  readonly balances: readonly LegBalance[];
  readonly endings: readonly (readonly Ending[])[];
  readonly clients: number;
}

/**
 * A look back as Markdown, without codes, names or days. A count from 1 to 4 is left out, and so is
 * a median of fewer than five sessions, so that nobody can be told from it.
 */
export function practiceReport(
  { attendance, balances, endings, clients }: PracticeReport,
  text: Text,
): string {
  const few = text('report_few', LEAST_GROUP);
  const count = (n: number) => (n > 0 && n < LEAST_GROUP ? few : String(n));
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) => [
    row(head),
    row(head.map(() => '---')),
    ...rows.map(row),
  ];
  const minutes = (n: number) => String(Math.round(n)).replace('-', '\u2212');
  const ends = endings.flat();
  const within = (from: number, to: number) =>
    count(ends.filter((one) => one.minutes >= from && one.minutes <= to).length);
  return [
    `# ${text('report_title')}`,
    '',
    text('report_what', LEAST_GROUP),
    '',
    text('report_clients', count(clients)),
    '',
    `## ${text('practice_months')}`,
    '',
    ...table(
      [
        text('practice_month'),
        text('practice_held'),
        text('practice_late'),
        text('practice_missed'),
        text('practice_cancelled'),
      ],
      attendance.map(({ month, held, late, missed, cancelled }) => [
        monthText(month, text),
        count(held),
        count(late),
        count(missed),
        count(cancelled),
      ]),
    ),
    '',
    `## ${text('practice_legs')}`,
    '',
    ...table(
      [text('search_leg'), text('practice_budget'), text('practice_median')],
      balances.map(({ leg, budget, months }) => {
        const last = months.findLast((month) => month !== null && month.count >= LEAST_GROUP);
        return [text(`leg_${leg}`), minutes(budget), last ? minutes(last.median) : few];
      }),
    ),
    '',
    `## ${text('practice_ends')}`,
    '',
    ...table(
      [text('report_end'), text('practice_held')],
      [
        [text('report_early'), within(Number.NEGATIVE_INFINITY, -2)],
        [text('report_onTime'), within(-1, 1)],
        [text('report_over'), within(2, 5)],
        [text('report_longOver'), within(6, Number.POSITIVE_INFINITY)],
      ],
    ),
    '',
  ].join('\n');
}
