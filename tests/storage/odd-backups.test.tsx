import fc from 'fast-check';
import { render } from 'preact';
import { afterEach, expect, test } from 'vitest';
import { CLIENT_TABS, OUTPUTS } from '@/components/desk/address';
import { ClientPage } from '@/components/desk/clients/ClientPage';
import { ClientsPage } from '@/components/desk/clients/ClientsPage';
import { NotesPage } from '@/components/desk/notes/NotesPage';
import { PracticePage } from '@/components/desk/practice/PracticePage';
import { SessionPage } from '@/components/desk/session/SessionPage';
import { Keeping } from '@/components/desk/settings/Keeping';
import { SettingsFrame } from '@/components/desk/settings/SettingsPage';
import { Work } from '@/components/desk/settings/Work';
import { TodayPage } from '@/components/desk/today/TodayPage';
import { BackupError } from '@/lib/backup';
import { followPractice, type Library } from '@/lib/desk/library';
import type { Settings } from '@/lib/practice';
import { LEGS, type LegId } from '@/lib/session';
import { NO_COUNTS, type Restore, type SessionRecord } from '@/lib/vault';
import { onCalendar, onNotes } from '../components/library.ts';
import { show } from '../components/show.tsx';
import { oddRecords } from '../fixtures/odd-backup.ts';
import { type Device, device, fill, lookPlain, plainFile } from './backups.ts';
import { librarianHere } from './desk/librarian.ts';
import { storesForEachTest } from './stores.ts';

const FILES = 300;
/** So many go into one store, one after another. */
const TOGETHER = 15;

storesForEachTest();
const stops: (() => void)[] = [];
const LEG_NAMES = Object.fromEntries(LEGS.map((leg) => [leg, leg])) as Record<LegId, string>;
afterEach(() => render(null, document.body));

/** What the desk reads of a device, once it has read all of it, and each session. */
const libraryOf = async ({ vault }: Device): Promise<Library & { sessions: SessionRecord[] }> => {
  const library = await new Promise<Library>((resolve, reject) => {
    const { tell, stop } = followPractice(
      vault,
      'en',
      (read) => {
        if (!read.reading) resolve(read);
      },
      reject,
    );
    const parts = { vault, ring: null as never, legNames: LEG_NAMES, tell, onError: reject };
    const librarian = librarianHere(parts);
    stops.push(stop, librarian.stop);
  });
  for (const stop of stops.splice(0)) stop();
  const read = await vault.sessionsWith(library.heads.map(({ id }) => id));
  return { ...library, sessions: [...read.values()].filter((session) => session !== null) };
};

/** Every note there is, by its id and as it is. */
const notesIn = ({ sessions }: { readonly sessions: readonly SessionRecord[] }) =>
  new Map(
    sessions.flatMap(({ id, notes }) => notes.map((note) => [`${id} ${note.id}`, note] as const)),
  );

const protections = ({
  shareGuard,
  lockAfterMinutes,
  lockOnSleep,
  pressCovered,
  peek,
}: Settings) => ({ shareGuard, lockAfterMinutes, lockOnSleep, pressCovered, peek });

/** Fails unless the desk shows each page, with each session and client. */
async function draw(
  library: Library & { readonly sessions: readonly SessionRecord[] },
  { vault }: Device,
): Promise<void> {
  const first = library.heads[0]?.id ?? null;
  const today = { welcome: false, rehearsal: '', lock: null, lastBackup: null, ...onCalendar };
  const read = async (ids: readonly string[]) =>
    ids.flatMap((id) => library.sessions.find((one) => one.id === id) ?? []);
  const client = {
    library,
    readPaper: vault.paper,
    onPaper: async () => null,
    onNotes: async () => null,
    newId: () => 'new',
    onChange: async () => null,
    onExport: () => {},
    onExportGiven: () => {},
    onSettings: async () => null,
    onErase: async () => null,
  };
  const session = {
    library,
    read,
    newId: () => 'new',
    onNotes: async () => null,
    onDocument: async () => null,
    readPaper: vault.paper,
    readCard: vault.card,
    onHandout: async () => null,
    onSettings: async () => null,
    onDocumentExport: () => {},
    onExport: () => {},
    onExportWords: () => {},
    onPaper: async () => null,
    onMove: async () => null,
    onErase: async () => null,
  };
  for (const page of [
    <TodayPage key="today" library={library} {...today} />,
    <NotesPage key="notes" library={library} {...onNotes(library.sessions)} />,
    <ClientsPage
      key="clients"
      library={library}
      readPapers={vault.papersOf}
      onAdd={async () => null}
    />,
    ...library.clients
      .slice(0, 2)
      .flatMap((one) =>
        CLIENT_TABS.map((tab) => (
          <ClientPage key={`${one.id} ${tab}`} client={one} tab={tab} {...client} />
        )),
      ),
    ...library.heads.flatMap((head, index) =>
      OUTPUTS.slice(0, index === 0 ? OUTPUTS.length : 1).map((output) => (
        <SessionPage key={`${head.id} ${output}`} head={head} output={output} {...session} />
      )),
    ),
    <PracticePage
      key="practice"
      library={library}
      readPapers={vault.papersOf}
      onReport={() => {}}
      onHours={() => {}}
    />,
    <SettingsFrame key="work" group="work" lockState="none" isSealing={false}>
      <Work settings={library.settings} save={async () => null} newId={() => 'new'} />
    </SettingsFrame>,
    <SettingsFrame key="keeping" group="keeping" lockState="none" isSealing={false}>
      <Keeping library={library} save={async () => null} />
    </SettingsFrame>,
  ]) {
    const body = await show(page, 'pages');
    await expect.poll(() => body.querySelector('[aria-busy]')).toBe(null);
    expect(body.querySelector('h1'), `${first}`).not.toBe(null);
    expect(body.textContent).not.toContain("can't show");
    expect(body.textContent).not.toContain("Can't be shown");
    expect(body.textContent).not.toContain('Invalid Date');
    expect(body.textContent).not.toContain('NaN');
  }
}

test(`${FILES} files that somebody made or damaged are restored into a store, and nothing there is lost`, async () => {
  const counts = { restored: 0, refused: 0, left: 0, kept: 0, renamed: 0 };
  const files = fc.sample(oddRecords, { numRuns: FILES, seed: 20261128 });
  for (let from = 0; from < FILES; from += TOGETHER) {
    const here = await device();
    await fill(here);
    let before = await libraryOf(here);
    for (const records of files.slice(from, from + TOGETHER)) {
      let restore: Restore;
      try {
        restore = await lookPlain(await plainFile(records), here);
      } catch (error) {
        expect(error).toBeInstanceOf(BackupError);
        counts.refused += 1;
        continue;
      }
      await restore.commit();
      const after = await libraryOf(here);
      counts.restored += 1;
      counts.left += restore.plan.left;
      counts.kept += restore.plan.kept.line + restore.plan.kept.session;
      counts.renamed += restore.plan.renamed;
      const now = notesIn(after);
      for (const [id, note] of notesIn(before)) expect(now.get(id)).toEqual(note);
      for (const session of before.sessions) {
        const same = after.sessions.find(({ id }) => id === session.id);
        expect(same?.events.slice(0, session.events.length)).toEqual(session.events);
      }
      for (const client of before.clients) expect(after.clients).toContainEqual(client);
      expect(protections(after.settings)).toEqual(protections(before.settings));
      expect([after.unreadable, after.unreadableClients]).toEqual([0, 0]);
      expect(after.sessions.every(({ unreadable }) => unreadable === 0)).toBe(true);
      // No row is of a session that isn't there, and no session is left open.
      expect(await here.vault.sweep()).toBe(false);
      expect(await here.vault.current()).toBe(null);
      expect(await here.store.staged.count()).toBe(0);
      // Restoring the same again adds nothing.
      const { added, kept } = (await lookPlain(await plainFile(records), here)).plan;
      // Settings that differ stay as they are here, each time.
      expect({ added, kept }).toEqual({
        added: NO_COUNTS,
        kept: { ...NO_COUNTS, settings: kept.settings },
      });
      await here.store.staged.clear();
      before = after;
    }
    await draw(before, here);
  }
  console.log(`odd backups: ${JSON.stringify(counts)}`);
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
}, 300_000);
