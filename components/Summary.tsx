import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { type Timeline, wholeMinutes } from '@/lib/session';
import { timeText } from './format';
import { useText } from './text';

/** A session that is over: minutes in all and by leg, legs not visited, and below them its notes. */
export function Summary({
  session,
  children,
}: {
  session: Timeline;
  children?: ComponentChildren;
}) {
  const text = useText();
  const id = useId();
  const missing = session.legs.filter(({ state }) => state === 'notVisited');
  const most = Math.max(1, ...session.legs.map(({ spentMs }) => spentMs));
  return (
    <section class="summary" aria-labelledby={id}>
      <h2 id={id}>{text('summary')}</h2>
      <p class="summary-when">
        {session.endedAt === null
          ? text(
              'summary_since',
              timeText(session.startedAt, text.locale),
              text.count('minutes', wholeMinutes(session.elapsedMs)),
            )
          : text(
              'summary_when',
              timeText(session.startedAt, text.locale),
              timeText(session.endedAt, text.locale),
              text.count('minutes', wholeMinutes(session.elapsedMs)),
            )}
      </p>
      <table class="summary-legs">
        <caption class="unseen">{text('summary_minutes')}</caption>
        <tbody>
          {session.legs.map(({ leg, spentMs, budgetMinutes }) => (
            <tr key={leg}>
              <th scope="row">{text(`leg_${leg}`)}</th>
              <td class="summary-bar" aria-hidden="true">
                <i style={{ inlineSize: `${(spentMs / most) * 100}%` }} />
              </td>
              <td class="summary-number">
                {text('summary_minutesOf', wholeMinutes(spentMs), budgetMinutes)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="summary-missing">
        {missing.length === 0
          ? text('summary_allVisited')
          : text('summary_notVisited', missing.map(({ leg }) => text(`leg_${leg}`)).join(', '))}
      </p>
      {children}
    </section>
  );
}
