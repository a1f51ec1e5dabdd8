import type { CalendarRead, Library } from '@/lib/desk';
import type { Head } from '@/lib/library';
import { expectedOn } from '@/lib/practice';
import { timeline, wholeMinutes } from '@/lib/session';
import { dateText, dayText, timeText } from '@/lib/text';
import { useMinute } from '../../shared/clock';
import { Notice } from '../../shared/controls/Notice';
import { useText } from '../../shared/text';
import { clientAddress, REFLECT, sessionAddress, settingsAddress } from '../address';
import { Glance, LastTime } from '../Glance';
import type { SaveSettings } from '../settings/save';
import type { ReadPapers } from '../use-papers';
import { CalendarSource } from './CalendarSource';
import { DayRows } from './DayRows';
import { Due } from './Due';
import { type DayRow, inARow, justEndedIn, nextOf, rowsOf, startOfDay } from './day';
import { FirstDay } from './FirstDay';
import { StartSmall } from './StartSmall';
import { codeOf, ToFinish } from './ToFinish';

const DAY = 86_400_000;

interface TodayProps {
  library: Library;
  readPapers: ReadPapers;
  /** The address of the rehearsal page. */
  rehearsal: string;
  /** Goes to the call of the session that runs. Resolves with false if its tab is closed. */
  onCall(): Promise<boolean>;
  /** When the last backup was made, in epoch milliseconds; null for never. */
  lastBackup: number | null;
  /** Reads a calendar's file. Resolves with what came of it. */
  onCalendar(name: string, content: string): Promise<CalendarRead>;
  onForgetCalendar(): void;
  /** Says whose an appointment is, and all of its series. */
  onWhose(uid: string, clientId: string): void;
  save: SaveSettings;
}

/** Who is next and what they left with, what is unfinished, and what is due. */
export function TodayPage({
  library,
  readPapers,
  rehearsal,
  onCall,
  lastBackup,
  onCalendar,
  onWhose,
  onForgetCalendar,
  save,
}: TodayProps) {
  const text = useText();
  const now = useMinute();
  const { heads, clients, running, reading, calendar } = library;
  const from = startOfDay(now);
  const until = startOfDay(from + 1.5 * DAY);
  const held = heads.filter(
    ({ startedAt, closed }) => closed && startedAt >= from && startedAt < until,
  );
  const open = running && timeline(running.plan, running.events, now);
  const rows = rowsOf(held, calendar, clients, from, until, open);
  // A calendar says more than a rhythm does.
  const expected = rows.some((one) => one.kind === 'booked' && !one.isOther)
    ? []
    : expectedOn(now, clients, heads);
  const row = inARow(rows);
  const justEnded = justEndedIn(held, now);
  const isEmpty =
    heads.length === 0 && library.unreadable === 0 && rows.length === 0 && !reading && !running;
  return (
    <main>
      <header class="desk-page-head">
        <h1>{dayText(now, text.locale)}</h1>
        <p class="lead">
          {reading
            ? text('sessions_readingSome', reading.done, reading.all)
            : isEmpty
              ? text('today_way')
              : leadOf(
                  rows,
                  now,
                  text,
                  open !== null && open.endedAt === null,
                  expected.length > 0,
                )}
        </p>
      </header>
      {library.unreadable > 0 && (
        <Notice kind="alert">{text.count('sessions_unreadable', library.unreadable)}</Notice>
      )}
      <div class={isEmpty ? 'today-columns is-first-day' : 'today-columns'}>
        <div class="today-day">
          {isEmpty && <FirstDay rehearsal={rehearsal} hasClients={clients.length > 0} />}
          {rows.length > 0 && (
            <section aria-label={text('today_day')}>
              <DayRows rows={rows} library={library} now={now} onWhose={onWhose} onCall={onCall} />
            </section>
          )}
          {expected.length > 0 && (
            <section aria-label={text('today_expected')}>
              <h2>{text('today_expected')}</h2>
              <ul class="day-rows">
                {expected.map(({ client, at }) => {
                  const last = heads.find(({ clientId }) => clientId === client.id);
                  return (
                    <li key={client.id} class="day-next">
                      <span class="day-time">{timeText(at, text.locale)}</span>
                      <div>
                        <p class="day-head">
                          <a class="day-who" href={clientAddress(client.id)}>
                            {client.code}
                          </a>
                        </p>
                        {last && <LastTime head={last} />}
                      </div>
                    </li>
                  );
                })}
              </ul>
            </section>
          )}
          {rows.every(({ kind }) => kind === 'open') && <Recent heads={heads} library={library} />}
        </div>
        {/* Always in this place, so that the first calendar that is read leaves the focus here. */}
        <CalendarSource
          calendar={calendar}
          onRead={onCalendar}
          onForget={onForgetCalendar}
          title={isEmpty ? text(calendar ? 'calendar' : 'today_yourDay') : null}
        />
        <aside class="today-side" aria-label={text(isEmpty ? 'today_know' : 'today_beside')}>
          {!running && justEnded && <Breath of={justEnded} />}
          {row && (
            <p>
              <Glance>{text('today_inARow', row.count, timeText(row.from, text.locale))}</Glance>
            </p>
          )}
          <ToFinish library={library} now={now} isFirstDay={isEmpty} />
          {!reading && <StartSmall library={library} now={now} save={save} />}
          {!reading && <Due library={library} readPapers={readPapers} now={now} />}
          {(isEmpty || lastBackup !== null) && (
            <section aria-label={text('backup')}>
              <h2>{text('backup')}</h2>
              <p>
                {lastBackup !== null ? (
                  text('today_backup', dateText(lastBackup, text.locale))
                ) : clients.length === 0 ? (
                  text('today_noBackup')
                ) : (
                  <>
                    {text('today_noBackupYet')}{' '}
                    <a href={settingsAddress('backup')}>{text('backup_go')}</a>
                  </>
                )}
              </p>
            </section>
          )}
        </aside>
      </div>
    </main>
  );
}

/** A minute for oneself between two people. */
function Breath({ of: { id } }: { of: Head }) {
  const text = useText();
  return (
    <section aria-label={text('breath')}>
      <h2>{text('breath')}</h2>
      <ul class="said-list">
        <li>{text('breath_1')}</li>
        <li>{text('breath_2')}</li>
        <li>{text('breath_3')}</li>
      </ul>
      <p>
        <a href={sessionAddress(id, 'private', REFLECT)}>{text('breath_look')}</a>
      </p>
    </section>
  );
}

/** How the day stands, in a sentence. */
function leadOf(
  rows: readonly DayRow[],
  now: number,
  text: ReturnType<typeof useText>,
  isRunning: boolean,
  isExpected: boolean,
): string {
  const next = nextOf(rows, now);
  if (isRunning) return text('today_running');
  if (next?.kind === 'booked') {
    const who = next.client?.code ?? text('today_unmatched');
    const minutes = Math.ceil((next.at - now) / 60_000);
    return minutes > 0
      ? text('today_next', who, text.count('minutes', minutes))
      : minutes === 0
        ? text('today_nextNow', who)
        : text('today_nextBegun', who, timeText(next.at, text.locale));
  }
  if (rows.some((one) => one.kind === 'booked' && !one.isOther)) return text('today_over');
  return text(isExpected ? 'today_usual' : 'today_none');
}

/** The newest sessions, for a day that has nothing of its own. */
function Recent({ heads, library }: { heads: readonly Head[]; library: Library }) {
  const text = useText();
  const recent = heads.filter(({ closed }) => closed).slice(0, 5);
  if (recent.length === 0) return null;
  return (
    <section aria-label={text('today_recent')}>
      <h2>{text('today_recent')}</h2>
      <ul class="line-rows" aria-label={text('today_recent')}>
        {recent.map((head) => (
          <li key={head.id}>
            <a href={sessionAddress(head.id)}>
              <b>{codeOf(library, head) || text('client_none')}</b>{' '}
              {dayText(head.startedAt, text.locale, head.utcOffset)}
            </a>
            <span class="dim">{text.count('minutes', wholeMinutes(head.contactMs))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
