import { Fragment } from 'preact';
import type { Library } from '@/lib/desk';
import { type Client, NO_SESSION } from '@/lib/practice';
import { type EpochMs, wholeMinutes } from '@/lib/session';
import { dateText, timeText } from '@/lib/text';
import { useTimeline } from '../../shared/clock';
import { useLegNames } from '../../shared/leg-names';
import { Ribbon } from '../../shared/session/Ribbon';
import { TimeRemaining } from '../../shared/session/TimeRemaining';
import { useText } from '../../shared/text';
import { clientAddress, sessionAddress } from '../address';
import { Glance, LastTime } from '../Glance';
import { HeadRibbon } from '../HeadRibbon';
import { ToCall } from '../ToCall';
import { aheadOf, breakBefore, type DayRow, nextOf, startOfDay } from './day';

const HOUR = 3_600_000;

type Booked = Extract<DayRow, { kind: 'booked' }>;
type Held = Extract<DayRow, { kind: 'held' }>;

/** A day in its order, with the breaks between; the next appointment shows what they left with. */
export function DayRows({
  rows,
  library,
  now,
  onWhose,
  onCall,
}: {
  rows: readonly DayRow[];
  library: Library;
  now: EpochMs;
  /** Goes to the call of the open session. Resolves with false if its tab is closed. */
  onCall(): Promise<boolean>;
  /** Says whose an appointment is, and all of its series. */
  onWhose(uid: string, clientId: string): void;
}) {
  const next = nextOf(rows, now);
  const ahead = aheadOf(rows, now);
  return (
    <ul class="day-rows">
      {rows.map((row) => (
        <Fragment key={keyOf(row)}>
          <BreakRow rows={rows} row={row} />
          {row === ahead && <NowRow now={now} />}
          {row.kind === 'held' ? (
            <HeldRow row={row} library={library} />
          ) : row.kind === 'open' ? (
            <OpenRow library={library} now={now} onCall={onCall} />
          ) : (
            <BookedRow
              row={row}
              library={library}
              now={now}
              isNext={row === next}
              onWhose={onWhose}
            />
          )}
        </Fragment>
      ))}
    </ul>
  );
}

const keyOf = (row: DayRow): string =>
  row.kind === 'held'
    ? row.head.id
    : row.kind === 'open'
      ? 'open'
      : `${row.appointment.uid} ${row.at}`;

/** Where the day is now, between what has begun and what is ahead. */
function NowRow({ now }: { now: EpochMs }) {
  const text = useText();
  return (
    <li class="day-now">
      <span>
        <span class="unseen">{text('today_now')} </span>
        {timeText(now, text.locale)}
      </span>
    </li>
  );
}

function BreakRow({ rows, row }: { rows: readonly DayRow[]; row: DayRow }) {
  const text = useText();
  const free = breakBefore(rows, row);
  if (!free) return null;
  return (
    <li class="day-break dim">
      {free.tooShort ? (
        <Glance>
          {free.overlaps
            ? text('today_overlaps')
            : free.minutes === 0
              ? text('today_noBreak')
              : text.count('minutes', free.minutes)}
        </Glance>
      ) : (
        text('today_free', text.count('minutes', free.minutes))
      )}
    </li>
  );
}

function HeldRow({ row: { head }, library }: { row: Held; library: Library }) {
  const text = useText();
  const draft = head.finalisedAt === null;
  const code = library.clients.find(({ id }) => id === head.clientId)?.code ?? text('client_none');
  return (
    <li class="day-row">
      <span class="day-time">{timeText(head.startedAt, text.locale, head.utcOffset)}</span>
      <b>{code}</b>
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

/** The session that runs, with its time, its leg and the way to its call, or that it is over. */
function OpenRow({
  library,
  now,
  onCall,
}: {
  library: Library;
  now: EpochMs;
  onCall(): Promise<boolean>;
}) {
  const text = useText();
  const { name } = useLegNames();
  const time = useTimeline(library.running);
  if (!time) return null;
  const current = time.legs.find(({ state }) => state === 'current');
  const client = library.clients.find(({ id }) => id === time.clientId);
  const last = client && library.heads.find((one) => one.closed && one.clientId === client.id);
  return (
    <li class="day-next">
      <span class="day-time">
        {time.startedAt < startOfDay(now)
          ? dateText(time.startedAt, text.locale)
          : timeText(time.startedAt, text.locale)}
      </span>
      <div role="group" aria-label={text(current ? 'today_now' : 'summary')} class="day-open">
        <div class="day-head">
          {client ? (
            <a class="day-who" href={clientAddress(client.id)}>
              {client.code}
            </a>
          ) : (
            <b class="day-who">{text('client_none')}</b>
          )}
          {current ? (
            <>
              <TimeRemaining endsAt={time.endsAt} />
              <span class="dim">
                {text('until', timeText(time.endsAt, text.locale))} {'\u00b7'} {name(current.leg)}
              </span>
            </>
          ) : (
            <span class="dim">{text('today_summary')}</span>
          )}
          <span class="day-call button-row">
            {client && <ToPrepare client={client} />}
            {current && <ToCall first onCall={onCall} />}
          </span>
        </div>
        {current && <Ribbon session={time} />}
        {last && <LastTime head={last} />}
      </div>
    </li>
  );
}

/** The way to what a client's session needs. */
function ToPrepare({ client: { id, code } }: { client: Pick<Client, 'id' | 'code'> }) {
  const text = useText();
  return (
    <a class="secondary button" href={clientAddress(id)}>
      {text('today_prepare')}
      <span class="unseen"> {code}</span>
    </a>
  );
}

function BookedRow({
  row,
  library,
  now,
  isNext,
  onWhose,
}: {
  row: Booked;
  library: Library;
  now: EpochMs;
  isNext: boolean;
  onWhose(uid: string, clientId: string): void;
}) {
  const text = useText();
  const { appointment, client, isOther, at, until } = row;
  const last = client && library.heads.find(({ clientId }) => clientId === client.id);
  // A session that began much later, or of nobody yet, may be the one.
  const isHeldSomehow =
    library.reading !== null ||
    library.heads.some(({ startedAt }) => startedAt >= at - HOUR && startedAt < until + HOUR);
  const facts = [
    appointment.cancelled
      ? text('today_cancelled')
      : text.count('minutes', wholeMinutes(until - at)),
    isNext ? text('until', timeText(until, text.locale)) : '',
    isOther ? text('today_noSession') : '',
    client && !last ? text('clients_first') : '',
    // What was held stands there as a session.
    client && !appointment.cancelled && until <= now && !isHeldSomehow ? text('today_notHeld') : '',
  ];
  // What a person has said can be put right by them.
  const isNamed = library.calendar?.whose[appointment.uid] !== undefined;
  return (
    <li class={isNext ? 'day-next' : appointment.cancelled ? 'day-plain day-off' : 'day-plain'}>
      <span class="day-time">{timeText(at, text.locale)}</span>
      <div>
        <p class="day-head">
          {client ? (
            <a class={isNext ? 'day-who' : 'day-code'} href={clientAddress(client.id)}>
              {client.code}
            </a>
          ) : (
            <span dir="auto">{appointment.title || text('today_untitled')}</span>
          )}{' '}
          <span class="dim">{facts.filter(Boolean).join(' \u00b7 ')}</span>
          {!client && !isOther && (
            <select
              aria-label={text('today_whoseIs', appointment.title || text('today_untitled'))}
              value=""
              onChange={({ currentTarget: { value } }) => onWhose(appointment.uid, value)}
            >
              <option value="">{text('today_whose')}</option>
              {library.clients.map(({ id, code, name }) => (
                <option key={id} value={id}>
                  {name ? `${code} (${name})` : code}
                </option>
              ))}
              <option value={NO_SESSION}>{text('today_noSession')}</option>
            </select>
          )}
          {isOther && (
            <button
              type="button"
              class="quiet day-undo"
              onClick={() => onWhose(appointment.uid, '')}
            >
              {text('today_isSession')}
              <span class="unseen"> {appointment.title}</span>
            </button>
          )}
          {client && isNamed && (
            <button
              type="button"
              class="quiet day-undo"
              onClick={() => onWhose(appointment.uid, '')}
            >
              {text('today_notTheirs')}
              <span class="unseen"> {client.code}</span>
            </button>
          )}
          {isNext && (
            <span class="day-call button-row">
              {client && <ToPrepare client={client} />}
              {appointment.link !== '' && (
                <a
                  class={library.running ? 'secondary button' : 'primary button'}
                  href={appointment.link}
                  target="_blank"
                  rel="noreferrer"
                >
                  {text('today_openCall')}
                </a>
              )}
            </span>
          )}
        </p>
        {isNext && last && <LastTime head={last} />}
      </div>
    </li>
  );
}
