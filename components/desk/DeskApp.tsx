import type { ReadonlySignal } from '@preact/signals';
import type { Desk as DeskModel, Library } from '@/lib/desk';
import { Boundary } from '../shared/Boundary';
import { UnlockForm } from '../shared/controls/UnlockForm';
import { HoursProvider } from '../shared/Hours';
import { LegNamesProvider } from '../shared/leg-names';
import { NotDrawn } from '../shared/NotDrawn';
import { useText } from '../shared/text';
import { addressOf, clientAddress, type DeskAddress, readAddress } from './address';
import { Desk } from './Desk';
import { DeskBanners } from './DeskBanners';
import { DeskClients } from './DeskClients';
import { DeskNotes } from './DeskNotes';
import { DeskPrompts } from './DeskPrompts';
import { DeskToday } from './DeskToday';
import { FailurePage } from './FailurePage';
import { SettingsPage } from './SettingsPage';
import { UnsavedProvider } from './unsaved';

interface DeskAppProps {
  desk: DeskModel;
  /** The fragment of the page's address. */
  fragment: ReadonlySignal<string>;
  /** Goes to another fragment. */
  onGo(fragment: string): void;
}

/** The whole desk: its frame, what it has to say, and the page that is open. */
export function DeskApp({ desk, fragment, onGo }: DeskAppProps) {
  const text = useText();
  const address = readAddress(fragment.value);
  const { page } = address;
  const { removed } = desk.changes;
  const settings = desk.library.value?.settings;
  return (
    <HoursProvider hours={settings?.hours ?? 'usual'}>
      <LegNamesProvider value={settings?.legNames ?? {}}>
        <UnsavedProvider locked={desk.lockState.value === 'locked'}>
          <Desk
            page={page === 'prompts' ? 'settings' : page}
            onLock={desk.lockState.value === 'open' ? desk.lock.lock : null}
          >
            <DeskBanners desk={desk} today={page === 'today'} />
            <Boundary
              of={fragment.value}
              instead={(retry) => (
                <main>
                  <NotDrawn says="notDrawn_page" onRetry={retry} />
                </main>
              )}
            >
              <Page desk={desk} address={address} onGo={onGo} />
            </Boundary>
            {removed.value && (
              <p class="desk-undo" role="status">
                {text(`undo_${removed.value.what}`)}{' '}
                <button type="button" class="link" onClick={() => void removed.value?.undo()}>
                  {text('undo')}
                </button>
              </p>
            )}
          </Desk>
        </UnsavedProvider>
      </LegNamesProvider>
    </HoursProvider>
  );
}

interface PageProps {
  desk: DeskModel;
  address: DeskAddress;
  onGo(fragment: string): void;
}

function Page({ desk, address, onGo }: PageProps) {
  const text = useText();
  const library = desk.library.value;
  if (desk.failure.value) return <FailurePage desk={desk} />;
  if (desk.lockState.value === 'locked') return <LockedPage desk={desk} />;
  if (address.page === 'settings') return <SettingsPage desk={desk} />;
  if (!library)
    return (
      <main aria-busy="true">
        <p class="dim">{text('sessions_reading')}</p>
      </main>
    );
  if (address.page === 'prompts') return <PromptsPage desk={desk} library={library} />;
  return <LibraryPage desk={desk} library={library} address={address} onGo={onGo} />;
}

function LockedPage({ desk }: { desk: DeskModel }) {
  const text = useText();
  return (
    <main>
      <h1>{text('locked_title')}</h1>
      <p>{text('locked_desk')}</p>
      <UnlockForm
        onUnlock={desk.lock.unlock}
        onPasskey={
          desk.passkeysOffered.value && desk.passkeys.value.length > 0
            ? desk.lock.unlockWithPasskey
            : null
        }
      />
    </main>
  );
}

function PromptsPage({
  desk: { changes, files, newId },
  library: { settings },
}: {
  desk: DeskModel;
  library: Library;
}) {
  return (
    <DeskPrompts
      prompts={settings.prompts}
      newId={newId}
      onChange={(change) =>
        changes.changeSettings((before) => ({ ...before, prompts: change(before.prompts) }))
      }
      onExport={() => files.exportPrompts(settings.prompts)}
      onImport={files.importPrompts}
    />
  );
}

/** The pages that show sessions and clients. */
function LibraryPage({
  desk: { changes, files, lock, lockState, browser, read, search, searched },
  library,
  address,
  onGo,
}: PageProps & { library: Library }) {
  if (address.page === 'clients')
    return (
      <DeskClients
        library={library}
        chosen={address.chosen}
        onAdd={async (code) => {
          const added = await changes.addClient(code);
          if (typeof added === 'string') return added;
          onGo(clientAddress(added.id));
          return null;
        }}
        onChange={changes.changeClient}
        onExport={(client, ids, format) => void files.exportClient(client, ids, format)}
        onErase={async (id) => {
          const problem = await changes.eraseClient(id);
          if (!problem) onGo(addressOf({ page: 'clients', chosen: null }));
          return problem;
        }}
      />
    );
  if (address.page === 'notes')
    return (
      <DeskNotes
        library={library}
        chosen={address.chosen}
        search={search}
        searched={searched.value}
        read={read}
        onExport={(ids, part, format) =>
          void files.exportSessions(ids, library.clients, part, format)
        }
        onExportWords={files.exportWords}
        onMove={changes.moveSession}
        onErase={({ id }) => changes.eraseSession(id)}
      />
    );
  return (
    <DeskToday
      library={library}
      welcome={address.page === 'today' && address.welcome}
      rehearsal={browser.rehearsal}
      lock={lockState.value === 'none' ? lock : null}
    />
  );
}
