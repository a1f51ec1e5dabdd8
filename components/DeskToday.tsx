import { timeline } from '@/lib/session';
import { type Library, SessionLine, sessionAddress } from './DeskNotes';
import { useLegNames } from './leg-names';
import { TimeRemaining } from './SessionHead';
import { useText } from './text';

/** What is going on now, and where to go from here. On first run it says what Perch does. */
export function DeskToday({
  library,
  now,
  welcome,
  rehearsal,
}: {
  library: Library;
  now: number;
  welcome: boolean;
  /** Address of the rehearsal page. */
  rehearsal: string;
}) {
  const text = useText();
  const { name } = useLegNames();
  const open = library.sessions.find(({ events }) => !events.some(({ type }) => type === 'closed'));
  const time = open && timeline(open.plan, open.events, now);
  const current = time?.legs.find(({ state }) => state === 'current');
  return (
    <main>
      <h1>{text(welcome ? 'welcome' : 'desk_today')}</h1>
      {welcome && (
        <>
          <ol class="steps">
            <li>{text('welcome_1')}</li>
            <li>{text('welcome_2')}</li>
            <li>{text('welcome_3')}</li>
          </ol>
          <p>
            <a class="primary button" href={rehearsal}>
              {text('welcome_rehearse')}
            </a>
          </p>
          <p class="dim">{text('welcome_pin')}</p>
          <p class="dim">{text('welcome_4')}</p>
        </>
      )}
      {!welcome && (
        <>
          {time && current ? (
            <p class="now">
              <TimeRemaining session={time} /> <span>{name(current.leg)}</span>
            </p>
          ) : (
            <p class="empty">{text(time ? 'today_summary' : 'today_none')}</p>
          )}
          {library.sessions.length > 0 && (
            <section aria-label={text('today_recent')}>
              <h2>{text('today_recent')}</h2>
              <ul class="session-list">
                {library.sessions.slice(0, 5).map((session) => (
                  <li key={session.id}>
                    <a href={sessionAddress(session)}>
                      <SessionLine session={session} now={now} />
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section aria-label={text('today_rehearse')}>
            <h2>{text('today_rehearse')}</h2>
            <p>
              {text('today_rehearseWhy')} <a href={rehearsal}>{text('welcome_rehearse')}</a>
            </p>
          </section>
        </>
      )}
    </main>
  );
}
