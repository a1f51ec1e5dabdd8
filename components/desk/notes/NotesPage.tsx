import { useRef, useState } from 'preact/hooks';
import type { Library, LibraryParts } from '@/lib/desk';
import { KINDS } from '@/lib/notes';
import { asksForAny, NO_QUERY, type Query } from '@/lib/search';
import { type EpochMs, LEGS, MINUTE } from '@/lib/session';
import { useClock } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useLegNames } from '../../shared/leg-names';
import { useText } from '../../shared/text';
import { AnswerButton } from '../AnswerButton';
import { FindField } from '../FindField';
import { fieldDay, noonOf } from '../field-day';
import { focusHeading } from '../focus-heading';
import { startOfDay } from '../today/day';
import { useKept } from '../unsaved';
import { WayToFirst } from '../WayToFirst';
import { Hits } from './Hits';
import { InFiles, useInFiles } from './InFiles';
import { SessionList } from './SessionList';
import { useFound } from './use-found';

/** Times to look back, in days. */
const TIMES = [28, 91, 365] as const;
const DAY = 1_440 * MINUTE;
/** The choice of two days instead of one of the times. */
const BETWEEN = 'between';

/** What the choices of compartments are called. */
const AMONG = {
  record: 'compartment_record',
  both: 'search_withPrivate',
  private: 'search_onlyPrivate',
} as const;

/** Lists that keep themselves: kinds of notes that somebody comes back to. */
const LISTS: readonly Pick<Query, 'kind' | 'among'>[] = [
  { kind: 'supervision', among: 'both' },
  { kind: 'unfinished', among: 'record' },
  { kind: 'risk', among: 'record' },
];

export interface NotesPageProps {
  library: Library;
  search: LibraryParts['search'];
  readPapers: LibraryParts['readPapers'];
  /** How far the search has gone through the sessions; null once it has all. */
  searched: LibraryParts['searched']['value'];
  /** Exports the record of all sessions. */
  onExport(format: 'md' | 'json'): void;
  /** Exports all sessions as a table. */
  onTable(): void;
  /** Saves what a query finds as a file that names no client and no day. */
  onExportFound(query: Query): void;
}

/** Where did I write that: every note by its words, client, time, leg and kind. */
export function NotesPage(props: NotesPageProps) {
  const { library, search, searched } = props;
  const text = useText();
  const [query, , keep] = useKept<Query>('notes query', NO_QUERY);
  const page = useRef<HTMLElement>(null);
  const { reading, heads } = library;
  const stopped = searched === 'stopped';
  const asked = asksForAny(query);
  const change = (part: Partial<Query>) => keep({ ...query, ...part });
  /** Goes through search and results with the arrows, and back to the search with Escape. */
  const onKey = (event: KeyboardEvent) => {
    const field = page.current?.querySelector<HTMLInputElement>('input[type="search"]');
    const links = [...(page.current?.querySelectorAll<HTMLAnchorElement>('.hit') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (at === -1 && document.activeElement !== field) return;
    const to = {
      ArrowDown: links[at + 1],
      ArrowUp: at > 0 ? links[at - 1] : field,
      Home: at === -1 ? undefined : links[0],
      End: at === -1 ? undefined : links.at(-1),
      Escape: at === -1 ? undefined : field,
    }[event.key];
    if (!to) return;
    event.preventDefault();
    to.focus();
  };
  return (
    <main ref={page}>
      <h1>{text('desk_notes')}</h1>
      {library.unreadable > 0 && (
        <Notice kind="alert">{text.count('sessions_unreadable', library.unreadable)}</Notice>
      )}
      {stopped && <Notice kind="alert">{text('search_stopped')}</Notice>}
      {reading && (
        <p class="dim" role="status">
          {text('sessions_readingSome', String(reading.done), String(reading.all))}
        </p>
      )}
      {heads.length === 0 ? (
        !reading && (
          <>
            <p class="empty">{text('sessions_none')}</p>
            <WayToFirst />
          </>
        )
      ) : (
        <PrivateForm class="notes-search" onKeyDown={onKey}>
          <FindField
            large
            label={text('search')}
            hint={text('search_hint')}
            value={query.words}
            onInput={(words) => change({ words })}
          />
          <Filters query={query} library={library} onChange={change} />
          {asked ? (
            <Found {...props} query={query} onChange={change} />
          ) : (
            <>
              <KeptLists search={search} searched={searched} library={library} onQuery={keep} />
              <section aria-label={text('sessions')}>
                <h2>{text('sessions')}</h2>
                <SessionList heads={heads} clients={library.clients} name={text('sessions')} />
              </section>
              <ExportAll {...props} />
            </>
          )}
        </PrivateForm>
      )}
    </main>
  );
}

/** Whose notes, from when, of which leg and kind, and whether private ones are among them. */
function Filters({
  query,
  library,
  onChange,
}: {
  query: Query;
  library: Library;
  onChange(part: Partial<Query>): void;
}) {
  const text = useText();
  const clock = useClock();
  const { name } = useLegNames();
  const now = clock.now();
  const isBetween = query.until !== null;
  const days = TIMES.find((time) => query.since !== null && sinceOf(time, query.since, now));
  return (
    <div class="filters">
      <Filter
        label={text('client')}
        any={text('search_anyClient')}
        value={query.clientId}
        options={library.clients.map(({ id, code }) => [id, code])}
        onPick={(clientId) => onChange({ clientId })}
      />
      <Filter
        label={text('search_time')}
        any={text('search_anyTime')}
        value={isBetween ? BETWEEN : days === undefined ? null : String(days)}
        options={[
          ...TIMES.map((time) => [String(time), text(`since_${time}`)] as const),
          [BETWEEN, text('search_between')],
        ]}
        onPick={(time) => {
          if (time === null) onChange({ since: null, until: null });
          else if (time === BETWEEN)
            onChange({ since: startOfDay(query.since ?? now - 28 * DAY), until: dayAfter(now) });
          else onChange({ since: now - Number(time) * DAY, until: null });
        }}
      />
      {isBetween && (
        <>
          <DayField
            label={text('search_from')}
            value={query.since === null ? '' : fieldDay(query.since)}
            onDay={(noon) => onChange({ since: noon === null ? null : startOfDay(noon) })}
          />
          <DayField
            label={text('search_to')}
            value={fieldDay((query.until ?? now) - 1)}
            // Without a day there would be no field any more.
            onDay={(noon) => noon !== null && onChange({ until: dayAfter(noon) })}
          />
          {query.since !== null && query.until !== null && query.since >= query.until && (
            <p class="filters-turned" role="alert">
              {text('search_turned')}
            </p>
          )}
        </>
      )}
      <Filter
        label={text('search_leg')}
        any={text('search_anyLeg')}
        value={query.leg}
        options={LEGS.map((leg) => [leg, name(leg)])}
        onPick={(leg) => onChange({ leg: LEGS.find((known) => known === leg) ?? null })}
      />
      <Filter
        label={text('document_kind')}
        any={text('search_anyKind')}
        value={query.kind}
        options={KINDS.map((kind) => [kind, text(`kind_${kind}`)])}
        onPick={(kind) => onChange({ kind: KINDS.find((known) => known === kind) ?? null })}
      />
      <Choices
        small
        name={text('compartment')}
        options={['record', 'both', 'private'] as const}
        value={query.among}
        label={(which) => text(AMONG[which])}
        onPick={(among) => onChange({ among })}
      />
    </div>
  );
}

/**
 * A field for a day. What is half typed stays in it as it is: a browser gives a day for each digit
 * of the year.
 */
function DayField({
  label,
  value,
  onDay,
}: {
  label: string;
  value: string;
  /** Given noon of the day; null for none. */
  onDay(noon: EpochMs | null): void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      type="date"
      aria-label={label}
      value={typed ?? value}
      onInput={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onDay(noonOf(currentTarget.value));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** The midnight after an instant, where the practitioner is. */
const dayAfter = (at: EpochMs): EpochMs => {
  const day = new Date(startOfDay(at));
  return day.setDate(day.getDate() + 1);
};

/** Whether `since` is about so many days before now; a page can stay open over midnight. */
const sinceOf = (days: number, since: number, now: number): boolean =>
  Math.abs(now - days * DAY - since) < 2 * DAY;

function Filter({
  label,
  any,
  value,
  options,
  onPick,
}: {
  label: string;
  /** What is shown while nothing is picked. */
  any: string;
  value: string | null;
  options: readonly (readonly [value: string, label: string])[];
  onPick(value: string | null): void;
}) {
  return (
    <select
      aria-label={label}
      value={value ?? ''}
      onChange={({ currentTarget: { value: picked } }) => onPick(picked === '' ? null : picked)}
    >
      <option value="">{any}</option>
      {options.map(([id, called]) => (
        <option key={id} value={id}>
          {called}
        </option>
      ))}
    </select>
  );
}

/** How many sessions are shown at first, and with each press for more. */
const AT_ONCE = 40;

function Found({
  library,
  search,
  readPapers,
  searched,
  query,
  onChange,
  onExportFound,
}: NotesPageProps & { query: Query; onChange(part: Partial<Query>): void }) {
  const text = useText();
  const [opened, setOpened] = useKept<string | null>('opened note', null);
  const [more, setMore] = useState({ of: query, pages: 1 });
  const pages = more.of === query ? more.pages : 1;
  const found = useFound(search, query, AT_ONCE * pages, searched, library.heads);
  const files = useInFiles(query, library, readPapers);
  const stopped = searched === 'stopped';
  if (!found) return <p class="dim" aria-busy="true" role="status" />;
  const { notes, sessionCount, clients, morePrivate, complete, sessions } = found;
  const isEmpty = notes === 0;
  return (
    <>
      <p>
        <span role="status">
          <b>{text.count('search_notes', notes)}</b>{' '}
          {!isEmpty &&
            text(
              'search_in',
              text.count('count_session', sessionCount),
              text.count('search_clients', clients),
            )}{' '}
          {files.lines.length > 0 && text.count('search_inFiles', files.lines.length)}{' '}
          {!complete && !stopped && text('search_goesOn')}
        </span>{' '}
        {morePrivate > 0 && (
          <AnswerButton onPress={() => onChange({ among: 'both' })}>
            {text.count('search_morePrivate', morePrivate)}
          </AnswerButton>
        )}
      </p>
      {isEmpty ? (
        complete &&
        !stopped &&
        files.read &&
        morePrivate + files.lines.length + files.morePrivate === 0 && (
          <p class="empty">
            {text(query.words.trim() === '' ? 'search_nothingFits' : 'search_none')}{' '}
            <button
              type="button"
              class="link"
              onClick={({ currentTarget }) => {
                // The button goes with what it says.
                focusHeading(currentTarget.closest('main'));
                onChange(NO_QUERY);
              }}
            >
              {text('search_clear')}
            </button>
          </p>
        )
      ) : (
        <Hits
          sessions={sessions}
          words={query.words}
          library={library}
          opened={opened}
          onOpen={setOpened}
        />
      )}
      {sessionCount > sessions.length && (
        <p class="button-row">
          <button
            type="button"
            class="secondary"
            onClick={() => setMore({ of: query, pages: pages + 1 })}
          >
            {text.count('sessions_more', Math.min(AT_ONCE, sessionCount - sessions.length))}
          </button>
          <span class="dim">{text('search_anotherWord')}</span>
        </p>
      )}
      <InFiles
        found={files}
        words={query.words}
        library={library}
        onPrivate={() => onChange({ among: 'both' })}
      />
      {query.kind === 'supervision' && !isEmpty && (
        <p class="button-row">
          <button
            type="button"
            class="secondary"
            disabled={!complete}
            onClick={() => onExportFound(query)}
          >
            {text('search_exportSupervision')}
          </button>
          <span class="dim">{text('search_exportWhat')}</span>
        </p>
      )}
    </>
  );
}

/** How many notes there are of each kind that somebody comes back to. */
function KeptLists({
  search,
  searched,
  library,
  onQuery,
}: Pick<NotesPageProps, 'search' | 'searched' | 'library'> & { onQuery(query: Query): void }) {
  const text = useText();
  return (
    <section aria-label={text('search_lists')}>
      <h2>{text('search_lists')}</h2>
      <ul class="kept-lists">
        {LISTS.map((list) => (
          <KeptList
            key={list.kind}
            query={{ ...NO_QUERY, ...list }}
            search={search}
            searched={searched}
            library={library}
            onQuery={onQuery}
          />
        ))}
      </ul>
    </section>
  );
}

function KeptList({
  query,
  search,
  searched,
  library,
  onQuery,
}: Pick<NotesPageProps, 'search' | 'searched' | 'library'> & {
  query: Query;
  onQuery(query: Query): void;
}) {
  const text = useText();
  const found = useFound(search, query, 0, searched, library.heads);
  const kind = query.kind as 'supervision' | 'unfinished' | 'risk';
  return (
    <li>
      <button type="button" class="link" onClick={() => onQuery(query)}>
        {text(`list_${kind}`)}
      </button>
      <span class="dim">{text(`list_${kind}What`)}</span>
      <span class="kept-count">{found && text.count('search_notes', found.notes)}</span>
    </li>
  );
}

/** The record of all sessions as a file, and tables of them. */
function ExportAll({ library, onExport, onTable }: NotesPageProps) {
  const text = useText();
  return (
    <section aria-label={text('export_all')}>
      <h2>{text('export_all')}</h2>
      <p class="dim">{text('export_warning')}</p>
      <p class="button-row">
        {(['md', 'json'] as const).map((format) => (
          <button
            key={format}
            type="button"
            class="secondary"
            aria-label={`${text('export_all')}: ${text(`format_${format}`)}`}
            onClick={() => onExport(format)}
          >
            {text(`format_${format}`)}
          </button>
        ))}
        <button
          type="button"
          class="secondary"
          disabled={library.reading !== null}
          onClick={onTable}
        >
          {text('table_sessions')}
        </button>
      </p>
    </section>
  );
}
