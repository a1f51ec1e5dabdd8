/**
 * Bundled and run in an empty page of the extension: fills its database, and opens the desk in a
 * frame to see how long what a person does takes.
 */
import { Librarian } from '@/lib/library';
import { newNote } from '@/lib/notes';
import { rootKeeper } from '@/lib/platform';
import { NO_QUERY } from '@/lib/search';
import { openStore, PRACTICE_STORE } from '@/lib/store';
import { COST, derive, deviceKeyRing, isResealed, Lock, vaultOf } from '@/lib/vault';
import { begun, planAt } from '../../fixtures/session.ts';
import { fill } from './fill.ts';

type Figures = Record<string, number[]>;
type Add = (name: string, ms: number) => void;

const SESSION = 'sessions/s-1-0/record';
const QUERIES = ['guilt', 'sister review', 'roster', 'kind', 'friday', 'zzz'];

const LONGEST = 120_000;
/** Sessions whose notes the search page shows at first. */
const MOST_SHOWN = 50;
/** Comes back to the page sooner than any timer does. */
const turn = new MessageChannel();

/**
 * Resolves with the milliseconds since `from`, once `holds` in the frame's document.
 * @param rest milliseconds between two looks, for what needs the processor meanwhile
 */
async function until(
  frame: HTMLIFrameElement,
  holds: (doc: Document) => boolean,
  from: number,
  rest = 0,
) {
  for (;;) {
    const doc = frame.contentDocument;
    if (doc && holds(doc)) return performance.now() - from;
    if (performance.now() - from > LONGEST)
      throw new Error(`it never came: ${holds}; shown: ${doc?.body.innerText.slice(0, 400)}`);
    await new Promise((next) => {
      if (rest > 0) return setTimeout(next, rest);
      turn.port1.onmessage = next;
      turn.port2.postMessage(null);
    });
  }
}

const has = (selector: string) => (doc: Document) => doc.querySelector(selector) !== null;
/** Today with what is to finish: every session that is there is a draft. */
const isToday = has('.today-side li');
/** What the search says that it has found. */
const statusOf = (doc: Document) =>
  doc.querySelector('.notes-search p [role=status]')?.textContent?.trim() ?? '';
const isSearched = (doc: Document) => /^\d(?!.*still)/.test(statusOf(doc));
const isRead = (doc: Document) => isToday(doc) && !/Reading/.test(doc.body.textContent ?? '');

async function opened(hash: string, holds: (doc: Document) => boolean) {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 1200px; height: 860px; border: 0';
  const from = performance.now();
  frame.src = `/desk.html#/${hash}`;
  document.body.append(frame);
  const ms = await until(frame, holds, from);
  return { frame, ms };
}

const typed = (field: HTMLInputElement, value: string) => {
  const view = field.ownerDocument.defaultView as unknown as typeof globalThis;
  const { set } = Object.getOwnPropertyDescriptor(view.HTMLInputElement.prototype, 'value') ?? {};
  set?.call(field, value);
  field.dispatchEvent(new view.InputEvent('input', { bubbles: true }));
};

async function measure(rounds: number): Promise<Figures> {
  const figures: Figures = {};
  const add = (name: string, ms: number) => {
    figures[name] = [...(figures[name] ?? []), ms];
  };
  const first = await opened('today', isToday);
  add('first opening, until Today', first.ms);
  add(
    'first opening, until all is read',
    first.ms + (await until(first.frame, isRead, performance.now())),
  );
  // Search answers completely once the packs are made.
  const location = first.frame.contentWindow?.location;
  if (location) location.hash = '#/notes';
  await until(first.frame, has('input[type=search]'), performance.now());
  const built = performance.now();
  const firstField = first.frame.contentDocument?.querySelector('input') as HTMLInputElement;
  typed(firstField, 'guilt');
  add('then, until all is searched', await until(first.frame, (doc) => isSearched(doc), built));
  first.frame.remove();

  const client = 'clients/client-0';
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, hash, holds] of [
      ['Today', 'today', isToday],
      ['Clients', 'clients', has('.client-table tbody tr')],
      ['a client, prepared', client, has('.head-ribbon')],
      ['a session', SESSION, has('.document-part')],
      ['Notes', 'notes', has('.session-list a')],
    ] as const) {
      const { frame, ms } = await opened(hash, holds);
      add(`opening ${name}`, ms);
      frame.remove();
    }
    await walks(add, round);
    await searches(add);
  }
  await notes(add, rounds);
  const { frame } = await opened('today', isToday);
  await until(frame, () => true, performance.now());
  const { memory } = performance as { memory?: { readonly usedJSHeapSize: number } };
  if (memory) add('heap of the page, MB (its worker apart)', memory.usedJSHeapSize / 1e6);
  for (let round = 0; round < 3; round += 1) {
    const from = performance.now();
    await derive('five words of a person', new Uint8Array(16), COST);
    add('a key from a passphrase', performance.now() - from);
  }
  frame.remove();
  // Its index is another one, in the memory of this page.
  await queries(add, rounds);
  return figures;
}

const PASSPHRASE = 'five words of a person';
/** Minutes in which every record is sealed anew, at most. */
const RESEALS = 15;

const passphraseField = (doc: Document) => doc.querySelector<HTMLInputElement>('[type=password]');

/**
 * Sets a passphrase, lets all records be sealed under it, and unlocks an open desk some times.
 * Leaves the desk unlocked; `lockAgain` locks it.
 */
async function unlocks(rounds: number): Promise<Figures> {
  const figures: Figures = {};
  const add = (name: string, ms: number) => {
    figures[name] = [...(figures[name] ?? []), ms];
  };
  const store = await openStore(PRACTICE_STORE);
  const lock = new Lock({ store, root: rootKeeper, now: Date.now, derive });
  const set = await lock.set(PASSPHRASE);
  if (!set.ok) throw new Error(set.problem);
  const from = performance.now();
  const { frame } = await opened('today', isToday);
  while (!(await isResealed(store))) {
    if (performance.now() - from > RESEALS * 60_000) throw new Error('it is not all sealed anew');
    await new Promise((next) => setTimeout(next, 100));
  }
  add('sealing all under a passphrase', performance.now() - from);
  await until(frame, isRead, performance.now());
  for (let round = 0; round < rounds; round += 1) {
    await lock.lock();
    await until(frame, (doc) => passphraseField(doc) !== null, performance.now());
    const field = passphraseField(frame.contentDocument as Document) as HTMLInputElement;
    typed(field, PASSPHRASE);
    // The button waits until the field isn't empty.
    await until(frame, has('.unlock [type=submit]:not([disabled])'), performance.now());
    const pressed = performance.now();
    field.form?.requestSubmit();
    add('unlocking, until Today', await until(frame, isToday, pressed, 5));
    await until(frame, isRead, performance.now());
  }
  store.close();
  return figures;
}

/** Locks the desk that `unlocks` has left open, and waits until it asks for the passphrase. */
async function lockAgain(): Promise<void> {
  const store = await openStore(PRACTICE_STORE);
  await new Lock({ store, root: rootKeeper, now: Date.now, derive }).lock();
  store.close();
  const frame = document.querySelector('iframe') as HTMLIFrameElement;
  await until(frame, (doc) => passphraseField(doc) !== null, performance.now());
}

/** From an open desk to its pages, each of them another one than in the rounds before. */
async function walks(add: Add, round: number): Promise<void> {
  const { frame } = await opened('today', isToday);
  await until(frame, isRead, performance.now());
  for (const [name, hash, holds] of [
    ['Clients', 'clients', has('.client-table tbody tr')],
    ['a client, prepared', `clients/client-${round}`, has('.head-ribbon')],
    ['a session', `sessions/s-1-${round}/record`, has('.document-part')],
  ] as const) {
    const { location } = frame.contentWindow ?? {};
    const from = performance.now();
    if (location) location.hash = `#/${hash}`;
    add(`from Today to ${name}`, await until(frame, holds, from));
    if (location) location.hash = '#/today';
    await until(frame, isToday, performance.now());
  }
  frame.remove();
}

/** What the index needs for an answer, without the page around it: for each letter of a query. */
async function queries(add: Add, rounds: number): Promise<void> {
  const store = await openStore(PRACTICE_STORE);
  const vault = vaultOf(store, await deviceKeyRing(store, Date.now));
  let failed: unknown = null;
  const librarian = new Librarian({
    vault,
    locks: navigator.locks,
    tell: () => {},
    onError: (error) => {
      failed = error;
    },
  });
  const stop = librarian.start();
  const ask = (words: string) => librarian.search({ ...NO_QUERY, words }, MOST_SHOWN);
  while (!ask('').complete) {
    if (failed) throw failed;
    await new Promise((next) => setTimeout(next, 20));
  }
  for (const query of Array.from({ length: rounds }, () => QUERIES).flat())
    for (let length = 1; length <= query.length; length += 1) {
      const from = performance.now();
      ask(query.slice(0, length));
      add('a query, in the index', performance.now() - from);
    }
  stop();
  store.close();
}

async function searches(add: Add): Promise<void> {
  const from = performance.now();
  const { frame } = await opened('notes', has('input[type=search]'));
  const doc = frame.contentDocument as Document;
  const field = doc.querySelector('input[type=search]') as HTMLInputElement;
  const status = () => statusOf(doc);
  typed(field, 'guilt');
  add('opening Notes, until first results', await until(frame, () => /\d/.test(status()), from));
  add('opening Notes, until all is searched', await until(frame, () => isSearched(doc), from));
  typed(field, '');
  await until(frame, () => status() === '', performance.now());
  for (const query of QUERIES)
    for (let length = 1; length <= query.length; length += 1) {
      const before = status();
      const key = performance.now();
      typed(field, query.slice(0, length));
      add('typing a letter, blocked', performance.now() - key);
      // A query that finds as much as the one before is not waited for.
      const limit = performance.now() + 60;
      await until(frame, () => status() !== before || performance.now() > limit, key);
      if (status() !== before) add('typing a letter, until results', performance.now() - key);
    }
  frame.remove();
}

/** A session runs, and notes are saved in it, while a desk is open. */
async function notes(add: Add, rounds: number): Promise<void> {
  const store = await openStore(PRACTICE_STORE);
  const vault = vaultOf(store, await deviceKeyRing(store, Date.now));
  const at = Date.now();
  await vault.begin({ id: 'running', plan: planAt(at), meeting: null, events: begun(at) });
  const { frame } = await opened('notes', has('.session-list a'));
  const list = () => frame.contentDocument?.querySelector('.session-list li')?.textContent ?? '';
  for (let round = 0; round < rounds * 4; round += 1) {
    const before = list();
    const id = `running-${round}`;
    const note = newNote({
      id,
      at,
      leg: 'opening',
      intoMs: 1,
      kind: 'note',
      text: `note ${round}`,
    });
    const from = performance.now();
    await vault.addNotes('running', [note], []);
    add('a note is saved', performance.now() - from);
    add('a note, until the desk shows it', await until(frame, () => list() !== before, from));
  }
  const over = [
    { type: 'ended', at: Date.now() } as const,
    { type: 'closed', at: Date.now() } as const,
  ];
  await vault.close('running', 2, over, false);
  frame.remove();
  store.close();
}

Object.assign(globalThis, { deskBench: { fill, lockAgain, measure, unlocks } });
