import { signal } from '@preact/signals';
import { render } from 'preact';
import { AutoBackupPart } from '@/components/desk/AutoBackup';
import { DESK_PAGES, Desk, type DeskPage } from '@/components/desk/Desk';
import { DeskBackup } from '@/components/desk/DeskBackup';
import { clientAddress, DeskClients } from '@/components/desk/DeskClients';
import { DeskKeeping } from '@/components/desk/DeskKeeping';
import { DeskKeys } from '@/components/desk/DeskKeys';
import { DeskLock, type LockActions } from '@/components/desk/DeskLock';
import { DeskNotes } from '@/components/desk/DeskNotes';
import { DeskPractice } from '@/components/desk/DeskPractice';
import { DeskPrompts } from '@/components/desk/DeskPrompts';
import { DeskScreen } from '@/components/desk/DeskScreen';
import { DeskSettings, megabytes, type StorageState } from '@/components/desk/DeskSettings';
import { DeskSites } from '@/components/desk/DeskSites';
import { DeskToday } from '@/components/desk/DeskToday';
import { ClockProvider, useMinute } from '@/components/shared/clock';
import { Notice } from '@/components/shared/controls/Notice';
import { Unlock } from '@/components/shared/controls/Unlock';
import { dayText } from '@/components/shared/format';
import { LegNamesProvider } from '@/components/shared/leg-names';
import type { SiteState } from '@/components/shared/site-name';
import { TextProvider } from '@/components/shared/text';
import {
  clientJson,
  clientMarkdown,
  exportName,
  LARGEST_PROMPTS_FILE,
  notesOf,
  type Part,
  promptsFromJson,
  promptsToJson,
  toJson,
  toMarkdown,
} from '@/lib/exchange';
import { PLACEMENTS } from '@/lib/overlay';
import {
  browser,
  browserText,
  CLOCKWORK,
  grantedSites,
  lastUse,
  newPasskey,
  passkeysOffered,
  rootKeeper,
  secretOf,
} from '@/lib/platform';
import type { Client } from '@/lib/practice';
import { merged } from '@/lib/prompts';
import { endHeldBy, lastOf, startTicker } from '@/lib/session';
import { accessTo, BUILT_IN_PATTERNS, KNOWN_PATTERNS, SITES } from '@/lib/sites';
import { freeSpace, isLow } from '@/lib/store';
import { guessesFor, type Lock, type LockReply, type SessionRecord, strengthOf } from '@/lib/vault';
import { autoBackup, autoBackupActions, autoBackupOffered, passphraseChanged } from './auto-backup';
import { backupActions, save } from './backup';
import {
  addClient,
  changeClient,
  changeSettings,
  eraseClient,
  fail,
  failure,
  leftOver,
  library,
  lockState,
  moveSession,
  newer,
  noteExport,
  openLibrary,
  passkeys,
  removed,
  resealing,
  resetSettings,
  theLock,
} from './library';

const text = browserText();
document.documentElement.lang = text.language;
document.documentElement.dir = text.direction;
document.title = text('desk_title');

const second = signal(CLOCKWORK.now());
const address = signal(location.hash);
const storageState = signal<StorageState>({
  persisted: null,
  usedBytes: null,
  freeBytes: null,
  refused: null,
  version: browser.runtime.getManifest().version,
});

addEventListener('hashchange', () => {
  address.value = location.hash;
});
for (const use of ['pointerdown', 'keydown'] as const)
  addEventListener(use, () => lastUse.touch(Date.now()), { passive: true });
startTicker(
  CLOCKWORK,
  () => {
    const open = library.value?.sessions.find(({ events }) => !lastOf(events, 'closed'));
    return open ? endHeldBy(open.plan, open.events) : 0;
  },
  (at) => {
    second.value = at;
  },
);

const offered = signal(false);
void passkeysOffered().then((offer) => {
  offered.value = offer;
});

async function addPasskey(): Promise<LockReply> {
  const passkey = await newPasskey(text('extension_name'));
  if (!passkey) return { ok: false, problem: 'passkeyFailed' };
  const { credentialId, salt, secret } = passkey;
  const lock = await theLock();
  const reply = await lock.addPasskey({ credentialId, salt }, secret);
  passkeys.value = await lock.passkeys();
  return reply;
}

/** Asks the passkeys that can unlock, one after the other. */
async function unlockWithPasskey(): Promise<LockReply> {
  const lock = await theLock();
  for (const passkey of passkeys.value) {
    const secret = await secretOf(passkey);
    if (secret) return lock.unlockWithPasskey(passkey.id, secret);
  }
  return { ok: false, problem: 'passkeyFailed' };
}

async function taken(
  passphrase: string,
  take: (lock: Lock) => Promise<LockReply>,
): Promise<LockReply> {
  const reply = await take(await theLock());
  if (reply.ok) await passphraseChanged(passphrase);
  return reply;
}

const lockActions: LockActions = {
  set: (passphrase) => taken(passphrase, (lock) => lock.set(passphrase)),
  change: (passphrase, next) => taken(next, (lock) => lock.change(passphrase, next)),
  verify: async (passphrase) => (await theLock()).verify(passphrase),
  remove: async (passphrase) => (await theLock()).remove(passphrase),
  lock: () => void theLock().then((lock) => lock.lock()),
  strength: async (passphrase) => strengthOf(await guessesFor(passphrase)),
  // Read when it is drawn: whether there are passkeys is only known after a moment.
  get addPasskey() {
    return offered.value ? addPasskey : null;
  },
  removePasskey: async (id) => {
    const lock = await theLock();
    const putBack = await lock.removePasskey(id);
    passkeys.value = await lock.passkeys();
    removed.value = {
      what: 'removed',
      undo: async () => {
        await putBack();
        passkeys.value = await lock.passkeys();
        removed.value = null;
        return null;
      },
    };
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

/** Null while the browser is being asked. */
const sites = signal<readonly SiteState[] | null>(null);
const everywhere = signal(false);
const commands = signal<readonly { what: string; key: string }[] | null>(null);

async function lookAtSites(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  const granted = await grantedSites(KNOWN_PATTERNS, BUILT_IN_PATTERNS);
  const own = granted.filter((pattern) => !KNOWN_PATTERNS.includes(pattern));
  const others = own.flatMap((pattern) => accessTo(pattern.replace('*', '')) ?? []);
  everywhere.value = origins.some((pattern) =>
    /^(<all_urls>|(\*|https):\/\/\*\/.*)$/.test(pattern),
  );
  sites.value = await Promise.all(
    [...SITES, ...others].map(async ({ name, patterns, builtIn }) => ({
      name,
      patterns,
      builtIn,
      allowed: await browser.permissions.contains({ origins: [...patterns] }),
    })),
  );
}
for (const change of [browser.permissions.onAdded, browser.permissions.onRemoved])
  change.addListener(() => void lookAtSites());

async function lookAtCommands(): Promise<void> {
  const all = await browser.commands.getAll();
  commands.value = all.flatMap(({ description, shortcut }) =>
    description ? [{ what: description, key: shortcut ?? '' }] : [],
  );
}
// They are changed in another tab.
addEventListener('focus', () => void lookAtCommands());

/** The browser's own page for keys. */
const changeKeys = () =>
  import.meta.env.FIREFOX
    ? (
        browser.commands as unknown as { openShortcutSettings(): Promise<void> }
      ).openShortcutSettings()
    : browser.tabs.create({ url: 'chrome://extensions/shortcuts' });

async function resetPlacements(): Promise<void> {
  const kept = Object.keys(await browser.storage.local.get(null));
  await browser.storage.local.remove(kept.filter((key) => key.startsWith(PLACEMENTS)));
}

async function lookAround(): Promise<void> {
  const [persisted, { usage }, free, { refused }] = await Promise.all([
    navigator.storage.persisted(),
    navigator.storage.estimate(),
    freeSpace(navigator.storage),
    browser.storage.session.get('refused'),
  ]);
  const counts = Object.values((refused ?? {}) as Record<string, number>);
  storageState.value = {
    ...storageState.value,
    persisted,
    usedBytes: usage ?? null,
    freeBytes: Number.isFinite(free) ? free : null,
    refused: counts.reduce((sum, count) => sum + count, 0),
  };
}

function exportSessions(
  sessions: readonly SessionRecord[],
  part: Part,
  format: 'md' | 'json',
): void {
  const at = Date.now();
  const clients = library.value?.clients ?? [];
  const name = exportName(at, part, format);
  if (format === 'md')
    download(toMarkdown(sessions, clients, part, text, at), 'text/markdown', name);
  else download(toJson(sessions, clients, part, at), 'application/json', name);
}

const download = (content: string, type: string, name: string) =>
  save(new Blob([content], { type: `${type};charset=utf-8` }), name);

/** A client's whole file: the record in one file, private notes in another, if there are any. */
function exportClient(
  client: Client,
  sessions: readonly SessionRecord[],
  format: 'md' | 'json',
): void {
  const at = Date.now();
  const notes = sessions.reduce((sum, { lines }) => sum + lines.length, 0);
  for (const part of ['record', 'private'] as const) {
    if (part === 'private' && sessions.every((session) => notesOf(session, part).length === 0))
      continue;
    const name = exportName(at, part, format);
    if (format === 'md')
      download(clientMarkdown(client, sessions, part, text, at), 'text/markdown', name);
    else download(clientJson(client, sessions, part, at), 'application/json', name);
  }
  void noteExport(sessions.length, notes);
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
          onUnlock={async (passphrase) => (await theLock()).unlock(passphrase)}
          onPasskey={offered.value && passkeys.value.length > 0 ? unlockWithPasskey : null}
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
        storageState={storageState.value}
        hasPassphrase={lockState.value === 'open'}
        onPersist={async () => {
          const kept = await navigator.storage.persist();
          await lookAround();
          return kept;
        }}
        onResetPositions={resetPlacements}
        onReset={settings ? () => void resetSettings() : null}
        sites={
          <>
            <DeskSites
              sites={sites.value}
              everywhere={everywhere.value}
              accessTo={accessTo}
              onUse={({ patterns }) => browser.permissions.request({ origins: [...patterns] })}
              onStop={async ({ patterns }) => {
                await browser.permissions.remove({ origins: [...patterns] });
              }}
            />
            <DeskKeys commands={commands.value} onChange={() => void changeKeys()} />
          </>
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
            <DeskScreen settings={settings} onChange={changeSettings} />
            {lockState.value && (
              <DeskLock
                state={lockState.value}
                settings={settings}
                passkeys={passkeys.value}
                actions={lockActions}
                onSettings={(change) => void changeSettings(change)}
              />
            )}
            {lockState.value && library.value && (
              <DeskBackup
                lock={lockState.value}
                settings={settings}
                lastAt={lastBackup()}
                actions={backupActions}
                onSettings={(change) => void changeSettings(change)}
              >
                {(autoBackupOffered() || autoBackup.value) && (
                  <AutoBackupPart
                    auto={autoBackup.value}
                    lock={lockState.value}
                    actions={autoBackupActions}
                  />
                )}
              </DeskBackup>
            )}
            {library.value && (
              <DeskKeeping
                library={library.value}
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
        onAdd={add}
        onChange={changeClient}
        onExport={exportClient}
        onErase={async (id) => {
          const problem = await eraseClient(id);
          if (!problem) location.hash = '#/clients';
          return problem;
        }}
      />
    );
  if (page === 'notes')
    return (
      <DeskNotes
        library={library.value}
        chosen={chosen}
        onExport={exportSessions}
        onMove={moveSession}
      />
    );
  return (
    <DeskToday
      library={library.value}
      welcome={name === 'welcome'}
      rehearsal={browser.runtime.getURL('/rehearsal.html')}
      lock={lockState.value === 'none' ? lockActions : null}
    />
  );
}

function lastBackup(): number | null {
  const logged = library.value?.log.find(({ what }) => what === 'backedUp')?.at ?? 0;
  return Math.max(logged, autoBackup.value?.at ?? 0) || null;
}

/** Says when the last backup is older than its person wants it to be. */
function BackupReminder() {
  const now = useMinute();
  const { settings, sessions, log } = library.value ?? {};
  if (!settings || !sessions?.length || !log || settings.backupDays === 0) return null;
  const last = lastBackup();
  const first = Math.min(...sessions.map(({ events }) => events[0]?.at ?? now));
  if (now - (last ?? first) < settings.backupDays * 86_400_000) return null;
  return (
    <Notice kind="note">
      {last === null ? text('backup_oldNone') : text('backup_old', dayText(last, text.locale))}{' '}
      <a href="#/settings">{text('backup_go')}</a>
    </Notice>
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
        {newer.value && <Notice kind="alert">{text('problem_newerDatabase')}</Notice>}
        {leftOver.value > 0 && (
          <Notice kind="alert">{text.count('reseal_unreadable', leftOver.value)}</Notice>
        )}
        {page === 'today' && <BackupReminder />}
        {page === 'today' &&
          (autoBackup.value?.state === 'asks' || autoBackup.value?.state === 'failed') && (
            <Notice kind="note">
              {text(`auto_${autoBackup.value.state}`, autoBackup.value.file)}{' '}
              <button type="button" class="link" onClick={() => void autoBackupActions.now()}>
                {text(autoBackup.value.state === 'asks' ? 'auto_allow' : 'auto_now')}
              </button>
            </Notice>
          )}
        {storageState.value.freeBytes !== null && isLow(storageState.value.freeBytes) && (
          <Notice kind="alert">
            {text('space_low', megabytes(text, storageState.value.freeBytes))}{' '}
            <a href="#/settings">{text('backup_go')}</a>
          </Notice>
        )}
        <Content page={page} name={name} chosen={chosen} />
        {removed.value && (
          <p class="desk-undo" role="status">
            {text(removed.value.what === 'reset' ? 'settings_resetDone' : 'removed')}{' '}
            <button type="button" class="link" onClick={() => void removed.value?.undo()}>
              {text('undo')}
            </button>
          </p>
        )}
      </Desk>
    </LegNamesProvider>
  );
}

render(
  <TextProvider value={text}>
    <ClockProvider value={{ second, now: CLOCKWORK.now }}>
      <Page />
    </ClockProvider>
  </TextProvider>,
  document.body,
);
rootKeeper.watch(() => void openLibrary().catch(fail));
openLibrary().catch(fail);
void lookAround();
void lookAtSites();
void lookAtCommands();
