import { useState } from 'preact/hooks';
import type { Head } from '@/lib/library';
import { LEGS, wholeMinutes } from '@/lib/session';
import { dateText, timeText } from '@/lib/text';
import { Boundary } from '../../shared/Boundary';
import { useLegNames } from '../../shared/leg-names';
import { useText } from '../../shared/text';
import { addressOf, sessionAddress } from '../address';
import { HeadRibbon } from '../HeadRibbon';

/** Sessions that are shown at first, and with each press for earlier ones. */
const AT_ONCE = 12;

/** A client's sessions on one scale of an hour, the newest first. */
export function Sessions({ clientId, heads }: { clientId: string; heads: readonly Head[] }) {
  const text = useText();
  const { letter, name } = useLegNames();
  const [most, setMost] = useState(AT_ONCE);
  const more = Math.min(AT_ONCE, heads.length - most);
  const onPaper = (
    <p class="paper-ways">
      <a href={addressOf({ page: 'enter', id: clientId })}>{text('paper_enter')}</a>
      <a href={addressOf({ page: 'sheet', id: clientId })}>{text('paper_sheet')}</a>
    </p>
  );
  if (heads.length === 0)
    return (
      <>
        <p class="empty">{text('client_howSession')}</p>
        {onPaper}
      </>
    );
  return (
    <section aria-label={text('sessions')}>
      <p class="ribbon-key dim">
        <span>{LEGS.map((leg) => `${letter(leg)} ${name(leg)}`).join(', ')}</span>
        <span>{text('ribbon_agreed')}</span>
      </p>
      <ul class="past-sessions" aria-label={text('sessions')}>
        {heads.slice(0, most).map((head) => (
          <li key={head.id}>
            <Boundary of={head} instead={() => <SessionLink head={head} />}>
              <Row head={head} />
            </Boundary>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button type="button" class="secondary" onClick={() => setMost(most + AT_ONCE)}>
          {text.count('sessions_earlier', more)}
        </button>
      )}
      {onPaper}
    </section>
  );
}

function SessionLink({ head }: { head: Head }) {
  const text = useText();
  const { startedAt, utcOffset, odd } = head;
  return (
    <a href={sessionAddress(head.id)}>
      {odd ? text('notDrawn_row') : dateText(startedAt, text.locale, utcOffset)}
      {!odd && (
        <span class="past-time">
          {' '}
          {timeText(startedAt, text.locale, utcOffset)}
          {head.endedAt !== null && `, ${text.count('minutes', wholeMinutes(head.contactMs))}`}
        </span>
      )}
    </a>
  );
}

function Row({ head }: { head: Head }) {
  const text = useText();
  const { focuses, takeaways, enteredAt, finalisedAt, addenda, closed, endedAt } = head;
  const state = !closed
    ? text(endedAt === null ? 'session_open' : 'session_summaryOpen')
    : addenda > 0
      ? text('document_withAddendum')
      : text(finalisedAt === null ? 'document_draft' : 'document_finalised');
  return (
    <>
      <SessionLink head={head} />
      <HeadRibbon head={head} scale={60} />
      <span class="past-words">
        {focuses[0]?.text}
        {takeaways.length > 0 && <span class="dim">{takeaways.join('; ')}</span>}
      </span>
      <span class="past-state dim">
        {state}
        <span>{text.count('session_notes', head.notes + head.privateNotes)}</span>
        {enteredAt !== null && <span>{text('header_entered')}</span>}
      </span>
    </>
  );
}
