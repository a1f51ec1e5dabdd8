/** Pages of the desk with a made-up practice, for the gallery. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CLIENT_TABS, type ClientTab, OUTPUTS, type Output } from '@/components/desk/address';
import { ClientPage } from '@/components/desk/clients/ClientPage';
import { ClientsPage } from '@/components/desk/clients/ClientsPage';
import { Desk, type DeskPage } from '@/components/desk/Desk';
import { FIRST_STEPS } from '@/components/desk/first/steps';
import { HelpPage } from '@/components/desk/help/HelpPage';
import { LockedPage } from '@/components/desk/LockedPage';
import { NotesPage } from '@/components/desk/notes/NotesPage';
import { PracticePage } from '@/components/desk/practice/PracticePage';
import { RailNext } from '@/components/desk/RailNext';
import { SessionPage } from '@/components/desk/session/SessionPage';
import { ShowPage } from '@/components/desk/session/ShowPage';
import { GROUPS } from '@/components/desk/settings/groups';
import { TodayPage } from '@/components/desk/today/TodayPage';
import { useKept } from '@/components/desk/unsaved';
import type { Library } from '@/lib/desk';
import { compareHeads, type Head, headOf } from '@/lib/library';
import { type Handout, newDocument, type SessionDocument } from '@/lib/papers';
import {
  type Client,
  DEFAULT_SETTINGS,
  EMPTY_CARD,
  newClient,
  USUAL_ENGAGEMENT,
} from '@/lib/practice';
import { NO_QUERY, type Query } from '@/lib/search';
import { MINUTE } from '@/lib/session';
import type { SessionRecord } from '@/lib/vault';
import { onNotes } from '../components/library.ts';
import { Editors } from '../fixtures/editors.tsx';
import { english } from '../fixtures/english.ts';
import { someMeasures } from '../fixtures/measures.ts';
import { NOW } from '../fixtures/panel.tsx';
import { papersBy } from '../fixtures/papers.ts';
import { madeUpPractice } from '../fixtures/practice.ts';
import { begun, planAt } from '../fixtures/session.ts';
import { askPage, leaveAsk, levelsPage, measurePage, ratePage } from './measure-scenes.tsx';
import type { Scene } from './scenes.tsx';
import { firstRun, paper, settingsPage, sheet } from './settings-scenes.tsx';

const made = madeUpPractice({ sessions: 30 * 14, clients: 40, now: NOW });
const sessions = [...made.sessions()];
const clients = made.clients.map((client, index) => ({
  ...client,
  profile: index === 3 ? ('therapist' as const) : client.profile,
  engagement: {
    ...USUAL_ENGAGEMENT,
    phase: (['early', 'middle', 'middle', 'late', 'ending'] as const)[index % 5] ?? null,
    frequency: 'weekly' as const,
    reviewEvery: index % 7 === 0 ? 5 : null,
    state: index > 34 ? ('closed' as const) : ('active' as const),
    preference: index === 3 ? 'ask me more when I go quiet' : '',
  },
}));
const heads = sessions.map(headOf).sort(compareHeads);
const CLIENT = clients[3];
const held = sessions.findLast((session) => headOf(session).clientId === CLIENT?.id);
if (!CLIENT || !held) throw new Error('the practice is empty');
const FINAL: SessionDocument = {
  ...newDocument('soap'),
  own: { soap: { assessment: 'Steadier than in spring.' } },
  header: { ownPlace: 'Office' },
  finalisedAt: NOW - 60 * MINUTE,
  addenda: [
    { id: 'a', at: NOW - 20 * MINUTE, utcOffset: null, text: 'The date named was the 9th.' },
  ],
};

const booked = (uid: string, minutes: number, more: object = {}) => ({
  uid,
  at: NOW + minutes * MINUTE,
  until: NOW + (minutes + 50) * MINUTE,
  title: uid,
  cancelled: false,
  meeting: null,
  link: '',
  ...more,
});

const library = (change: Partial<Library> = {}): Library => ({
  heads,
  running: null,
  reading: null,
  unreadable: 0,
  paperWrites: 0,
  unreadableClients: 0,
  clients: clients.toSorted((a, b) => a.code.localeCompare(b.code)),
  settings: DEFAULT_SETTINGS,
  log: [],
  calendar: null,
  ...change,
});
const DAY = {
  name: 'practice.ics',
  readAt: NOW,
  appointments: [
    booked('four', -79),
    booked('one', 11, { link: 'https://meet.google.com/abc-defg-hij' }),
    booked('two', 101),
    booked('Video call', 151),
    booked('three', 221, { cancelled: true }),
  ],
  whose: {
    one: CLIENT.id,
    two: clients[8]?.id ?? '',
    three: clients[12]?.id ?? '',
    four: clients[4]?.id ?? '',
  },
};

/** The same day, with the first appointment begun. */
const BEGUN = {
  ...DAY,
  appointments: [booked('four', -139), booked('one', -18), ...DAY.appointments.slice(2)],
};

const framed = (page: DeskPage | null, children: JSX.Element, next?: JSX.Element) => (
  <Desk
    page={page}
    rehearsal="#"
    onLock={() => {}}
    onGoTo={() => {}}
    next={next}
    backedUp={next ? 'Last backup: 22 Nov 2026.' : ''}
  >
    {children}
  </Desk>
);
const nothing = async () => null;
const noPapers = async () => [];

const today = (of: Library, lastBackup: number | null = NOW) =>
  framed(
    'today',
    <TodayPage
      library={of}
      readPapers={noPapers}
      rehearsal="#"
      save={async () => null}
      lastBackup={lastBackup}
      onCalendar={async () => ({ problem: null, leftOut: 0 })}
      onForgetCalendar={() => {}}
      onCall={async () => true}
      onWhose={() => {}}
    />,
  );

const AHEAD = {
  lines: [
    { id: 'a', at: NOW, utcOffset: null, text: 'Her sister visits on Saturday' },
    { id: 'b', at: NOW, utcOffset: null, text: 'The review was moved to Thursday' },
  ],
};
const GOALS = {
  goals: [
    {
      id: 'g',
      at: NOW,
      utcOffset: null,
      text: 'Say no without explaining',
      state: 'open',
      changedAt: NOW,
    },
    {
      id: 'h',
      at: NOW,
      utcOffset: null,
      text: 'Sleep through twice a week',
      state: 'reached',
      changedAt: NOW,
    },
  ],
};
const PAPERS = { ahead: AHEAD, goals: GOALS, measures: someMeasures(NOW) };
const client = (tab: ClientTab, of: Client = CLIENT) =>
  framed(
    'clients',
    <ClientPage
      client={of}
      tab={tab}
      library={library()}
      readPaper={async (kind) => (PAPERS[kind as 'ahead'] ?? null) as never}
      onPaper={nothing}
      onNotes={nothing}
      newId={() => 'new'}
      onChange={nothing}
      onExportGiven={() => {}}
      onSettings={nothing}
      onExport={() => {}}
      onErase={nothing}
    />,
  );

const measure = (answers: readonly (number | null)[]) =>
  framed('clients', measurePage(CLIENT, library(), 'phq9', answers));

const HANDOUT: Handout = {
  exercises: [
    {
      id: 'e1',
      name: english('exercise_breathing'),
      instructions: english('exercise_breathing_how'),
    },
    { id: 'e2', name: 'A walk before work', instructions: 'Ten minutes, without the phone.' },
  ],
  words: 'See you in two weeks. What you said about the window stays with me.',
};
const showPage = () => (
  <ShowPage
    sessionId={held.id}
    read={async () => [held]}
    readPaper={async () => HANDOUT as never}
    onLeave={() => {}}
  />
);

/** @param lateHours after how many hours an entry is late */
const session = (
  output: Output,
  document: SessionDocument | null,
  lateHours: number | null = null,
) => {
  const own = document ? { ...held, document } : held;
  const head = headOf(own);
  return framed(
    'clients',
    <SessionPage
      readCard={async () => EMPTY_CARD}
      head={head}
      output={output}
      library={library({
        heads: heads.map((one) => (one.id === head.id ? head : one)),
        settings: { ...DEFAULT_SETTINGS, lateHours },
      })}
      read={async (ids) =>
        ids.flatMap((id) => (id === own.id ? own : (sessions.find((one) => one.id === id) ?? [])))
      }
      newId={() => 'new'}
      readPaper={async (kind) => (kind === 'handout' ? HANDOUT : null) as never}
      onHandout={async () => null}
      onSettings={async () => null}
      onNotes={nothing}
      onDocument={nothing}
      onExport={() => {}}
      onDocumentExport={() => {}}
      onExportWords={() => {}}
      onPaper={nothing}
      onMove={nothing}
      onErase={nothing}
    />,
  );
};

const ABSENT = [10, 40, 44, 70].map((days, n) => ({
  id: `a${n}`,
  at: NOW - days * 1_440 * MINUTE,
  kind: n % 2 === 0 ? ('missed' as const) : ('cancelled' as const),
}));
const FEW = sessions.slice(-16);
const SLEEP = { ...NO_QUERY, words: 'sleep', among: 'both' as const };
/** The notes with what somebody was looking for before they went elsewhere. */
function Looking({ query }: { query: Query }) {
  const [now, , look] = useKept<Query>('notes query', NO_QUERY);
  const [isThere, setIsThere] = useState(false);
  if (!isThere) {
    if (now !== query) look(query);
    setIsThere(true);
    return null;
  }
  return <NotesPage library={library({ heads: FEW.map(headOf).reverse() })} {...onNotes(FEW)} />;
}
const notes = (query: Query) =>
  framed(
    'notes',
    <Editors>
      <Looking query={query} />
    </Editors>,
  );

/** A library that is still reading what was written in it. */
const reading = () =>
  framed(
    'notes',
    <Editors>
      <NotesPage
        library={library({ heads: heads.slice(0, 40), reading: { done: 40, all: heads.length } })}
        {...onNotes(FEW)}
      />
    </Editors>,
  );

/** What a client has answered over some months. */
const ANSWERS = Array.from({ length: 14 }, (_, n) => ({
  id: `f${n}`,
  at: NOW - n * 7 * 86_400_000,
  sessionId: null,
  mattered: 5 + (n % 5),
  lead: 4 + (n % 4),
  words: '',
}));
/** Sessions of which some began late, or ended otherwise than was agreed. */
const varied = (some: readonly Head[]): readonly Head[] =>
  some.map((head, n) => ({
    ...head,
    lateMinutes: n % 7 === 0 ? 8 : head.lateMinutes,
    end: n % 61 === 0 ? 'safety' : n % 23 === 0 ? 'corrected' : head.end,
  }));

const practice = (of: Library) =>
  framed(
    'practice',
    <PracticePage
      onHours={() => {}}
      library={of}
      readPapers={papersBy(
        async (kind, id) =>
          (id !== CLIENT.id
            ? null
            : kind === 'absences'
              ? { absences: ABSENT }
              : kind === 'feedback'
                ? { answers: ANSWERS }
                : null) as never,
      )}
      onReport={() => {}}
    />,
  );

const desk = (name: string, draw: Scene['draw'], height = 900, width = 1280): Scene => ({
  name: `desk-${name}`,
  width,
  height,
  pressed: [],
  sheet: 'desk',
  draw,
});
const empty = { heads: [], clients: [] };
const NEW = newClient('new', 'N-01', NOW);
const RUNNING: SessionRecord = {
  ...held,
  id: 'running',
  plan: planAt(NOW - 20 * MINUTE),
  events: [
    ...begun(NOW - 20 * MINUTE),
    {
      type: 'clientChosen',
      at: NOW - 20 * MINUTE,
      clientId: CLIENT.id,
      confirmed: true,
      room: null,
    },
    { type: 'legEntered', at: NOW - 9 * MINUTE, leg: 'exploration' },
  ],
};
const locked = () => (
  <div class="desk-frame">
    <div class="desk-alone">
      <LockedPage
        desk={
          {
            lock: {},
            passkeys: { value: [] },
            passkeysOffered: { value: false },
          } as never
        }
      />
    </div>
  </div>
);

export const DESK_SCENES: readonly Scene[] = [
  desk('today', () => today(library({ calendar: DAY }))),
  desk('today-480', () => today(library({ calendar: DAY })), 1000, 480),
  desk('today-1600', () => today(library({ calendar: DAY })), 900, 1600),
  desk('today-running', () =>
    today(library({ calendar: BEGUN, running: RUNNING, heads: [headOf(RUNNING), ...heads] })),
  ),
  desk('today-empty', () => today(library(empty), null), 940),
  desk('today-empty-480', () => today(library(empty), null), 1100, 480),
  desk('locked', locked, 500),
  desk('clients', () =>
    framed(
      'clients',
      <ClientsPage library={library({ calendar: DAY })} readPapers={noPapers} onAdd={nothing} />,
      <RailNext library={library({ calendar: DAY })} onCall={async () => true} />,
    ),
  ),
  desk(
    'clients-480',
    () =>
      framed(
        'clients',
        <ClientsPage library={library({ calendar: DAY })} readPapers={noPapers} onAdd={nothing} />,
      ),
    900,
    480,
  ),
  desk(
    'clients-1600',
    () =>
      framed(
        'clients',
        <ClientsPage library={library({ calendar: DAY })} readPapers={noPapers} onAdd={nothing} />,
      ),
    900,
    1600,
  ),
  desk('notes', () => notes(NO_QUERY), 1200),
  desk('notes-480', () => notes(NO_QUERY), 1200, 480),
  desk('notes-reading', reading, 700),
  desk('notes-found', () => notes(SLEEP), 1200),
  desk('notes-found-480', () => notes(SLEEP), 1200, 480),
  ...GROUPS.map((group) => desk(`settings-${group}`, () => settingsPage(group))),
  desk('settings-work-480', () => settingsPage('work'), 1400, 480),
  ...FIRST_STEPS.map((step) => desk(`first-${step}`, () => firstRun(step), 800)),
  desk('first-protection-480', () => firstRun('protection'), 1300, 480),
  desk('sheet', sheet, 1150),
  desk('paper', paper, 900),
  desk('paper-480', paper, 1100, 480),
  desk('help', () => framed(null, <HelpPage topic={null} />)),
  desk('practice', () => practice(library({ heads: varied(heads) })), 1900),
  desk('practice-480', () => practice(library({ heads: varied(heads) })), 2900, 480),
  desk('practice-early', () => practice(library({ heads: heads.slice(0, 3) })), 700),
  ...CLIENT_TABS.map((tab) =>
    desk(`client-${tab}`, () => client(tab), tab === 'measures' ? 2050 : 900),
  ),
  desk('client-measures-480', () => client('measures'), 2700, 480),
  desk('measure', () => measure([1, 2, 1, 2, 0, 1, 1, null, 1]), 1500),
  desk('measure-480', () => measure([1, 2, 1, 2, 0, 1, 1, 2, 0]), 2800, 480),
  desk('measure-card-480', () => measure([1, 2, 1, 2, 0, 1, 1, 2, 1]), 3400, 480),
  desk('ask', () => askPage([1, null, null, null, null, null, null, null, null]), 800),
  desk('ask-480', () => askPage([1, null, null, null, null, null, null, null, null]), 800, 480),
  desk('rate', ratePage, 700),
  desk('levels', levelsPage, 800),
  desk('ask-leave', leaveAsk, 600),
  desk('show', showPage, 800),
  desk('show-480', showPage, 900, 480),
  desk('client-first', () => client('prepare', NEW), 600),
  desk('client-prepare-480', () => client('prepare'), 1300, 480),
  desk('session-draft', () => session('record', null), 1500),
  desk('session-draft-480', () => session('record', null), 1200, 480),
  desk('session-final', () => session('record', FINAL), 1500),
  desk('session-late', () => session('record', null, 1), 1500),
  desk('session-1600', () => session('record', null), 1200, 1600),
  ...OUTPUTS.filter((output) => output !== 'record').map((output) =>
    desk(`session-${output}`, () => session(output, null), output === 'client' ? 1000 : 700),
  ),
];
