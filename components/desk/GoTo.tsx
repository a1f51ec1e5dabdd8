import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Library } from '@/lib/desk';
import { dayText } from '@/lib/text';
import { PRIVATE_FIELD, PrivateForm } from '../shared/controls/PrivateForm';
import { useText } from '../shared/text';
import { addressOf, clientAddress, helpAddress, sessionAddress, settingsAddress } from './address';
import { HELP } from './help/topics';
import { sessionsOn } from './sessions-on';
import { GROUPS, SETTINGS_GROUPS } from './settings/groups';

/** Most rows shown. Another letter narrows them. */
const MOST = 9;
/** Sessions of a client that a query with the client's code offers. */
const SESSIONS = 3;
/** Days that a query with a number offers. */
const DAYS = 4;

interface Goal {
  readonly id: string;
  readonly label: string;
  /** What kind of goal it is, in a word. */
  readonly what: string;
  go(): void;
}

/** A box over the page that goes to any client, session or page, and does what the desk can do. */
export function GoTo({
  library,
  onGo,
  onLock,
  onClose,
}: {
  library: Library;
  onGo(fragment: string): void;
  onLock: (() => void) | null;
  onClose(): void;
}) {
  const text = useText();
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  useEffect(() => {
    box.current?.showModal();
  }, []);
  const goals = goalsOf(library, query, text, onGo, onLock);
  const chosen = goals[Math.min(at, goals.length - 1)];
  const go = (goal: Goal | undefined) => {
    if (!goal) return;
    // Closing it gives the focus back to where it was, for a goal that is here already.
    box.current?.close();
    goal.go();
  };
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined || goals.length === 0) return;
    event.preventDefault();
    setAt((Math.min(at, goals.length - 1) + by + goals.length) % goals.length);
  };
  return (
    <dialog ref={box} class="go-to" aria-label={text('goTo')} onClose={onClose}>
      <PrivateForm onSubmit={() => go(chosen)}>
        <input
          {...PRIVATE_FIELD}
          type="text"
          role="combobox"
          aria-label={text('goTo')}
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `${id}-${chosen.id}` : undefined}
          placeholder={text('goTo_hint')}
          value={query}
          onInput={({ currentTarget }) => {
            setQuery(currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
        <div id={id} role="listbox" aria-label={text('goTo')} class="go-to-list">
          {goals.map((goal) => (
            <div
              key={goal.id}
              id={`${id}-${goal.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={goal === chosen}
              onClick={() => go(goal)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') go(goal);
              }}
            >
              <span>{goal.label}</span>
              <span class="dim">{goal.what}</span>
            </div>
          ))}
        </div>
        <p class="dim" role="status">
          {goals.length === 0 && text('goTo_none')}
        </p>
      </PrivateForm>
    </dialog>
  );
}

/** The newest sessions of a client. It stops looking once it has them. */
function newestOf(heads: Library['heads'], clientId: string): Library['heads'] {
  const found: Library['heads'][number][] = [];
  for (const head of heads) {
    if (head.clientId === clientId) found.push(head);
    if (found.length === SESSIONS) break;
  }
  return found;
}

function goalsOf(
  { clients, heads }: Library,
  query: string,
  text: ReturnType<typeof useText>,
  onGo: (fragment: string) => void,
  onLock: (() => void) | null,
): readonly Goal[] {
  const words = query.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const holds = (label: string) => {
    const plain = label.toLocaleLowerCase();
    return words.every((word) => plain.includes(word));
  };
  const to = (id: string, label: string, what: string, fragment: string): Goal => ({
    id,
    label,
    what,
    go: () => onGo(fragment),
  });
  const pages = (['today', 'clients', 'notes', 'practice'] as const).map((page) =>
    to(page, text(`desk_${page}`), text('goTo_page'), addressOf({ page })),
  );
  const first = to('settings', text('desk_settings'), text('goTo_page'), settingsAddress('work'));
  const settings = GROUPS.map((group) =>
    to(
      `settings-${group}`,
      text(SETTINGS_GROUPS[group]),
      text('desk_settings'),
      settingsAddress(group),
    ),
  );
  const help = HELP.map(({ id, title }) =>
    to(`help-${id}`, text(title), text('desk_help'), helpAddress(id)),
  );
  const lock: readonly Goal[] = onLock
    ? [{ id: 'lock', label: text('lock'), what: text('goTo_action'), go: onLock }]
    : [];
  const people = clients
    .filter(({ code, name }) => words.length > 0 && holds(`${code} ${name}`))
    .slice(0, MOST)
    .flatMap((client) => [
      to(
        `client-${client.id}`,
        client.name ? `${client.code} (${client.name})` : client.code,
        text('client'),
        clientAddress(client.id),
      ),
      ...newestOf(heads, client.id).map((head) =>
        to(
          `session-${head.id}`,
          `${client.code}, ${dayText(head.startedAt, text.locale, head.utcOffset)}`,
          text('goTo_session'),
          sessionAddress(head.id),
        ),
      ),
    ]);
  const action = (id: string, label: string, fragment: string) =>
    to(id, label, text('goTo_action'), fragment);
  const actions = [
    to('do-client', text('clients_new'), text('goTo_page'), addressOf({ page: 'clients' })),
    action('do-backup', text('backup_go'), settingsAddress('backup')),
    action('do-sheet', text('paper_sheet'), addressOf({ page: 'sheet', id: null })),
    action('do-find', text('search'), addressOf({ page: 'notes' })),
  ];
  const codes = new Map(clients.map((client) => [client.id, client.code]));
  const labelOf = (head: Library['heads'][number]) => {
    const code = (head.clientId && codes.get(head.clientId)) || text('client_none');
    return `${code}, ${dayText(head.startedAt, text.locale, head.utcOffset)}`;
  };
  // A day is looked for where somebody types a number. A client's own sessions stand with them.
  const days = sessionsOn(heads, words, (head) => holds(labelOf(head)), DAYS + SESSIONS).map(
    (head) => to(`day-${head.id}`, labelOf(head), text('goTo_session'), sessionAddress(head.id)),
  );
  const named = new Set(people.map(({ id }) => id));
  const more = words.length > 0 ? [...actions, ...settings, ...help] : [];
  return [
    ...people,
    ...days.filter(({ id }) => !named.has(id.replace('day-', 'session-'))).slice(0, DAYS),
    ...[...pages, first, ...lock, ...more].filter(({ label }) => holds(label)),
  ].slice(0, MOST);
}
