import { signal } from '@preact/signals';
import { render } from 'preact';
import { DESK_PAGES, Desk, type DeskPage } from '@/components/Desk';
import { DeskNotes, type Library } from '@/components/DeskNotes';
import { DeskSettings, type Standing } from '@/components/DeskSettings';
import { DeskToday } from '@/components/DeskToday';
import { Notice } from '@/components/Notice';
import { TextProvider } from '@/components/text';
import { exportName, toJson, toMarkdown } from '@/lib/exchange';
import { browser, browserText } from '@/lib/platform';
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

async function readAll(vault: Vault): Promise<Library> {
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

async function openLibrary(): Promise<void> {
  const store = new Store(PRACTICE_STORE);
  const vault = new Vault(store, await deviceKeyRing(store, Date.now));
  let latest = 0;
  vault.watch(() => {
    latest += 1;
    const asked = latest;
    readAll(vault).then((read) => {
      // A change that came while reading has started a newer read.
      if (asked === latest) library.value = read;
    }, fail);
  }, fail);
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
  const content = format === 'md' ? toMarkdown(sessions, text, at) : toJson(sessions, at);
  const type = format === 'md' ? 'text/markdown' : 'application/json';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  link.download = exportName(at, format);
  link.click();
  // The download has its own reference by now or in a moment; a minute is plenty.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function Page() {
  const [name = '', chosen = null] = address.value.replace('#/', '').split('/');
  const page: DeskPage = DESK_PAGES.find((known) => known === name) ?? 'today';
  return (
    <Desk page={page}>
      {failure.value ? (
        <main>
          <Notice kind="alert">
            {text('heading_error')}. {text(`problem_${failure.value}`)}
          </Notice>
        </main>
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
        />
      ) : library.value === null ? (
        <main aria-busy="true">
          <p class="dim">{text('sessions_reading')}</p>
        </main>
      ) : page === 'notes' ? (
        <DeskNotes library={library.value} chosen={chosen} now={now.value} onExport={save} />
      ) : (
        <DeskToday
          library={library.value}
          now={now.value}
          welcome={name === 'welcome'}
          rehearsal={browser.runtime.getURL('/rehearsal.html')}
        />
      )}
    </Desk>
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
