import { signal } from '@preact/signals';
import { render } from 'preact';
import { DESK_PAGES, Desk, type DeskPage } from '@/components/Desk';
import { clientAddress, DeskClients } from '@/components/DeskClients';
import { DeskLock, type LockActions } from '@/components/DeskLock';
import { DeskNotes } from '@/components/DeskNotes';
import { DeskPractice } from '@/components/DeskPractice';
import { DeskPrompts } from '@/components/DeskPrompts';
import { DeskSettings, type Standing } from '@/components/DeskSettings';
import { DeskToday } from '@/components/DeskToday';
import { LegNamesProvider } from '@/components/leg-names';
import { Notice } from '@/components/Notice';
import { TextProvider } from '@/components/text';
import { Unlock } from '@/components/Unlock';
import {
  exportName,
  LARGEST_PROMPTS_FILE,
  type Part,
  promptsFromJson,
  promptsToJson,
  toJson,
  toMarkdown,
} from '@/lib/exchange';
import { browser, browserText, lastUse, rootKeeper } from '@/lib/platform';
import { merged } from '@/lib/prompts';
import { SITES } from '@/lib/sites';
import { guessesFor, type OpenSession, strengthOf } from '@/lib/vault';
import {
  addClient,
  changeClient,
  changeSettings,
  fail,
  failure,
  leftOver,
  library,
  lock,
  lockState,
  moveSession,
  openLibrary,
  passkeys,
  resealing,
} from './library';

const text = browserText();
document.documentElement.lang = text.language;
document.documentElement.dir = text.direction;
document.title = text('desk_title');

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
for (const use of ['pointerdown', 'keydown'] as const)
  addEventListener(use, () => lastUse.touch(Date.now()), { passive: true });
setInterval(() => {
  now.value = Date.now();
}, 1_000);

const lockActions: LockActions = {
  set: (passphrase) => lock.set(passphrase),
  change: (passphrase, next) => lock.change(passphrase, next),
  remove: (passphrase) => lock.remove(passphrase),
  lock: () => void lock.lock(),
  strength: async (passphrase) => strengthOf(await guessesFor(passphrase)),
  addPasskey: null,
  removePasskey: async (id) => {
    await lock.removePasskey(id);
    passkeys.value = await lock.passkeys();
  },
};

async function add(code: string) {
  const added = await addClient(code);
  if (typeof added === 'string') return added;
  location.hash = clientAddress(added.id);
  return null;
}

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

function save(sessions: readonly OpenSession[], part: Part, format: 'md' | 'json'): void {
  const at = Date.now();
  const clients = library.value?.clients ?? [];
  const name = exportName(at, part, format);
  if (format === 'md')
    download(toMarkdown(sessions, clients, part, text, at), 'text/markdown', name);
  else download(toJson(sessions, clients, part, at), 'application/json', name);
}

function download(content: string, type: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  // The download has its own reference by now or in a moment; a minute is plenty.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function Content({ page, name, chosen }: { page: DeskPage; name: string; chosen: string | null }) {
  const { settings } = library.value ?? {};
  if (failure.value)
    return (
      <main>
        <Notice kind="alert">
          {text('heading_error')}. {text(`problem_${failure.value}`)}
        </Notice>
      </main>
    );
  if (lockState.value === 'locked')
    return (
      <main>
        <h1>{text('locked_title')}</h1>
        <p>{text('locked_desk')}</p>
        <Unlock
          now={now.value}
          clock={() => Date.now()}
          onUnlock={(passphrase) => lock.unlock(passphrase)}
          onPasskey={null}
        />
      </main>
    );
  if (name === 'prompts' && settings)
    return (
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
    );
  if (page === 'settings')
    return (
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
          <>
            <DeskPractice
              settings={settings}
              newId={() => crypto.randomUUID()}
              onChange={changeSettings}
              onNotify={allowNotices}
            />
            {lockState.value && (
              <DeskLock
                state={lockState.value}
                settings={settings}
                passkeys={passkeys.value}
                actions={lockActions}
                onSettings={(change) => void changeSettings(change)}
              />
            )}
          </>
        )}
      </DeskSettings>
    );
  if (library.value === null)
    return (
      <main aria-busy="true">
        <p class="dim">{text('sessions_reading')}</p>
      </main>
    );
  if (page === 'clients')
    return (
      <DeskClients
        library={library.value}
        chosen={chosen}
        now={now.value}
        onAdd={add}
        onChange={changeClient}
      />
    );
  if (page === 'notes')
    return (
      <DeskNotes
        library={library.value}
        chosen={chosen}
        now={now.value}
        onExport={save}
        onMove={moveSession}
      />
    );
  return (
    <DeskToday
      library={library.value}
      now={now.value}
      welcome={name === 'welcome'}
      rehearsal={browser.runtime.getURL('/rehearsal.html')}
      lock={lockState.value === 'none' ? lockActions : null}
    />
  );
}

function Page() {
  const [name = '', chosen = null] = address.value.replace('#/', '').split('/');
  const page: DeskPage = DESK_PAGES.find((known) => known === name) ?? 'today';
  const { settings } = library.value ?? {};
  return (
    <LegNamesProvider value={settings?.legNames ?? {}}>
      <Desk
        page={name === 'prompts' ? 'settings' : page}
        onLock={lockState.value === 'open' ? lockActions.lock : null}
      >
        {resealing.value && (
          <Notice kind="status">{text('reseal', resealing.value.done, resealing.value.all)}</Notice>
        )}
        {leftOver.value > 0 && (
          <Notice kind="alert">{text.count('reseal_unreadable', leftOver.value)}</Notice>
        )}
        <Content page={page} name={name} chosen={chosen} />
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
rootKeeper.watch(() => void openLibrary().catch(fail));
openLibrary().catch(fail);
void lookAround();
