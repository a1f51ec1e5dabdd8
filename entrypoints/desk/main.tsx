import { effect, type Signal, signal } from '@preact/signals';
import { render } from 'preact';
import { DESK_PAGES, Desk, type DeskPage } from '@/components/Desk';
import { clientAddress, DeskClients } from '@/components/DeskClients';
import { DeskNotes, type Library } from '@/components/DeskNotes';
import { DeskPractice } from '@/components/DeskPractice';
import { DeskPrompts } from '@/components/DeskPrompts';
import { DeskSettings, type Standing } from '@/components/DeskSettings';
import { DeskToday } from '@/components/DeskToday';
import { LegNamesProvider } from '@/components/leg-names';
import { Notice } from '@/components/Notice';
import { TextProvider } from '@/components/text';
import {
  exportName,
  LARGEST_PROMPTS_FILE,
  promptsFromJson,
  promptsToJson,
  toJson,
  toMarkdown,
} from '@/lib/exchange';
import type { Problem } from '@/lib/messaging';
import { browser, browserText } from '@/lib/platform';
import { type Client, newClient, type Settings } from '@/lib/practice';
import { merged } from '@/lib/prompts';
import { SITES } from '@/lib/sites';
import { PRACTICE_STORE, Store } from '@/lib/store';
import { deviceKeyRing, KeyMissingError, OpenError, type OpenSession, Vault } from '@/lib/vault';

const text = browserText();
document.documentElement.lang = text.language;
document.documentElement.dir = text.direction;
document.title = text('desk_title');

const library = signal<Library | null>(null);
const failure = signal<'keyMissing' | 'openFailed' | null>(null);
const now = signal(Date.now());
const address = signal(location.hash);
const standing = signal<Standing>({
  persisted: null,
  usedBytes: null,
  access: null,
  refused: null,
  version: browser.runtime.getManifest().version,
});

addEventListener('hashchange', () => {
  address.value = location.hash;
});
setInterval(() => {
  now.value = Date.now();
}, 1_000);

const fail = (error: unknown) => {
  failure.value = error instanceof KeyMissingError ? 'keyMissing' : 'openFailed';
};

async function readSessions(vault: Vault): Promise<Pick<Library, 'sessions' | 'unreadable'>> {
  const sessions: OpenSession[] = [];
  let unreadable = 0;
  for (const id of await vault.sessionIds()) {
    const session = await vault.session(id).catch((error: unknown) => {
      if (!(error instanceof OpenError)) throw error;
      unreadable += 1;
      return null;
    });
    if (session) sessions.push(session);
  }
  return { sessions, unreadable };
}

async function readPractice(
  vault: Vault,
): Promise<Pick<Library, 'clients' | 'unreadableClients' | 'settings'>> {
  const clients = await vault.clients();
  return {
    clients: clients.toSorted((a, b) =>
      a.code.localeCompare(b.code, text.locale, { numeric: true }),
    ),
    unreadableClients: (await vault.countClients()) - clients.length,
    settings: await vault.settings(),
  };
}

let opened: Vault | null = null;

let writing: Promise<unknown> = Promise.resolve();

/**
 * Writes something, and says why when that could not be done. One after the other: of what is typed the last
 * state has to stay.
 */
function written(write: (vault: Vault) => Promise<unknown>): Promise<Problem | null> {
  const result = writing.then(async (): Promise<Problem | null> => {
    if (!opened) return 'storageFailed';
    try {
      await write(opened);
      return null;
    } catch (error) {
      return error instanceof OpenError ? 'unreadable' : 'storageFailed';
    }
  });
  writing = result;
  return result;
}

const changeSettings = (change: (settings: Settings) => Settings) =>
  written((vault) => vault.changeSettings(change));

async function addClient(code: string): Promise<Problem | null> {
  const client = newClient(crypto.randomUUID(), code, Date.now());
  const problem = await written((vault) => vault.changeClient(client.id, () => client));
  if (!problem) location.hash = clientAddress(client.id);
  return problem;
}

/** Changes of clients that wait for the write before them. */
const waiting = new Map<
  string,
  { readonly changes: ((client: Client) => Client)[]; readonly done: Promise<Problem | null> }
>();

/** Changes a client. What is typed while a write is under way goes into the next one together. */
function changeClient(id: string, change: (client: Client) => Client): Promise<Problem | null> {
  const before = waiting.get(id);
  if (before) {
    before.changes.push(change);
    return before.done;
  }
  const changes = [change];
  const done = written((vault) => {
    waiting.delete(id);
    return vault.changeClient(id, (client) => {
      if (!client) throw new RangeError('there is no such client');
      return changes.reduce((changed, next) => next(changed), client);
    });
  });
  waiting.set(id, { changes, done });
  return done;
}

const moveSession = (session: OpenSession, clientId: string | null) =>
  written((vault) =>
    vault.append(session.id, session.events.length, [
      { type: 'clientChosen', at: Date.now(), clientId, confirmed: true, room: null },
    ]),
  );

/** Asks the browser for what notices need; taken back as easily. */
async function allowNotices(on: boolean): Promise<boolean> {
  const needed = { permissions: ['notifications' as const] };
  if (on) return browser.permissions.request(needed);
  await browser.permissions.remove(needed);
  return false;
}

async function importPrompts(file: File): Promise<{ ok: boolean; said: string }> {
  const refused = (said: string) => ({ ok: false, said });
  if (file.size > LARGEST_PROMPTS_FILE) return refused(text('promptsFile_tooLarge'));
  const read = promptsFromJson(await file.text());
  if ('reason' in read)
    return refused(
      read.reason === 'badContent'
        ? text('promptsFile_badContent', read.where)
        : text(`promptsFile_${read.reason}`),
    );
  let taken = 0;
  const problem = await changeSettings((settings) => {
    const prompts = merged(settings.prompts, read);
    const ids = prompts.added.map(({ id }) => id);
    taken = read.added.filter(({ id }) => ids.includes(id)).length;
    return { ...settings, prompts };
  });
  return problem
    ? refused(text('problem_storageFailed'))
    : { ok: true, said: text.count('promptsFile_taken', taken) };
}

/** Reads again at every call, and keeps what the last read gave. */
function newest<T>(read: () => Promise<T>, into: Signal<T | null>): () => void {
  let latest = 0;
  return () => {
    latest += 1;
    const asked = latest;
    read().then((result) => {
      if (asked === latest) into.value = result;
    }, fail);
  };
}

async function openLibrary(): Promise<void> {
  const store = new Store(PRACTICE_STORE);
  const vault = new Vault(store, await deviceKeyRing(store, () => Date.now()));
  opened = vault;
  const sessions = signal<Awaited<ReturnType<typeof readSessions>> | null>(null);
  const practice = signal<Awaited<ReturnType<typeof readPractice>> | null>(null);
  effect(() => {
    if (sessions.value && practice.value) library.value = { ...sessions.value, ...practice.value };
  });
  // Apart, so that what is typed about a client does not open every note again.
  vault.watch(
    newest(() => readSessions(vault), sessions),
    fail,
  );
  vault.watchPractice(
    newest(() => readPractice(vault), practice),
    fail,
  );
}

const sites = { origins: SITES.map(({ pattern }) => pattern) };

async function lookAround(): Promise<void> {
  const [persisted, { usage }, access, { refused }] = await Promise.all([
    navigator.storage.persisted(),
    navigator.storage.estimate(),
    browser.permissions.contains(sites),
    browser.storage.session.get('refused'),
  ]);
  const counts = Object.values((refused ?? {}) as Record<string, number>);
  standing.value = {
    ...standing.value,
    persisted,
    usedBytes: usage ?? null,
    access,
    refused: counts.reduce((sum, count) => sum + count, 0),
  };
}

function save(sessions: readonly OpenSession[], format: 'md' | 'json'): void {
  const at = Date.now();
  const clients = library.value?.clients ?? [];
  if (format === 'md')
    download(toMarkdown(sessions, clients, text, at), 'text/markdown', exportName(at, 'md'));
  else download(toJson(sessions, clients, at), 'application/json', exportName(at, 'json'));
}

function download(content: string, type: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  // The download has its own reference by now or in a moment; a minute is plenty.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function Page() {
  const [name = '', chosen = null] = address.value.replace('#/', '').split('/');
  const page: DeskPage = DESK_PAGES.find((known) => known === name) ?? 'today';
  const { settings } = library.value ?? {};
  return (
    <LegNamesProvider value={settings?.legNames ?? {}}>
      <Desk page={name === 'prompts' ? 'settings' : page}>
        {failure.value ? (
          <main>
            <Notice kind="alert">
              {text('heading_error')}. {text(`problem_${failure.value}`)}
            </Notice>
          </main>
        ) : name === 'prompts' && settings ? (
          <DeskPrompts
            prompts={settings.prompts}
            newId={() => crypto.randomUUID()}
            onChange={(change) =>
              changeSettings((before) => ({ ...before, prompts: change(before.prompts) }))
            }
            onExport={() =>
              download(promptsToJson(settings.prompts), 'application/json', 'perch-prompts.json')
            }
            onImport={importPrompts}
          />
        ) : page === 'settings' ? (
          <DeskSettings
            standing={standing.value}
            onPersist={async () => {
              const kept = await navigator.storage.persist();
              await lookAround();
              return kept;
            }}
            onAccess={() => void browser.permissions.request(sites).then(lookAround)}
            onResetPositions={() =>
              browser.storage.local.remove(SITES.map(({ id }) => `placement:${id}`))
            }
          >
            {settings && (
              <DeskPractice
                settings={settings}
                newId={() => crypto.randomUUID()}
                onChange={changeSettings}
                onNotify={allowNotices}
              />
            )}
          </DeskSettings>
        ) : library.value === null ? (
          <main aria-busy="true">
            <p class="dim">{text('sessions_reading')}</p>
          </main>
        ) : page === 'clients' ? (
          <DeskClients
            library={library.value}
            chosen={chosen}
            now={now.value}
            onAdd={addClient}
            onChange={changeClient}
          />
        ) : page === 'notes' ? (
          <DeskNotes
            library={library.value}
            chosen={chosen}
            now={now.value}
            onExport={save}
            onMove={moveSession}
          />
        ) : (
          <DeskToday
            library={library.value}
            now={now.value}
            welcome={name === 'welcome'}
            rehearsal={browser.runtime.getURL('/rehearsal.html')}
          />
        )}
      </Desk>
    </LegNamesProvider>
  );
}

render(
  <TextProvider value={text}>
    <Page />
  </TextProvider>,
  document.body,
);
openLibrary().catch(fail);
void lookAround();
