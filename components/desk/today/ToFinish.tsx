import type { Library } from '@/lib/desk';
import type { Head } from '@/lib/library';
import { INSTRUMENT, INSTRUMENTS } from '@/lib/measures';
import { dateText } from '@/lib/text';
import { useText } from '../../shared/text';
import { addressOf, measureAddress, REFLECT, sessionAddress } from '../address';
import { Glance } from '../Glance';
import { useBegun } from '../measures/entry';
import { addendumEditor, reflectionEditors } from '../session/editors';
import { useIsUnsaved } from '../unsaved';

const DAY = 86_400_000;
/** For how many days a draft is named; older ones are counted. */
const TO_FINISH_DAYS = 14;
/** Most drafts: a backlog is counted, and doesn't crowd out what comes next. */
const MOST_DRAFTS = 4;

export const codeOf = ({ clients }: Library, { clientId }: Head): string =>
  clients.find(({ id }) => id === clientId)?.code ?? '';

/** Words of a session that nobody has saved yet, and the way to them. */
interface Written {
  readonly head: Head;
  readonly what: 'today_addendum' | 'today_unsaved';
  readonly to: string;
}

/**
 * What somebody has begun: answers that ask for a response, words that aren't saved, and documents
 * that are still drafts.
 */
export function ToFinish({
  library,
  now,
  isFirstDay,
}: {
  library: Library;
  now: number;
  /** Whether nothing was held yet, so that nothing to finish needn't be said. */
  isFirstDay: boolean;
}) {
  const text = useText();
  const isUnsaved = useIsUnsaved();
  const begun = useBegun();
  const asking = library.clients.flatMap((client) =>
    INSTRUMENTS.map((id) => INSTRUMENT[id])
      .filter((one) => begun(client.id, one) === 'asks')
      .map((instrument) => ({ client, instrument })),
  );
  const written = library.heads.flatMap((head): readonly Written[] => {
    const { id, finalisedAt, startedAt } = head;
    const addendum = finalisedAt !== null && isUnsaved(addendumEditor(id));
    if (addendum) return [{ head, what: 'today_addendum', to: sessionAddress(id) }];
    const isRecent = now - startedAt < TO_FINISH_DAYS * DAY;
    const isPrivate = isRecent && reflectionEditors(id).some(isUnsaved);
    return isPrivate
      ? [{ head, what: 'today_unsaved', to: sessionAddress(id, 'private', REFLECT) }]
      : [];
  });
  const drafts = library.heads.filter(({ closed, finalisedAt }) => closed && finalisedAt === null);
  const recent = drafts.filter(({ startedAt }) => now - startedAt < TO_FINISH_DAYS * DAY);
  const hours = library.settings.lateHours;
  const isLate = ({ endedAt }: Head) =>
    hours !== null && now > (endedAt ?? now) + hours * 3_600_000;
  // What can still be on time comes first.
  const rows = [...recent.filter((head) => !isLate(head)), ...recent.filter(isLate)];
  const isNothing = recent.length + asking.length + written.length === 0;
  if (isFirstDay && isNothing) return null;
  return (
    <section aria-label={text('today_toFinish')}>
      <h2>{text('today_toFinish')}</h2>
      {isNothing ? (
        <p class="dim">{text('today_nothingToFinish')}</p>
      ) : (
        <ul class="line-rows">
          {/* What asks for a response comes first, and is never left out. */}
          {asking.map(({ client, instrument }) => (
            <li key={`${client.id} ${instrument.id}`}>
              <a href={measureAddress(client.id, instrument.id)}>
                <b>{client.code}</b> <Glance>{text('measure_asks', instrument.name)}</Glance>
              </a>
            </li>
          ))}
          {written.map(({ head, what, to }) => (
            <li key={head.id}>
              <a href={to}>
                <b>{codeOf(library, head) || text('client_none')}</b>{' '}
                {dateText(head.startedAt, text.locale, head.utcOffset)}
              </a>
              <Glance>{text(what)}</Glance>
            </li>
          ))}
          {rows.slice(0, MOST_DRAFTS).map((head) => {
            const late = isLate(head);
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
      {drafts.length > Math.min(MOST_DRAFTS, recent.length) && (
        <p>
          <a href={addressOf({ page: 'clients' })}>
            {text.count('today_olderDrafts', drafts.length - Math.min(MOST_DRAFTS, recent.length))}
          </a>
        </p>
      )}
    </section>
  );
}
