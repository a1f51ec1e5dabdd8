import type { Library, LockActions } from '@/lib/desk';
import type { Head } from '@/lib/library';
import { dueAt, engagementDue, expectedOn, ruleFor } from '@/lib/practice';
import { wholeMinutes } from '@/lib/session';
import { dateText, dayText, timeText } from '@/lib/text';
import { useMinute, useTimeline } from '../../shared/clock';
import { useLegNames } from '../../shared/leg-names';
import { TimeRemaining } from '../../shared/session/TimeRemaining';
import { useText } from '../../shared/text';
import { addressOf, clientAddress, sessionAddress } from '../address';
import { lastAtOf } from '../clients/ClientFile';
import { Glance, LastTime } from '../Glance';
import { HeadRibbon } from '../HeadRibbon';
import { Welcome } from './Welcome';

const DAY = 86_400_000;
/** For how many days a draft is named under "To finish"; older ones are counted. */
const TO_FINISH_DAYS = 14;
/** Most rows of a list beside the day. */
const MOST = 8;

interface TodayProps {
  library: Library;
  welcome: boolean;
  /** The address of the rehearsal page. */
  rehearsal: string;
  /** Sets a passphrase; null if there is one already. */
  lock: Pick<LockActions, 'set' | 'strength'> | null;
  /** When the last backup was made, in epoch milliseconds; null for never. */
  lastBackup: number | null;
}

/** Who is next and what they left with, what is unfinished, and what is due. */
export function TodayPage(props: TodayProps) {
  if (props.welcome) return <Welcome rehearsal={props.rehearsal} lock={props.lock} />;
  return <Day {...props} />;
}

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0);

function Day({ library, rehearsal, lastBackup }: TodayProps) {
  const text = useText();
  const now = useMinute();
  const { heads, clients, running, reading } = library;
  const today = heads
    .filter(({ startedAt, closed }) => closed && startedAt >= startOfDay(now) && startedAt <= now)
    .reverse();
  const expected = expectedOn(now, clients, heads);
  const isEmpty = heads.length === 0 && !reading;
  return (
    <main>
      <header class="desk-page-head">
        <h1>{dayText(now, text.locale)}</h1>
        <p class="lead">
          {reading
            ? text('sessions_readingSome', reading.done, reading.all)
            : text(running ? 'today_running' : expected.length > 0 ? 'today_usual' : 'today_none')}
        </p>
      </header>
      {isEmpty && !running ? (
        <FirstDay rehearsal={rehearsal} hasClients={clients.length > 0} />
      ) : (
        <div class="today-columns">
          <div class="today-day">
            {running && <Running library={library} />}
            {today.length > 0 && (
              <section aria-label={text('today_held')}>
                <h2>{text('today_held')}</h2>
                <ul class="day-rows">
                  {today.map((head) => (
                    <HeldRow key={head.id} head={head} code={codeOf(library, head)} />
                  ))}
                </ul>
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
                          <p class="day-who">
                            <a href={clientAddress(client.id)}>{client.code}</a>
                          </p>
                          {last && <LastTime head={last} />}
                        </div>
                      </li>
                    );
                  })}
                </ul>
              </section>
            )}
            <Recent heads={heads} library={library} />
          </div>
          <aside class="today-side">
            <ToFinish library={library} now={now} />
            <Due library={library} now={now} />
            {lastBackup !== null && (
              <section aria-label={text('backup')}>
                <h2>{text('backup')}</h2>
                <p>{text('today_backup', dateText(lastBackup, text.locale))}</p>
              </section>
            )}
          </aside>
        </div>
      )}
    </main>
  );
}

const codeOf = ({ clients }: Library, { clientId }: Head): string =>
  clients.find(({ id }) => id === clientId)?.code ?? '';

/** The session that runs, with its time and leg. */
function Running({ library }: { library: Library }) {
  const text = useText();
  const { name } = useLegNames();
  const time = useTimeline(library.running);
  const current = time?.legs.find(({ state }) => state === 'current');
  return (
    <section aria-label={text('today_now')}>
      {time && current ? (
        <p class="now">
          <TimeRemaining endsAt={time.endsAt} /> <span>{name(current.leg)}</span>
        </p>
      ) : (
        <p>{text('today_summary')}</p>
      )}
    </section>
  );
}

function HeldRow({ head, code }: { head: Head; code: string }) {
  const text = useText();
  const draft = head.finalisedAt === null;
  return (
    <li class="day-row">
      <span class="day-time">{timeText(head.startedAt, text.locale, head.utcOffset)}</span>
      <b>{code || text('client_none')}</b>
      <HeadRibbon head={head} scale={60} />
      <span class="dim">
        {text('today_minutesHeld', text.count('minutes', wholeMinutes(head.contactMs)))}{' '}
        {draft && <Glance>{text('document_draft')}</Glance>}
      </span>
      <a class="button secondary" href={sessionAddress(head.id)}>
        {text(draft ? 'today_finish' : 'today_look')}
        <span class="unseen"> {code}</span>
      </a>
    </li>
  );
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

/** Documents that are still drafts. */
function ToFinish({ library, now }: { library: Library; now: number }) {
  const text = useText();
  const drafts = library.heads.filter(({ closed, finalisedAt }) => closed && finalisedAt === null);
  const recent = drafts.filter(({ startedAt }) => now - startedAt < TO_FINISH_DAYS * DAY);
  const hours = library.settings.lateHours;
  return (
    <section aria-label={text('today_toFinish')}>
      <h2>{text('today_toFinish')}</h2>
      {recent.length === 0 ? (
        <p class="dim">{text('today_nothingToFinish')}</p>
      ) : (
        <ul class="line-rows">
          {recent.slice(0, MOST).map((head) => {
            const late = hours !== null && now > (head.endedAt ?? now) + hours * 3_600_000;
            return (
              <li key={head.id}>
                <a href={sessionAddress(head.id)}>
                  <b>{codeOf(library, head) || text('client_none')}</b>{' '}
                  {dateText(head.startedAt, text.locale, head.utcOffset)}
                </a>
                {late && <Glance>{text('document_lateEntry')}</Glance>}
              </li>
            );
          })}
        </ul>
      )}
      {drafts.length > Math.min(MOST, recent.length) && (
        <p class="dim">
          {text.count('today_olderDrafts', drafts.length - Math.min(MOST, recent.length))}
        </p>
      )}
    </section>
  );
}

/** Reviews that were agreed, and files whose time is over. */
function Due({ library, now }: { library: Library; now: number }) {
  const text = useText();
  const { clients, heads, settings } = library;
  const held = new Map<string, number>();
  for (const { clientId } of heads) if (clientId) held.set(clientId, (held.get(clientId) ?? 0) + 1);
  const due = clients.flatMap((client) => {
    const { review } = engagementDue(client.engagement, held.get(client.id) ?? 0);
    const keepUntil = dueAt(ruleFor(client, settings.retentionYears), lastAtOf(client, heads));
    return [
      ...(review && client.engagement.state === 'active'
        ? [{ client, what: text('due_review'), to: clientAddress(client.id) }]
        : []),
      ...(keepUntil !== null && keepUntil <= now
        ? [{ client, what: text('due_keep'), to: clientAddress(client.id, 'file') }]
        : []),
    ];
  });
  if (due.length === 0) return null;
  return (
    <section aria-label={text('today_due')}>
      <h2>{text('today_due')}</h2>
      <ul class="line-rows">
        {due.slice(0, MOST).map(({ client, what, to }) => (
          <li key={`${client.id} ${what}`}>
            <a href={to}>
              <b>{client.code}</b> {what}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A practice without sessions: three steps that tick themselves. */
function FirstDay({ rehearsal, hasClients }: { rehearsal: string; hasClients: boolean }) {
  const text = useText();
  return (
    <section aria-label={text('today_first')} class="teach">
      <h2>{text('today_first')}</h2>
      <ol class="steps">
        <li>
          {text('today_rehearseWhy')} <a href={rehearsal}>{text('welcome_rehearse')}</a>
        </li>
        <li class={hasClients ? 'is-done' : ''}>
          {text('today_firstClient')}{' '}
          <a href={addressOf({ page: 'clients' })}>{text('client_add')}</a>
        </li>
        <li>{text('today_firstSession')}</li>
      </ol>
    </section>
  );
}
