import type { Head } from '@/lib/library';
import { recurringIn } from '@/lib/notes';
import { dateText } from '@/lib/text';
import { useText } from '../../shared/text';

/** Sessions that the threads go back, and most threads shown. */
const SESSIONS = 12;
const MOST = 8;

/** Themes over the last sessions: a dot where one was noted. What is noted most comes first. */
export function Threads({ heads }: { heads: readonly Head[] }) {
  const text = useText();
  const shown = heads.slice(0, SESSIONS).reverse();
  const themes = recurringIn(shown.map((head) => head.themes))
    .toSorted((a, b) => b.sessions.length - a.sessions.length)
    .slice(0, MOST);
  const [first, last] = [shown[0], shown.at(-1)];
  if (themes.length === 0 || !first || !last) return null;
  const day = (head: Head) => dateText(head.startedAt, text.locale, head.utcOffset);
  return (
    <section aria-label={text('threads')}>
      <div class="section-head">
        <h2>{text('threads')}</h2>
        <span class="dim">{text.count('count_session', shown.length)}</span>
      </div>
      <table class="threads" aria-label={text('threads')}>
        <tbody>
          {themes.map(({ words, sessions }) => (
            <tr key={words}>
              <th scope="row" dir="auto">
                {words}
              </th>
              {shown.map((head, place) => (
                <td key={head.id} aria-hidden="true">
                  <i class={sessions.includes(place) ? 'thread-on' : 'thread-off'} />
                </td>
              ))}
              <td>{sessions.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="thread-days dim">
        <span>{day(first)}</span>
        <span>{day(last)}</span>
      </p>
    </section>
  );
}
