import type { ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Desk as DeskModel, Library } from '@/lib/desk';
import { INSTRUMENT, type InstrumentId } from '@/lib/measures';
import { PRACTICE } from '@/lib/papers';
import { type Client, modeWith, type Settings, usualPreset } from '@/lib/practice';
import { PREPARED_MODES, presetOf } from '@/lib/session';
import { dateText } from '@/lib/text';
import { Boundary } from '../shared/Boundary';
import { LegNamesProvider } from '../shared/leg-names';
import { NotDrawn } from '../shared/NotDrawn';
import { useText } from '../shared/text';
import { WordsProvider } from '../shared/Words';
import { Asked, type AskedAddress, isAskedAt } from './Asked';
import { addressOf, clientAddress, type DeskAddress, readAddress, sessionAddress } from './address';
import { whyNotErased } from './clients/ClientFile';
import { ClientPage } from './clients/ClientPage';
import { ClientsPage } from './clients/ClientsPage';
import { Desk, type DeskPage } from './Desk';
import { DeskBanners, missingSites } from './DeskBanners';
import { DeskFoot } from './DeskFoot';
import { FailurePage } from './FailurePage';
import { FirstRun } from './first/FirstRun';
import { focusHeading } from './focus-heading';
import { GoTo } from './GoTo';
import { HelpPage } from './help/HelpPage';
import { helpOf } from './help/help-of';
import { useKeepPlace } from './keep-place';
import { LockedPage } from './LockedPage';
import { lastBackup } from './last-backup';
import { MeasurePage } from './measures/MeasurePage';
import { NotesPage } from './notes/NotesPage';
import { PracticePage } from './practice/PracticePage';
import { RailNext } from './RailNext';
import { SessionPage } from './session/SessionPage';
import { SettingsPage } from './settings/SettingsPage';
import { TodayPage } from './today/TodayPage';
import { UnsavedProvider } from './unsaved';
import { EnterPage } from './written/EnterPage';
import { SheetPage } from './written/SheetPage';

interface DeskAppProps {
  desk: DeskModel;
  /** The fragment of the page's address. */
  fragment: ReadonlySignal<string>;
  /** Goes to another fragment. */
  onGo(fragment: string): void;
}

/** The whole desk: its frame, what it has to say, and the page that is open. */
export function DeskApp({ desk, fragment, onGo }: DeskAppProps) {
  const [going, setGoing] = useState(false);
  const text = useText();
  useKeepPlace();
  const address = readAddress(fragment.value);
  const { page } = address;
  const library = readyLibrary(desk);
  const settings = library?.settings;
  const last = library && lastBackup(library, desk.autoBackups.state.value);
  const onLock = desk.lockState.value === 'open' ? desk.lock.lock : null;
  const isThere = library !== null;
  const hasGoToKey = settings?.goToKey ?? false;
  /** The fragment of what a client is asked, until somebody has said that it isn't shared. */
  const [asking, setAsking] = useState<string | null>(null);
  /** Where the desk goes after that. */
  const [leftFor, setLeftFor] = useState<string | null>(null);
  const hasLeft = leftFor === fragment.value;
  const here = isAskedAt(address) ? fragment.value : null;
  const asks = hasLeft ? here : (asking ?? here);
  const asked = asks === null ? null : readAddress(asks);
  // Once it is before a client, it stays there until somebody says that the screen isn't shared.
  const isAsked =
    asked !== null &&
    isAskedAt(asked) &&
    isThere &&
    (asks === asking || canBeAsked(asked, library));
  if (hasLeft) setLeftFor(null);
  const kept = isAsked ? asks : null;
  if (kept !== asking) setAsking(kept);
  // Nothing of the desk leads anywhere while the notes are locked, but the help.
  const isLocked =
    desk.lockState.value === 'locked' && !desk.failure.value && address.page !== 'help';
  const frame = useFocusOn(isAsked ? 'ask' : isLocked ? 'locked' : placeOf(address));
  useEffect(() => {
    if (!isThere || isAsked) return setGoing(false);
    if (!hasGoToKey) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setGoing(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [isThere, isAsked, hasGoToKey]);
  return (
    <WordsProvider settings={settings}>
      <LegNamesProvider value={settings?.legNames ?? {}}>
        <UnsavedProvider editors={desk.unsaved} onSavedFrom={desk.changes.offerForm}>
          {isAsked ? (
            <Asked
              key={asks}
              asked={asked}
              at={fragment.value}
              speakers={library?.clients.find(({ id }) => id === asked.id)?.speakers ?? []}
              writes={library?.paperWrites ?? 0}
              desk={desk}
              onGo={onGo}
              isLeft={leftFor !== null}
              onLeft={(to) => {
                setLeftFor(to);
                onGo(to);
              }}
            />
          ) : address.page === 'welcome' && library && !desk.failure.value ? (
            <FirstRun
              step={address.step}
              settings={library.settings}
              save={desk.changes.changeSettings}
              lock={desk.lockState.value === 'none' ? desk.lock : null}
              rehearsal={desk.browser.rehearsal}
              sites={missingSites(desk, text)}
              onGo={onGo}
            />
          ) : isLocked ? (
            <div class="desk-frame">
              <div class="desk-alone" ref={frame}>
                <DeskBanners desk={desk} today={false} />
                <LockedPage desk={desk} />
                <DeskFoot desk={desk} library={null} />
              </div>
            </div>
          ) : (
            <Desk
              page={IN_NAVIGATION[page]}
              help={helpOf(address)}
              rehearsal={desk.browser.rehearsal}
              onLock={onLock}
              onGoTo={isThere ? () => setGoing(true) : null}
              goToKey={hasGoToKey}
              frame={frame}
              next={
                page !== 'today' &&
                library && <RailNext library={library} onCall={desk.browser.showCall} />
              }
              backedUp={last === null ? '' : text('today_backup', dateText(last, text.locale))}
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
              <DeskFoot desk={desk} library={library} />
            </Desk>
          )}
          {going && library && (
            <GoTo library={library} onGo={onGo} onLock={onLock} onClose={() => setGoing(false)} />
          )}
        </UnsavedProvider>
      </LegNamesProvider>
    </WordsProvider>
  );
}

/** What the desk shows, once what was half typed in its editors is there again; null before. */
const readyLibrary = ({ library, unsaved }: DeskModel): Library | null =>
  unsaved.ready.value ? library.value : null;

/** What an address is of. Its tab, or what is chosen in a list, is no other place. */
const placeOf = (address: DeskAddress): string => {
  if (address.page === 'settings') return `settings ${address.group}`;
  return 'id' in address ? `${address.page} ${address.id}` : address.page;
};

/**
 * Puts the focus on the heading of a page when another one is gone to. A layout effect, because a
 * later one would take the focus from a field that was pressed at once.
 */
function useFocusOn(place: string): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null);
  const before = useRef(place);
  useLayoutEffect(() => {
    if (before.current === place) return;
    before.current = place;
    const at = frame.current;
    // A page that is shown to a client takes the focus itself.
    if (!at) return;
    focusHeading(at);
    // A page that is still being read has no heading yet, or one that goes when it is there.
    const drawn = new MutationObserver(() => {
      if (document.activeElement === document.body) focusHeading(at);
    });
    const stop = () => drawn.disconnect();
    drawn.observe(at, { childList: true, subtree: true });
    // Whoever does something has their own place from then on.
    const acts = ['keydown', 'pointerdown', 'click'] as const;
    for (const act of acts) addEventListener(act, stop, { once: true, capture: true });
    return () => {
      stop();
      for (const act of acts) removeEventListener(act, stop, { capture: true });
    };
  }, [place]);
  return frame;
}

/** Whether an instrument is for this client's sessions: clinical ones are for therapists alone. */
const isOffered = (measure: InstrumentId, client: Client, { settings }: Library): boolean =>
  !INSTRUMENT[measure].clinical || (client.profile ?? settings.profile) === 'therapist';

/** Whether what an address puts before a client is theirs to be asked. */
function canBeAsked(asked: AskedAddress, library: Library): boolean {
  if (asked.page !== 'ask') return true;
  const client = library.clients.find(({ id }) => id === asked.id);
  return !client || isOffered(asked.measure, client, library);
}

/** The page of the navigation that a page belongs to. */
const IN_NAVIGATION: Readonly<Record<DeskAddress['page'], DeskPage | null>> = {
  help: null,
  today: 'today',
  welcome: 'today',
  clients: 'clients',
  client: 'clients',
  measure: 'clients',
  ask: 'clients',
  rate: 'clients',
  levels: 'clients',
  show: 'clients',
  enter: 'clients',
  sheet: 'clients',
  session: 'clients',
  notes: 'notes',
  practice: 'practice',
  settings: 'settings',
};

interface PageProps {
  desk: DeskModel;
  address: DeskAddress;
  onGo(fragment: string): void;
}

function Page({ desk, address, onGo }: PageProps) {
  const text = useText();
  const library = readyLibrary(desk);
  if (desk.failure.value) return <FailurePage desk={desk} />;
  if (address.page === 'help') return <HelpPage topic={address.topic} />;
  // Some of the settings are the device's, and there without the practitioner's own.
  if (address.page === 'settings' && (library || !desk.library.value))
    return <SettingsPage desk={desk} group={address.group} />;
  if (!library)
    return (
      <main aria-busy="true">
        <p class="dim">{text('sessions_reading')}</p>
      </main>
    );
  return <LibraryPage desk={desk} library={library} address={address} onGo={onGo} />;
}

/** The pages that show sessions and clients. */
function LibraryPage({ desk, library, address, onGo }: PageProps & { library: Library }) {
  const text = useText();
  const { changes, files, browser, read, search, searched } = desk;
  switch (address.page) {
    case 'clients':
      return (
        <ClientsPage
          library={library}
          readPapers={desk.readPapers}
          onAdd={async (code) => {
            const added = await changes.addClient(code);
            if (typeof added === 'string') return added;
            onGo(clientAddress(added.id, 'about'));
            return null;
          }}
        />
      );
    case 'client': {
      const client = library.clients.find(({ id }) => id === address.id);
      if (!client) return <Gone />;
      return (
        <ClientPage
          client={client}
          tab={address.tab}
          library={library}
          readPaper={desk.readPaper}
          onPaper={changes.changePaper}
          onNotes={(sessionId, notes) => changes.changeNotes(sessionId, notes, [])}
          newId={desk.newId}
          onChange={(change) => changes.changeClient(client.id, change)}
          onExport={(format) => void files.exportClient(client, format)}
          onExportGiven={() => void files.exportGiven(client)}
          onSettings={changes.changeSettings}
          onErase={async () => {
            const problem = await changes.eraseClient(client.id);
            if (!problem) onGo(addressOf({ page: 'clients' }));
            return problem;
          }}
        />
      );
    }
    case 'measure': {
      const client = library.clients.find(({ id }) => id === address.id);
      if (!client || !isOffered(address.measure, client, library)) return <Gone />;
      return (
        <MeasurePage
          key={`${client.id} ${address.measure}`}
          client={client}
          instrument={INSTRUMENT[address.measure]}
          library={library}
          readPaper={desk.readPaper}
          readCard={desk.readCard}
          onPaper={changes.changePaper}
          onNotes={(sessionId, notes) => changes.changeNotes(sessionId, notes, [])}
          newId={desk.newId}
          onDone={() => onGo(clientAddress(client.id, 'measures'))}
        />
      );
    }
    case 'ask':
    case 'rate':
    case 'levels':
      return <Gone />;
    case 'sheet':
      return <SheetPage client={library.clients.find(({ id }) => id === address.id) ?? null} />;
    case 'enter': {
      const client = library.clients.find(({ id }) => id === address.id);
      if (!client) return <Gone />;
      return (
        <EnterPage
          key={client.id}
          client={client}
          heads={library.heads.filter((head) => head.clientId === client.id)}
          usual={usualOnPaper(client, library.settings)}
          newId={desk.newId}
          onEnter={changes.enterSession}
          onDone={(id) => onGo(sessionAddress(id))}
        />
      );
    }
    case 'session': {
      const head = library.heads.find(({ id }) => id === address.id);
      if (!head) return library.reading ? <StillReading /> : <Gone />;
      return (
        <SessionPage
          head={head}
          output={address.output}
          note={address.note}
          library={library}
          read={read}
          newId={desk.newId}
          onNotes={(notes, removed) => changes.changeNotes(head.id, notes, removed)}
          onDocument={(change) => changes.changePaper('document', head.id, change)}
          readPaper={desk.readPaper}
          readCard={desk.readCard}
          onHandout={(change) => changes.changePaper('handout', head.id, change)}
          onPaper={changes.changePaper}
          onSettings={changes.changeSettings}
          onExport={(part, format) =>
            void files.exportSessions([head.id], library.clients, part, format)
          }
          onDocumentExport={(document, format) => void files.exportDocument(document, format)}
          onExportWords={files.exportWords}
          onMove={changes.moveSession}
          onErase={async () => {
            const problem = await changes.eraseSession(head.id);
            if (!problem)
              onGo(
                head.clientId
                  ? clientAddress(head.clientId, 'sessions')
                  : addressOf({ page: 'notes' }),
              );
            return whyNotErased(text, problem);
          }}
        />
      );
    }
    case 'notes':
      return (
        <NotesPage
          library={library}
          search={search}
          searched={searched.value}
          onExport={(format) => void files.exportSessions(null, library.clients, 'record', format)}
          readPapers={desk.readPapers}
          onTable={() => files.exportTable('sessions', library.heads, library.clients)}
          onExportFound={(query) => void files.exportFound(query)}
        />
      );
    case 'practice':
      return (
        <PracticePage
          library={library}
          readPapers={desk.readPapers}
          onReport={files.exportReport}
          onHours={(coachees) => files.exportTable('coachingHours', library.heads, coachees)}
        />
      );
    default:
      return (
        <TodayPage
          library={library}
          readPapers={desk.readPapers}
          rehearsal={browser.rehearsal}
          onCall={browser.showCall}
          lastBackup={lastBackup(library, desk.autoBackups.state.value)}
          save={changes.changeSettings}
          onCalendar={files.readCalendar}
          onForgetCalendar={() =>
            void changes.changePaper(
              'calendar',
              PRACTICE,
              (before) => before && { ...before, name: '', appointments: [], whose: {} },
            )
          }
          onWhose={(uid, clientId) =>
            void changes.changePaper(
              'calendar',
              PRACTICE,
              (before) => before && { ...before, whose: named(before.whose, uid, clientId) },
            )
          }
        />
      );
  }
}

/** Whose appointments are, with another answer for one series; an empty one takes it back. */
function named(
  { ...whose }: Readonly<Record<string, string>>,
  uid: string,
  clientId: string,
): Readonly<Record<string, string>> {
  const { [uid]: _, ...others } = whose;
  return clientId === '' ? others : { ...others, [uid]: clientId };
}

function StillReading() {
  const text = useText();
  return (
    <main aria-busy="true">
      <h1>{text('sessions_reading')}</h1>
    </main>
  );
}

/** An address of a client or a session that is not there any more. */
function Gone() {
  const text = useText();
  return (
    <main>
      <h1>{text('gone_title')}</h1>
      <p>
        {text('gone_text')} <a href={addressOf({ page: 'clients' })}>{text('desk_clients')}</a>
      </p>
    </main>
  );
}

/** Minutes of a session whose type has no length of its own. */
const USUAL_MINUTES = 50;

/** The length and the mode that a session with a client has on paper, if nothing else is said. */
function usualOnPaper(client: Client, settings: Settings) {
  const preset = presetOf(usualPreset(settings, client.preset), settings.presets);
  const mode = modeWith(preset, client);
  return {
    minutes: preset.minutes ?? USUAL_MINUTES,
    mode: PREPARED_MODES.find((one) => one === mode) ?? 'practitionerLed',
  };
}
