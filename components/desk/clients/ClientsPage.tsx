import { useMemo, useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import type { Library } from '@/lib/desk';
import type { Head } from '@/lib/library';
import type { Problem } from '@/lib/messaging';
import { type ClientMeasures, PRACTICE } from '@/lib/papers';
import {
  CLIENT_STATES,
  type Client,
  type ClientState,
  codeProblem,
  engagementDue,
  nextAppointments,
  nextCode,
} from '@/lib/practice';
import { problemText } from '@/lib/problems';
import type { EpochMs } from '@/lib/session';
import { dateText, type Text } from '@/lib/text';
import { useMinute } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Icon } from '../../shared/controls/Icon';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { clientAddress } from '../address';
import { dueFor } from '../due';
import { FindField } from '../FindField';
import { focusHeading } from '../focus-heading';
import { Glance, LastTime } from '../Glance';
import { HeadRibbon } from '../HeadRibbon';
import { useFocusOnceDrawn } from '../once-drawn';
import { useKept, useUnsaved } from '../unsaved';
import { type ReadPapers, usePapers } from '../use-papers';
import { soonText } from './soon';

type Shown = ClientState | 'all';
const SHOWN: readonly Shown[] = [...CLIENT_STATES, 'all'];

/** What the list goes by, and whether from the last to the first. */
interface Order {
  readonly by: 'code' | 'next' | 'last';
  readonly down: boolean;
}
const BY_CODE: Order = { by: 'code', down: false };
/** Who comes next, where a calendar says it. */
const BY_NEXT: Order = { by: 'next', down: false };

/** A client with what a row of the list says. */
interface Row {
  readonly client: Client;
  readonly last: Head | null;
  /** When the next appointment is, in epoch milliseconds; null if none is known. */
  readonly next: EpochMs | null;
  readonly held: number;
  /** When the sessions began that are over. */
  readonly starts: readonly EpochMs[];
  readonly drafts: number;
  /** The names of the measures that are due. */
  readonly due: readonly string[];
}

function rowsOf(
  { clients, heads, calendar, settings }: Library,
  measures: ReadonlyMap<string, ClientMeasures>,
  now: number,
  text: Text,
): readonly Row[] {
  const next = nextAppointments(calendar?.appointments ?? [], clients, calendar?.whose ?? {}, now);
  const found = new Map<string, { last: Head; held: number; starts: EpochMs[]; drafts: number }>();
  for (const head of heads) {
    if (!head.clientId) continue;
    const own = found.get(head.clientId);
    const draft = head.closed && head.finalisedAt === null ? 1 : 0;
    const starts = head.closed ? [head.startedAt] : [];
    if (!own) found.set(head.clientId, { last: head, held: 1, starts, drafts: draft });
    else {
      own.held += 1;
      own.starts.push(...starts);
      own.drafts += draft;
    }
  }
  return clients.map((client) => {
    const { last = null, held = 0, starts = [], drafts = 0 } = found.get(client.id) ?? {};
    const due = dueFor(client, measures.get(client.id), starts, settings, text);
    return { client, last, next: next.get(client.id) ?? null, held, starts, drafts, due };
  });
}

/**
 * Rows, which come by code, in another order. Clients without a session, or without an appointment,
 * come last, whichever way the list goes by it.
 */
function inOrder(rows: readonly Row[], { by, down }: Order): readonly Row[] {
  if (by === 'code') return down ? rows.toReversed() : rows;
  const at = ({ last, next }: Row) => (by === 'next' ? next : (last?.startedAt ?? null));
  return rows.toSorted((a, b) => {
    const [one, other] = [at(a), at(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return down ? other - one : one - other;
  });
}

/** All clients: which one, and what do they need? Typing filters, and the arrows walk the list. */
export function ClientsPage({
  library,
  readPapers,
  onAdd,
}: {
  library: Library;
  readPapers: ReadPapers;
  /** Adds a client. Resolves with null, or with the reason the client couldn't be saved. */
  onAdd(code: string): Promise<Problem | null>;
}) {
  const text = useText();
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState<Shown>('active');
  const [picked, setOrder] = useKept<Order | null>('clients order', null);
  const [focused, setFocused] = useState<string | null>(null);
  const list = useRef<HTMLTableSectionElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const now = useMinute();
  const measures = usePapers('measures', library, readPapers);
  const rows = useMemo(
    () => rowsOf(library, new Map(measures), now, text),
    [library, measures, now, text],
  );
  const hasModes = rows.some(({ client }) => client.engagement.mode !== null);
  const isBooked = rows.some(({ next }) => next !== null);
  const order = picked ?? (isBooked ? BY_NEXT : BY_CODE);
  const words = query.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const matching = rows.filter(({ client, due, starts }) => {
    const { code, name, engagement } = client;
    const { phase, mode } = engagement;
    const { review } = engagementDue(engagement, starts);
    const about = [
      code,
      name,
      phase ? text(`phase_${phase}`) : '',
      mode ? text(`mode_${mode}`) : '',
      ...(due.length > 0 ? [text('clients_due', due.join(' '))] : []),
      review ? text('due_review') : '',
    ]
      .join(' ')
      .toLocaleLowerCase();
    return words.every((word) => about.includes(word));
  });
  const inState = (state: Shown) => (row: Row) =>
    state === 'all' || row.client.engagement.state === state;
  // What is typed is looked for among all, because nobody remembers who has finished.
  const found = inOrder(words.length > 0 ? matching : matching.filter(inState(shown)), order);
  const peek = found.find(({ client }) => client.id === focused) ?? found[0];

  const head = (by: Order['by'], label: string, name?: string) => (
    <OrderedBy by={by} class={name} label={label} order={order} onPick={setOrder} />
  );
  const links = () => [...(list.current?.querySelectorAll('a') ?? [])];
  const onKey = (event: KeyboardEvent) => {
    const all = links();
    const focus = document.activeElement;
    const at = all.indexOf(focus as HTMLAnchorElement);
    // Other controls have the arrows for themselves.
    if (at < 0 && focus !== field.current) return;
    const next = {
      ArrowDown: all[at + 1],
      ArrowUp: at === 0 ? field.current : all[at - 1],
      Home: at >= 0 ? all[0] : undefined,
      End: at >= 0 ? all.at(-1) : undefined,
      Escape: at < 0 ? undefined : field.current,
    }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <main onKeyDown={onKey}>
      <header class="desk-page-head">
        <h1>{text('desk_clients')}</h1>
        <NewClient library={library} onAdd={onAdd} />
      </header>
      {library.unreadableClients > 0 && (
        <Notice kind="alert">{text.count('clients_unreadable', library.unreadableClients)}</Notice>
      )}
      {rows.length === 0 ? (
        <p class="empty">{text('clients_none')}</p>
      ) : (
        <>
          <div class="toolbar">
            <PrivateForm class="clients-find">
              <FindField
                field={field}
                label={text('clients_find')}
                value={query}
                onInput={setQuery}
              />
            </PrivateForm>
            <Choices
              small
              name={text('clients_shown')}
              options={SHOWN}
              value={shown}
              label={(state) =>
                `${text(`clientState_${state}`)} ${rows.filter(inState(state)).length}`
              }
              onPick={(state) => setShown(state)}
            />
            <span class="unseen" role="status">
              {words.length > 0 && text.count('clients_found', found.length)}
            </span>
          </div>
          {found.length === 0 ? (
            <p class="empty">
              <span>
                {words.length > 0
                  ? text('clients_noneFound', query.trim())
                  : text('clients_noneHere')}
              </span>{' '}
              {(words.length > 0 || shown !== 'all') && (
                <button
                  type="button"
                  class="link"
                  onClick={({ currentTarget }) => {
                    // The button goes with what it says.
                    focusHeading(currentTarget.closest('main'));
                    setQuery('');
                    setShown('all');
                  }}
                >
                  {text('clients_showAll')}
                </button>
              )}
            </p>
          ) : (
            <div class="with-peek">
              <table class="client-table" aria-label={text('desk_clients')}>
                <thead>
                  <tr>
                    {head('code', text('client_code'))}
                    <th scope="col">{text('clients_toDo')}</th>
                    {isBooked && head('next', text('clients_next'), 'client-when client-next')}
                    {head('last', text('clients_last'), 'client-when')}
                    <th scope="col" class="client-phase">
                      {text('phase')}
                    </th>
                    {hasModes && (
                      <th scope="col" class="client-phase">
                        {text('mode')}
                      </th>
                    )}
                  </tr>
                </thead>
                <tbody ref={list}>
                  {found.map((row) => (
                    <ClientRow
                      key={row.client.id}
                      row={row}
                      now={isBooked ? now : null}
                      isPeeked={row === peek}
                      hasModes={hasModes}
                      onLook={setFocused}
                    />
                  ))}
                </tbody>
              </table>
              {peek && <Peek row={peek} />}
            </div>
          )}
        </>
      )}
    </main>
  );
}

/** The head of a column that the list can go by. Pressed again, it goes the other way. */
function OrderedBy({
  by,
  class: name,
  label,
  order,
  onPick,
}: {
  by: Order['by'];
  class?: string | undefined;
  label: string;
  order: Order;
  onPick(order: Order): void;
}) {
  const isBy = order.by === by;
  // The newest first is what somebody wants who asks for the last session.
  const next = isBy ? !order.down : by === 'last';
  return (
    <th
      scope="col"
      class={name}
      aria-sort={isBy ? (order.down ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" class="client-order" onClick={() => onPick({ by, down: next })}>
        {label}
        <span class="client-arrow" aria-hidden="true">
          {isBy && (order.down ? '↓' : '↑')}
        </span>
      </button>
    </th>
  );
}

function ClientRow({
  row,
  now,
  isPeeked,
  hasModes,
  onLook,
}: {
  row: Row;
  /** The present instant; null where no next appointment is shown. */
  now: EpochMs | null;
  isPeeked: boolean;
  /** Whether the list says how sessions begin. */
  hasModes: boolean;
  onLook(id: string): void;
}) {
  const text = useText();
  const { client, last, next, held, starts, drafts, due } = row;
  const { review, left } = engagementDue(client.engagement, starts);
  const look = () => onLook(client.id);
  return (
    <tr class={isPeeked ? 'is-peeked' : undefined} onPointerEnter={look} onFocusCapture={look}>
      <th scope="row">
        <a href={clientAddress(client.id)}>{client.code}</a>
        {client.name && <span class="dim"> {client.name}</span>}
      </th>
      <td>
        {held === 0 && text('clients_first')}
        {review && <Glance>{text('due_review')}</Glance>}{' '}
        {due.length > 0 && <Glance>{text('clients_due', due.join(', '))}</Glance>}{' '}
        {left !== null && text.count('clients_left', left)}{' '}
        {drafts > 0 && <span class="dim">{text.count('clients_drafts', drafts)}</span>}
      </td>
      {now !== null && (
        <td class="client-when client-next">{next !== null && soonText(next, now, text)}</td>
      )}
      <td class="client-when">
        {last ? dateText(last.startedAt, text.locale, last.utcOffset) : text('clients_never')}
      </td>
      <td class="client-phase">
        {client.engagement.phase && text(`phase_${client.engagement.phase}`)}
      </td>
      {hasModes && (
        <td class="client-phase">
          {client.engagement.mode && text(`mode_${client.engagement.mode}`)}
        </td>
      )}
    </tr>
  );
}

/** What is known of the client in focus, beside the list. */
function Peek({ row: { client, last } }: { row: Row }) {
  const text = useText();
  const { phase, frequency, mode } = client.engagement;
  const about = [
    phase && text(`phase_${phase}`),
    frequency && text(`frequency_${frequency}`),
    mode && text(`mode_${mode}`),
  ].filter(Boolean);
  return (
    <aside class="client-peek" aria-label={client.code}>
      <div class="section-head">
        <h2 class="peek-code">{client.code}</h2>
        <a href={clientAddress(client.id)}>
          {text('clients_open')}
          <span class="unseen"> {client.code}</span>
        </a>
      </div>
      {about.length > 0 && <p class="dim">{about.join(' \u00b7 ')}</p>}
      {last ? (
        <>
          <p class="dim">{dateText(last.startedAt, text.locale, last.utcOffset)}</p>
          <HeadRibbon head={last} />
          <LastTime head={last} />
        </>
      ) : (
        <p class="dim">{text('client_noSessions')}</p>
      )}
    </aside>
  );
}

/** The form for another client. With none yet, it is there at once. */
function NewClient({
  library: { clients },
  onAdd,
}: {
  library: Library;
  onAdd(code: string): Promise<Problem | null>;
}) {
  const text = useText();
  const [code, setCode] = useUnsaved<string | null>(
    PRACTICE,
    'new client',
    v.nullable(v.string()),
    null,
  );
  const [open, setOpen] = useState(clients.length === 0 || code !== null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const focusOnceDrawn = useFocusOnceDrawn();
  const add = async () => {
    const wanted = code ?? nextCode(clients);
    const wrong = codeProblem(wanted, clients) ?? (await onAdd(wanted));
    setProblem(wrong);
    if (!wrong) setCode(null);
  };
  if (!open)
    return (
      <button
        type="button"
        class="secondary client-add"
        onClick={() => {
          setOpen(true);
          focusOnceDrawn(() => field.current);
        }}
      >
        <Icon name="add" />
        {text('clients_new')}
      </button>
    );
  return (
    <PrivateForm class="client-new" onSubmit={() => void add()}>
      <label class="field">
        <span>{text('client_newCode')}</span>
        <input
          {...PRIVATE_FIELD}
          ref={field}
          type="text"
          value={code ?? nextCode(clients)}
          onInput={({ currentTarget }) => setCode(currentTarget.value)}
          onBlur={() => {
            // With nothing in it, it proposes a code again.
            if (code === '') setCode(null);
          }}
        />
      </label>
      <button type="submit" class="primary">
        {text('client_add')}
      </button>
      {clients.length > 0 && (
        <button
          type="button"
          class="secondary"
          onClick={() => {
            setCode(null);
            setProblem(null);
            setOpen(false);
          }}
        >
          {text('cancel')}
        </button>
      )}
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
    </PrivateForm>
  );
}
