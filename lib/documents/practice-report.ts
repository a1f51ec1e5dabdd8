import {
  type Attendance,
  type Count,
  clientsIn,
  type Ending,
  endedBy,
  LEAST_GROUP,
  type LegBalance,
  type Middle,
} from '../look-back';
import { FEEDBACK_QUESTIONS, type FeedbackQuestion } from '../papers';
import type { Text } from '../text';
import { monthText } from './month-text';

/** What a report is made of. */
export interface PracticeReport {
  readonly attendance: readonly Attendance[];
  readonly balances: readonly LegBalance[];
  readonly endings: readonly (readonly Ending[])[];
  readonly clients: number;
  /** What clients have answered, by question and month. */
  readonly answers: Readonly<Record<FeedbackQuestion, readonly (Middle | null)[]>>;
}

/** Whether a look back is of enough clients for a report, so that it is not one person's. */
export const isForReport = (clients: number): boolean => clients >= LEAST_GROUP;

/**
 * A look back as Markdown, without codes, names or days. What is of fewer than five clients is left
 * out, a count as a median, so that nobody can be told from it, and with them a count that could be
 * worked out from the others.
 */
export function practiceReport(
  { attendance, balances, endings, clients, answers }: PracticeReport,
  text: Text,
): string {
  const few = text('report_few', LEAST_GROUP);
  /** Whether a count is of too few clients. Nobody is told by a count of none. */
  const isOfFew = (n: number, of: number) => n > 0 && of < LEAST_GROUP;
  const count = (month: Attendance, what: Count) =>
    isOfFew(month[what], month.clients[what]) ? few : String(month[what]);
  /** How many began late. What is left of the month must not be of few clients either. */
  const late = (month: Attendance) =>
    isOfFew(month.held - month.late, month.clients.onTime) &&
    !isOfFew(month.held, month.clients.held) &&
    !isOfFew(month.late, month.clients.late)
      ? text('report_left')
      : count(month, 'late');
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) => [
    row(head),
    row(head.map(() => '---')),
    ...rows.map(row),
  ];
  const minutes = (n: number) => String(Math.round(n)).replace('-', '\u2212');
  /** The median of the last month with enough, and which it is. */
  const last = (months: readonly (Middle | null)[]) => {
    const at = months.findLastIndex((month) => month !== null && month.clients >= LEAST_GROUP);
    const month = attendance[at]?.month;
    const median = months[at]?.median;
    return month === undefined || median === undefined
      ? few
      : `${minutes(median)} (${monthText(month, text)})`;
  };
  const ends = endedBy(endings.flat());
  // All ends together are as many as the sessions of these months.
  const endMonths = attendance.slice(-endings.length);
  const isMonthHidden = endMonths.some(({ held, clients: of }) => isOfFew(held, of.held));
  const hidden = hiddenOf(ends, isMonthHidden);
  const end = (n: number) => (hidden.has(n) ? text('report_left') : String(ends[n]?.length ?? 0));
  return [
    `# ${text('report_title')}`,
    '',
    text('report_what', LEAST_GROUP),
    '',
    text('report_clients', isOfFew(clients, clients) ? few : clients),
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
      attendance.map((one) => [
        monthText(one.month, text),
        count(one, 'held'),
        late(one),
        count(one, 'missed'),
        count(one, 'cancelled'),
      ]),
    ),
    '',
    `## ${text('practice_legs')}`,
    '',
    ...table(
      [text('search_leg'), text('practice_budget'), text('practice_median')],
      balances.map(({ leg, budget, months }) => {
        return [text(`leg_${leg}`), minutes(budget), last(months)];
      }),
    ),
    '',
    `## ${text('practice_ends')}`,
    '',
    monthsText(
      endMonths.map(({ month }) => month),
      text,
    ),
    '',
    ...table(
      [text('report_end'), text('practice_held')],
      [
        [text('report_early'), end(0)],
        [text('report_onTime'), end(1)],
        [text('report_over'), end(2)],
        [text('report_longOver'), end(3)],
      ],
    ),
    '',
    `## ${text('practice_answers')}`,
    '',
    ...table(
      [text('report_question'), text('report_median')],
      FEEDBACK_QUESTIONS.map((question) => [text(`feedback_${question}`), last(answers[question])]),
    ),
    '',
  ].join('\n');
}

/** From which month to which; the month alone where it is one. */
function monthsText(months: readonly string[], text: Text): string {
  const [first = '', last = ''] = [months[0], months.at(-1)].map(
    (one) => one && monthText(one, text),
  );
  return first === last ? first : text('practice_fromTo', first, last);
}

/**
 * Which groups are left out: those of few clients, and the smallest others until what is left out
 * is two groups or more, and together of enough clients.
 * @param isOther whether a count that these add up to is left out elsewhere
 */
function hiddenOf(groups: readonly (readonly Ending[])[], isOther: boolean): ReadonlySet<number> {
  const isFew = (some: readonly Ending[]) => clientsIn(some) < LEAST_GROUP;
  const few = groups.flatMap((group, n) => (group.length > 0 && isFew(group) ? [n] : []));
  if (few.length === 0 && !isOther) return new Set();
  const others = groups
    .map(({ length }, n) => ({ length, n }))
    .filter(({ n }) => !few.includes(n))
    .toSorted((a, b) => Number(a.length === 0) - Number(b.length === 0) || a.length - b.length);
  const hidden = new Set(few);
  for (const { n } of others) {
    if (hidden.size >= 2 && !isFew([...hidden].flatMap((one) => groups[one] ?? []))) break;
    hidden.add(n);
  }
  return hidden;
}
