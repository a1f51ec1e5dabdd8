import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CHANNEL_OFFER,
  type FromPanel,
  type HostMessage,
  type PanelCommand,
  type PanelMessage,
  type RecordedEvent,
  readFromPanel,
  readHostMessage,
  readPanelMessage,
  readToHost,
  readToPanel,
  type ToHost,
  type ToPanel,
} from '@/lib/messaging';
import { SIGNALS } from '@/lib/sensor';
import { type Doc, type Json, type Tab, until } from './driver/driver.ts';
import { Panel, panelIn, type Rig, startRig } from './perch.ts';
import { Screen } from './screen.ts';

const OTHER = 'https://meet.google.com/xyz-wxyz-xyz';
const marker = (what: string) => `${what}zebra${Date.now()}`;
const NOTE = marker('note');
const CODE = 'ZEB-7';
const NAME = marker('Miriam');

const ID = '00000000-0000-4000-8000-000000000000';
const hello = (token: string | null) =>
  ({ type: 'hello', token, panel: ID, fresh: false, tab: null }) satisfies PanelMessage;
/** Its answer says that everything before it on a port has been read. */
const GUESS = hello('guess');

/**
 * One of each. A contract that grows fails to compile here until its new messages are attacked with
 * too.
 */
const EVENTS: { [T in RecordedEvent['type']]: RecordedEvent & { type: T } } = {
  legSetAside: { type: 'legSetAside', leg: 'agenda', reason: { words: 'none' } },
  legBroughtBack: { type: 'legBroughtBack', leg: 'agenda' },
  legsReordered: {
    type: 'legsReordered',
    order: ['opening', 'agenda', 'integration', 'exploration', 'planning', 'closing'],
  },
  budgetsShifted: {
    type: 'budgetsShifted',
    budgets: {
      opening: 1,
      agenda: 1,
      exploration: 1,
      integration: 1,
      planning: 1,
      closing: 1,
    },
  },
  modeChanged: { type: 'modeChanged', mode: 'crisis' },
  interruptionBegan: { type: 'interruptionBegan', since: 1 },
  interruptionEnded: { type: 'interruptionEnded', until: 2 },
  endCorrected: { type: 'endCorrected', endsAt: 1, reason: 'safety' },
  safetyOverride: { type: 'safetyOverride' },
  safetyLifted: { type: 'safetyLifted' },
  safetyReasonGiven: { type: 'safetyReasonGiven', words: 'none' },
  ticked: { type: 'ticked', tick: 'timeSaid', on: true },
  workChosen: { type: 'workChosen', work: 'outside' },
  readinessSaid: { type: 'readinessSaid', level: 1 },
  ledBy: { type: 'ledBy', who: 'client' },
  focusShifted: { type: 'focusShifted' },
  tangentNamed: { type: 'tangentNamed', choice: 'return' },
};
type Given = Exclude<PanelCommand['type'], 'record'>;
const COMMANDS: { [T in Given]: PanelCommand & { type: T } } = {
  start: {
    type: 'start',
    sessionId: ID,
    request: {
      minutes: 50,
      ends: { by: 'clock', at: 1 },
      beganMinutesAgo: 0,
      preset: 'standard',
      order: ['opening', 'agenda', 'exploration', 'integration', 'planning', 'closing'],
      surplus: 'exploration',
    },
    client: { by: 'new', id: ID, code: 'HOSTILE' },
    confirmed: true,
  },
  enterLeg: { type: 'enterLeg', leg: 'closing' },
  crisis: { type: 'crisis' },
  setClient: { type: 'setClient', client: { by: 'known', id: ID } },
  card: { type: 'card', field: 'location', text: 'hostile' },
  firstStep: { type: 'firstStep', step: 'limits', on: true },
  prefer: { type: 'prefer' },
  keepPrompt: { type: 'keepPrompt', as: 'hidden', on: true, prompt: 'hostile', leg: 'opening' },
  awayDone: { type: 'awayDone' },
  situation: { type: 'situation', situation: 'silence' },
  stepPrompt: { type: 'stepPrompt', leg: 'opening', situation: null, prompt: 'hostile' },
  hidden: { type: 'hidden', hidden: true },
  addNote: {
    type: 'addNote',
    lineId: ID,
    text: 'hostile',
    kind: 'note',
    compartment: 'record',
    speaker: '',
    typed: true,
    chosen: true,
    at: 1,
  },
  editNote: {
    type: 'editNote',
    lineId: ID,
    base: 'hostile',
    otherId: ID,
    text: 'hostile',
    plan: { when: 'now', know: 'so', chosen: true },
  },
  draftEdit: { type: 'draftEdit', lineId: ID, base: 'hostile', text: 'hostile' },
  choosePlan: { type: 'choosePlan', lineId: ID, chosen: true },
  markTopic: { type: 'markTopic', lineId: ID, topic: 'later' },
  tagNote: { type: 'tagNote', lineId: ID, tags: {} },
  deleteNote: { type: 'deleteNote', lineId: ID },
  undoNote: { type: 'undoNote', lineId: ID, changedAt: 1 },
  draft: { type: 'draft', text: 'hostile', kind: 'note', compartment: 'record', speaker: '' },
  end: { type: 'end' },
  resume: { type: 'resume' },
  close: { type: 'close' },
  mask: { type: 'mask', masked: true },
  lock: { type: 'lock' },
  claimTab: { type: 'claimTab' },
  showTab: { type: 'showTab' },
  openDesk: { type: 'openDesk' },
};
const PANEL_MESSAGES: readonly PanelMessage[] = [
  GUESS,
  ...[
    ...Object.values(COMMANDS),
    ...Object.values(EVENTS).map((event) => ({ type: 'record', event }) as const),
  ].map((command, at): PanelMessage => ({ type: 'command', call: at + 1, command })),
];
const MEETING = { site: 'meet', room: 'hostile' };
const HOST_SHAPES: { [T in HostMessage['type']]: HostMessage & { type: T } } = {
  attend: { type: 'attend', shown: false },
  moved: { type: 'moved', meeting: MEETING },
  innerRoom: { type: 'innerRoom', meeting: MEETING, sign: 'left' },
  sensed: { type: 'sensed', signal: 'shareEnded' },
  openWindow: { type: 'openWindow' },
  mask: { type: 'mask' },
  openSide: { type: 'openSide' },
  askInner: { type: 'askInner' },
  token: { type: 'token', meeting: MEETING, away: true },
};
const HOST_MESSAGES: readonly HostMessage[] = Object.values(HOST_SHAPES);
const TO_HOST: readonly ToHost[] = [
  { type: 'show' },
  { type: 'innerRoom', frameId: 0, meeting: MEETING, sign: 'left' },
  { type: 'sensed', signal: 'shareEnded' },
  { type: 'elsewhere', on: true },
  { type: 'withdrawn', origins: ['https://meet.google.com/*'] },
  { type: 'askInner' },
];
const FRAME_SHAPES: { [T in FromPanel['type']]: FromPanel & { type: T } } = {
  askToken: { type: 'askToken' },
  alive: { type: 'alive' },
  shape: { type: 'shape', shape: 'strip' },
  dock: { type: 'dock', dock: 'left' },
  move: { type: 'move', dx: 40, dy: 40 },
  resize: { type: 'resize', dw: -50, dh: -50 },
  hovered: { type: 'hovered' },
  look: { type: 'look' },
  takeFocus: { type: 'takeFocus' },
  giveFocusBack: { type: 'giveFocusBack' },
  popOut: { type: 'popOut' },
  comeBack: { type: 'comeBack' },
  standing: { type: 'standing', masked: true, busy: false, guard: 'off' },
};
const FROM_PANEL: readonly FromPanel[] = Object.values(FRAME_SHAPES);
const TO_PANEL: readonly ToPanel[] = [
  { type: 'token', token: 'guess' },
  { type: 'layout', shape: 'strip', dock: 'left', surface: 'overlay', unseen: false },
  { type: 'call', call: 'over', sharing: false },
  { type: 'mask' },
  { type: 'pointerLeft' },
];
const EVERY_SHAPE = [
  CHANNEL_OFFER,
  ...PANEL_MESSAGES,
  ...HOST_MESSAGES,
  ...TO_HOST,
  ...FROM_PANEL,
  ...TO_PANEL,
] as readonly Json[];

interface Port {
  onMessage: { addListener(listen: (message: Answer) => void): void };
  onDisconnect: { addListener(listen: () => void): void };
  postMessage(message: unknown): void;
  disconnect(): void;
}
interface Answer {
  readonly type: string;
  readonly call?: number;
}
interface Api {
  runtime: {
    connect(info: object): Port;
    sendMessage(message: unknown): Promise<Json | undefined>;
  };
  storage: { session: { get(key?: string): Promise<Record<string, Json>> } };
}
type Scope = Record<'browser' | 'chrome', Api>;

/**
 * In an extension document: says these on a port of its own, and gives the answers once there are
 * so many, or one of this type.
 */
const talk = (messages: readonly Json[], wanted: number | string): Promise<readonly Answer[]> =>
  new Promise((resolve) => {
    const scope = globalThis as unknown as Scope;
    const port = (scope.browser ?? scope.chrome).runtime.connect({ name: 'panel' });
    const answers: Answer[] = [];
    const done = () => {
      port.disconnect();
      resolve(answers);
    };
    port.onDisconnect.addListener(done);
    port.onMessage.addListener((message) => {
      if (answers.push(message) === wanted || message.type === wanted) done();
    });
    for (const message of messages) port.postMessage(message);
  });

/** In an extension document: sends a message of the kind that content scripts send. */
const tell = async (message: Json): Promise<Json> => {
  const scope = globalThis as unknown as Scope;
  return (await (scope.browser ?? scope.chrome).runtime.sendMessage(message)) ?? null;
};

const REFUSED: Answer = { type: 'refused' };

let rig: Rig;
/** A page of the extension, to read its storage in. */
let desk: Tab;
/** The owner's panel, with a session in it that has to outlive every attack. */
let panel: Panel;

const sessionStorageNow = () =>
  desk.evaluate(async () => {
    const scope = globalThis as unknown as Scope;
    return (await (scope.browser ?? scope.chrome).storage.session.get()) as Record<string, Json>;
  });
type Counts = Readonly<Record<'malformed' | 'token' | 'order' | 'sender', number>>;
/** How many messages the background has refused, by reason. */
const refused = async (): Promise<Counts> => ({
  malformed: 0,
  token: 0,
  order: 0,
  sender: 0,
  ...((await sessionStorageNow()).refused as Partial<Counts>),
});
/** Waits until the background has refused exactly this many more than before, by reason. */
const refusedSince = async (before: Counts, more: Partial<Counts>) => {
  const wanted = Object.fromEntries(
    Object.entries(before).map(([reason, n]) => [reason, n + (more[reason as keyof Counts] ?? 0)]),
  );
  const sum = (counts: object) =>
    Object.values(counts).reduce((total: number, n: number) => total + n, 0);
  await until(
    async () => sum(await refused()) >= sum(wanted),
    `${JSON.stringify(wanted)} refusals`,
    40_000,
  );
  expect(await refused()).toEqual(wanted);
};

const wordsOf = (doc: Doc) => doc.evaluate(() => document.body.innerText);

/** What an attack must not change. */
const standing = async () => ({
  notes: await panel.notes(),
  leg: (await panel.all('button')).find(({ current }) => current === 'step')?.name.split(/\W/)[0],
  timer: (await panel.all('timer', 'Time remaining')).length,
  client: (await panel.all('button', `Client ${CODE}`)).length,
  folded: (await panel.all('button', 'Open panel')).length,
});
type Standing = Awaited<ReturnType<typeof standing>>;

/** The session is as before, and the background is alive: it saves one more note. */
const unharmed = async (before: Standing) => {
  await panel.tab.activate();
  expect(await standing()).toEqual(before);
  const text = marker('still');
  await panel.note(text);
  const after = await standing();
  expect(after.notes).toHaveLength(before.notes.length + 1);
  expect({ ...after, notes: before.notes }).toEqual(before);
};

/**
 * Holds the panel's own end of its channel to its host, and asks for a token there as the panel
 * does.
 */
const tokenOf = async (from: Panel): Promise<string> => {
  await from.doc.evaluate(() => {
    const scope = globalThis as unknown as { line?: MessagePort };
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (this: MessagePort, ...given: unknown[]) {
      scope.line ??= this;
      return Reflect.apply(post, this, given);
    };
  });
  // Folding tells the host, on the channel.
  const held = () =>
    from.doc.evaluate(() => (globalThis as { line?: MessagePort }).line !== undefined);
  if (!(await held())) {
    await from.press('button', 'Fold panel');
    await until(held, 'the channel');
    await from.press('button', 'Open panel');
    await from.see('button', 'Fold panel');
  }
  return from.doc.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const { line } = globalThis as { line?: MessagePort };
        line?.addEventListener('message', ({ data }) => {
          if (data.type === 'token') resolve(data.token);
        });
        line?.postMessage({ type: 'askToken' });
      }),
  );
};

beforeAll(async () => {
  rig = await startRig({ own: true });
  desk = await rig.browser.open(rig.browser.page('desk.html#/clients'));
  await desk.resize(1_100, 1_000);
  const clients = new Screen(desk);
  await clients.fill('textbox', "New client's code", CODE);
  await clients.press('button', 'Add client');
  await clients.press('link', `${CODE}*`);
  await clients.fill('textbox', 'Name', NAME);
  await desk.press('Tab');
  await until(
    async () => (await clients.all('status')).some(({ text }) => text === 'Saved'),
    'the name to be saved',
  );
  panel = await rig.call();
  await panel.unfold();
  await panel.press('radio', CODE);
  await panel.start();
  await panel.note(NOTE);
});
afterAll(() => rig?.close());

test('every message that attacks are made from is one that the contracts know', () => {
  for (const message of PANEL_MESSAGES) expect(readPanelMessage(message)).toEqual(message);
  for (const message of HOST_MESSAGES) expect(readHostMessage(message)).toEqual(message);
  for (const message of TO_HOST) expect(readToHost(message)).toEqual(message);
  for (const message of FROM_PANEL) expect(readFromPanel(message)).toEqual(message);
  for (const message of TO_PANEL) expect(readToPanel(message)).toEqual(message);
});

describe('a call page', () => {
  test('is answered by nobody, whatever it posts and to whomever it can', async () => {
    const [before, counts] = [await standing(), await refused()];
    const tried = await panel.tab.evaluate((shapes: readonly Json[]) => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      addEventListener('message', ({ source, data, isTrusted }) => {
        if (isTrusted && source !== window) heard.push(JSON.stringify(data));
      });
      const host = document.querySelector('[data-perch-host]');
      const broadcast = new BroadcastChannel('panel');
      broadcast.onmessage = ({ data }) => heard.push(JSON.stringify(data));
      // The frame sits in a closed tree; no frame should be found, and any that is gets everything
      // too.
      const windows = [window, ...Array.from({ length: window.length }, (_, at) => window[at])];
      let posted = 0;
      const port = () => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => heard.push(JSON.stringify(data));
        for (const shape of shapes) port1.postMessage(shape);
        return port2;
      };
      for (const shape of shapes) {
        for (const target of windows) {
          target?.postMessage(shape, '*');
          target?.postMessage(shape, '*', [port()]);
          target?.postMessage({ ...Object(shape), target: 'perch', source: 'panel' }, '*');
          posted += 3;
        }
        for (const target of [window, document, host]) {
          const ports = [port()];
          target?.dispatchEvent(
            new MessageEvent('message', { data: shape, ports, source: window, bubbles: true }),
          );
          target?.dispatchEvent(new CustomEvent('message', { detail: shape, bubbles: true }));
          posted += 2;
        }
        broadcast.postMessage(shape);
      }
      for (const target of [document, host])
        target?.dispatchEvent(new CustomEvent('perch-retire', { bubbles: true }));
      return { frames: window.length, posted };
    }, EVERY_SHAPE);
    expect(tried.frames).toBe(0);
    expect(tried.posted).toBe(EVERY_SHAPE.length * 9);
    await unharmed(before);
    expect(await panel.tab.evaluate(() => (window as unknown as { heard: [] }).heard)).toEqual([]);
    // It did not get as far as the background.
    expect(await refused()).toEqual(counts);
    console.log(`attack: ${tried.posted} messages from the page, 0 answered`);
  });

  test('moves nothing in the panel by making up events and clicks', async () => {
    const before = await standing();
    const box = () =>
      panel.tab.evaluate(() =>
        JSON.stringify(document.querySelector('[data-perch-host]')?.getBoundingClientRect()),
      );
    const boxBefore = await box();
    const points: Json[] = [];
    for (const [role, name] of [
      ['button', 'End session'],
      ['button', 'Fold panel'],
      ['button', 'Closing*'],
      ['textbox', 'Quick note'],
    ] as const)
      points.push({ ...(await panel.middle(role, name)) });
    const trusted = await panel.tab.evaluate((at: readonly Json[]) => {
      const host = document.querySelector<HTMLElement>('[data-perch-host]');
      if (!host) throw new Error('no host');
      let sent = 0;
      const send = (event: Event) => {
        sent += 1;
        host.dispatchEvent(event);
      };
      for (const { x, y } of at as unknown as readonly { x: number; y: number }[]) {
        const init = {
          clientX: x,
          clientY: y,
          screenX: x,
          screenY: y,
          button: 0,
          bubbles: true,
          composed: true,
        };
        for (const type of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'])
          send(new PointerEvent(type, { ...init, pointerId: 1, isPrimary: true }));
        for (const type of ['mousedown', 'mousemove', 'mouseup', 'click', 'dblclick'])
          send(new MouseEvent(type, init));
        document.elementFromPoint(x, y)?.dispatchEvent(new MouseEvent('click', init));
        (document.elementFromPoint(x, y) as HTMLElement | null)?.click();
        host.focus();
        for (const key of ['h', 'Enter', 'Escape', 'Tab', '5'])
          for (const type of ['keydown', 'keypress', 'keyup'])
            send(new KeyboardEvent(type, { key, bubbles: true, composed: true }));
        for (const type of ['beforeinput', 'input'])
          send(new InputEvent(type, { data: 'hostile', inputType: 'insertText', composed: true }));
        send(new ClipboardEvent('paste', { bubbles: true, composed: true }));
        send(new Event('submit', { bubbles: true, composed: true }));
        document.execCommand('insertText', false, 'hostile');
      }
      host.click();
      return sent;
    }, points);
    expect(trusted).toBeGreaterThan(90);
    expect(await box()).toBe(boxBefore);
    expect((await panel.see('textbox', 'Quick note')).value).toBe('');
    await unharmed(before);
    expect((await panel.notes()).join()).not.toContain('hostile');
  });

  test('finds no word of the panel anywhere it can look', async () => {
    const draft = marker('draft');
    await panel.press('textbox', 'Quick note');
    await panel.doc.type(draft);
    await panel.when('textbox', 'Quick note', ({ value }) => value === draft);
    const { seen, ...found } = await panel.tab.evaluate(
      async (code: string, words: string) => {
        const host = document.querySelector<HTMLElement>('[data-perch-host]');
        if (!host) throw new Error('no host');
        const { x, y, width, height } = host.getBoundingClientRect();
        let shadow = 'made';
        try {
          host.attachShadow({ mode: 'open' });
        } catch {
          shadow = 'refused';
        }
        type Searching = { find?(text: string, ...options: boolean[]): boolean };
        const find = (text: string) => {
          try {
            return (window as Searching).find?.(text, false, false, true, false, true, false);
          } catch {
            return 'denied';
          }
        };
        const active = document.activeElement === host;
        // A search begins where the focus is.
        document.querySelector<HTMLElement>('#chat')?.focus();
        const select = getSelection();
        select?.selectAllChildren(document.documentElement);
        const selected = String(select);
        select?.removeAllRanges();
        return {
          shadow,
          root: host.shadowRoot === null,
          children: host.childNodes.length,
          frames: document.querySelectorAll('iframe, object, embed').length + window.length,
          through:
            [...new Set(document.elementsFromPoint(x + width / 2, y + height / 2))][0] === host,
          active,
          control: find('Microphone'),
          searched: [find(code), find(words)],
          seen: (
            await Promise.all(
              [
                () => document.documentElement.outerHTML,
                () => new XMLSerializer().serializeToString(document),
                () => host.getHTML({ serializableShadowRoots: true, shadowRoots: [] }),
                () => host.innerText,
                () => host.title,
                () => host.ariaLabel,
                () => selected,
                () => document.title,
                () => document.cookie,
                () => JSON.stringify({ ...localStorage, ...sessionStorage }),
                () => JSON.stringify(performance.getEntries()),
                async () => JSON.stringify(await caches.keys()),
                async () => JSON.stringify(await indexedDB.databases()),
                () => Object.getOwnPropertyNames(window).join(),
                () => (window as unknown as { seen: string[] }).seen.join(' '),
              ].map(async (look) => {
                try {
                  return await look();
                } catch (error) {
                  return `DENIED ${error}`;
                }
              }),
            )
          ).join('\n'),
        };
      },
      CODE,
      'zebra',
    );
    // Firefox searches no page that holds a frame of somebody else.
    const firefox = rig.browser.name === 'firefox';
    expect(found).toEqual({
      shadow: 'refused',
      root: true,
      children: 0,
      frames: 0,
      through: true,
      active: true,
      control: firefox ? 'denied' : true,
      searched: firefox ? ['denied', 'denied'] : [false, false],
    });
    expect(seen).not.toContain('DENIED');
    expect(seen).toContain('Microphone');
    expect(seen).not.toMatch(/zebra|ZEB-7|-extension:/);
    await panel.fill('textbox', 'Quick note', ' ');
    await panel.doc.press('Backspace');
    await panel.when('textbox', 'Quick note', ({ value }) => value === '');
  });

  test('reaches no extension by the API that it may have', async () => {
    const [before, counts] = [await standing(), await refused()];
    const id = new URL(rig.browser.page('')).host;
    const outcomes = await panel.tab.evaluate(
      async (ids: readonly string[], shapes: readonly Json[]) => {
        type PageApi = {
          runtime?: {
            lastError?: unknown;
            sendMessage?(id: string, message: unknown, answer: (given: unknown) => void): void;
            connect?(id: string, info: object): Port;
          };
        };
        const page = window as unknown as Record<'browser' | 'chrome', PageApi | undefined>;
        const answers: string[] = [];
        for (const api of [page.browser, page.chrome])
          for (const id of ids) {
            const runtime = api?.runtime;
            if (!runtime) continue;
            for (const shape of shapes)
              await new Promise<void>((resolve) => {
                const note = (given: unknown) => {
                  if (!runtime.lastError && given !== undefined) answers.push(String(given));
                  resolve();
                };
                try {
                  if (runtime.sendMessage) runtime.sendMessage(id, shape, note);
                  else resolve();
                } catch {
                  resolve();
                }
              });
            await new Promise<void>((resolve) => {
              try {
                const port = runtime.connect?.(id, { name: 'panel' });
                if (!port) return resolve();
                port.onMessage.addListener((message) => answers.push(JSON.stringify(message)));
                port.onDisconnect.addListener(() => resolve());
                for (const shape of shapes) port.postMessage(shape);
              } catch {
                resolve();
              }
            });
          }
        return answers;
      },
      [id, 'perch@perch.session'],
      EVERY_SHAPE,
    );
    expect(outcomes).toEqual([]);
    expect(await refused()).toEqual(counts);
    await unharmed(before);
  });

  test('catches neither the channel nor the frame when it makes the panel come back', async () => {
    const { folded: _, ...before } = await standing();
    await panel.tab.evaluate(() => {
      const caught: string[] = [];
      Object.assign(window, { caught });
      const spy = (owner: object, name: string) => {
        const found = Object.getOwnPropertyDescriptor(owner, name);
        for (const part of ['get', 'set', 'value'] as const) {
          const real = found?.[part];
          if (typeof real !== 'function') continue;
          Object.defineProperty(owner, name, {
            ...found,
            [part](this: unknown, ...given: unknown[]) {
              caught.push(`${name} ${part}`);
              return Reflect.apply(real, this, given);
            },
          });
        }
      };
      spy(MessagePort.prototype, 'postMessage');
      spy(MessagePort.prototype, 'onmessage');
      spy(HTMLIFrameElement.prototype, 'contentWindow');
      spy(HTMLIFrameElement.prototype, 'src');
      spy(Element.prototype, 'attachShadow');
      spy(Element.prototype, 'append');
      spy(Node.prototype, 'appendChild');
      spy(EventTarget.prototype, 'addEventListener');
      // What the page calls itself is caught: the trap works.
      document.createElement('iframe').contentWindow;
      document.querySelector('[data-perch-host]')?.remove();
    });
    panel = await until(async () => {
      const back = await panelIn(panel.tab);
      return (await back.all('timer', 'Time remaining')).length > 0 ? back : null;
    }, 'the panel to be back');
    await panel.noteShown(NOTE);
    expect(
      await panel.tab.evaluate(() => (window as unknown as { caught: string[] }).caught),
    ).toEqual(['contentWindow get']);
    await unharmed({ ...before, folded: 0 });
    await panel.tab.reload();
    panel = await panelIn(panel.tab);
    await panel.noteShown(NOTE);
  });

  test('that opens the panel by itself, framed or in a window, gets empty ones', async () => {
    const before = await standing();
    const answered = await panel.tab.evaluate(
      async (url: string, offer: string, shapes: readonly Json[]) => {
        const heard: string[] = [];
        const hand = (target: Window | null, ready: Promise<unknown>) =>
          ready.then(() => {
            const { port1, port2 } = new MessageChannel();
            const asked = new Promise<void>((resolve) => {
              port1.onmessage = ({ data }) => {
                heard.push(data.type);
                if (data.type === 'askToken') {
                  for (const shape of shapes) port1.postMessage(shape);
                  resolve();
                }
              };
            });
            target?.postMessage(offer, '*', [port2]);
            port1.postMessage({
              type: 'layout',
              shape: 'panel',
              dock: 'top',
              surface: 'overlay',
              unseen: false,
            });
            return asked;
          });
        const frame = document.createElement('iframe');
        frame.id = 'hostile';
        const loaded = new Promise((resolve) => {
          frame.onload = resolve;
        });
        frame.src = url;
        document.body.append(frame);
        await hand(frame.contentWindow, loaded);
        Object.assign(window, { opened: window.open(url, 'hostile') });
        return [...new Set(heard)];
      },
      rig.browser.page('panel.html'),
      CHANNEL_OFFER,
      EVERY_SHAPE,
    );
    expect(answered).toEqual(['askToken']);
    const panels = () =>
      desk.evaluate((url: string) => {
        type Views = Record<
          'browser' | 'chrome',
          { extension: { getViews(of: object): readonly Window[] } }
        >;
        const scope = globalThis as unknown as Views;
        return (scope.browser ?? scope.chrome).extension
          .getViews({ type: 'tab' })
          .filter(({ location }) => location.href === url)
          .filter((view) => view.parent === view && view.document.readyState === 'complete')
          .map((view) => view.document.body.innerText.trim());
      }, rig.browser.page('panel.html'));
    const opened = await until(async () => {
      const found = await panels();
      return found.length > 0 ? found : null;
    }, 'the window');
    expect(opened).toEqual(['']);
    await panel.tab.evaluate(
      (offer: string, shapes: readonly Json[]) => {
        const { opened } = window as unknown as { opened: Window };
        const answers: string[] = [];
        Object.assign(window, { answers });
        for (const shape of [offer, ...shapes]) {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => answers.push(data.type);
          port1.postMessage({
            type: 'layout',
            shape: 'panel',
            dock: 'top',
            surface: 'overlay',
            unseen: false,
          });
          opened.postMessage(shape, '*', [port2]);
        }
      },
      CHANNEL_OFFER,
      EVERY_SHAPE,
    );
    await panel.tab.activate();
    await unharmed(before);
    expect(await panels()).toEqual(['']);
    const texts = await panel.tab.frameTexts('panel.html');
    expect(texts).toHaveLength(2);
    expect(texts.filter((text) => text.includes('zebra'))).toHaveLength(1);
    // It has been told to mask, which anybody may.
    expect(texts.filter((text) => text.trim() === 'Show panel')).toHaveLength(1);
    expect(
      await panel.tab.evaluate(() => {
        const { opened, answers } = window as unknown as { opened: Window; answers: string[] };
        opened.close();
        document.querySelector('#hostile')?.remove();
        return answers;
      }),
    ).toEqual([]);
  });

  test('that makes up what its sensor says can mask and offer, and never show or end anything', async () => {
    const before = await standing();
    const say = (details: readonly Json[]) =>
      panel.tab.evaluate((all: readonly Json[]) => {
        for (const detail of all)
          document.dispatchEvent(new CustomEvent('perch-sensed', { detail }));
      }, details);
    await say([null, 5, {}, ['share'], 'unmask', 'show', 'share ', '__proto__', 'constructor']);
    await unharmed(before);
    await say(['mediaConnected', 'mediaNone', 'mediaLive', 'shareEnded', 'shareFailed']);
    await unharmed(await standing());
    await say(['share']);
    await panel.see('button', 'Show panel');
    await say([...SIGNALS].filter((signal) => !/^share(s|$)/.test(signal)));
    for (const name of ['perch-sensor', 'perch-sensor-ask', 'perch-handle'])
      await panel.tab.evaluate((event: string) => {
        document.dispatchEvent(new CustomEvent(event, { detail: 'guess', cancelable: true }));
      }, name);
    expect((await wordsOf(panel.doc)).trim()).toBe('Show panel');
    await panel.press('button', 'Show panel');
    await panel.see('timer', 'Time remaining');
    await say(['shareEnded', 'mediaNone']);
    await unharmed(await standing());
    expect((await standing()).timer).toBe(before.timer);
  });

  test('that opens a window on top with the panel in it gets an empty one', async () => {
    const before = await standing();
    await panel.tab.evaluate(
      (url: string, offer: string, shapes: readonly Json[]) => {
        const button = document.createElement('button');
        button.id = 'open';
        button.style.cssText =
          'position:fixed;left:0;top:200px;width:40px;height:40px;z-index:9999999';
        button.onclick = async () => {
          interface Pictures {
            requestWindow(size: object): Promise<Window>;
          }
          const { documentPictureInPicture: pictures } = window as unknown as {
            documentPictureInPicture: Pictures;
          };
          const opened = await pictures.requestWindow({ width: 400, height: 500 });
          const frame = opened.document.createElement('iframe');
          frame.src = url;
          const heard: string[] = [];
          Object.assign(window, { heard, opened });
          frame.onload = () => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = ({ data }) => {
              heard.push(data.type);
              if (data.type === 'askToken') for (const shape of shapes) port1.postMessage(shape);
            };
            frame.contentWindow?.postMessage(offer, '*', [port2]);
            port1.postMessage({
              type: 'layout',
              shape: 'panel',
              dock: 'top',
              surface: 'popOut',
              unseen: false,
            });
          };
          opened.document.body.append(frame);
        };
        document.body.append(button);
      },
      rig.browser.page('panel.html'),
      CHANNEL_OFFER,
      EVERY_SHAPE,
    );
    const counted = await refused();
    await panel.tab.click({ x: 20, y: 220 });
    const inside = await rig.browser.popOut();
    // Asked for a token, it was given a guess, and the background has refused it.
    await until(async () => (await refused()).token > counted.token, 'the guess to be refused');
    expect(await wordsOf(inside)).not.toMatch(/zebra|ZEB-7/);
    expect(['', 'Show panel']).toContain((await wordsOf(inside)).trim());
    const heard = await panel.tab.evaluate(() => {
      const { heard: types, opened } = window as unknown as { heard: string[]; opened: Window };
      opened.close();
      document.querySelector('#open')?.remove();
      return [...new Set(types)];
    });
    expect(heard.filter((type) => !['askToken', 'standing'].includes(type))).toEqual([]);
    await unharmed(before);
  });
});

describe('a page over or around the panel', () => {
  const layer = (kind: string) =>
    panel.tab.evaluate((how: string) => {
      const cover = document.createElement(how === 'dialog' ? 'dialog' : 'div');
      cover.id = 'cover';
      cover.style.cssText =
        'position: fixed; inset: 0; width: 100vw; height: 100vh; max-width: none; max-height: none; margin: 0; padding: 0; border: 0; background: transparent; z-index: 2147483647';
      Object.assign(window, { covered: 0 });
      cover.addEventListener('click', () => {
        (window as unknown as { covered: number }).covered += 1;
      });
      document.documentElement.append(cover);
      if (cover instanceof HTMLDialogElement) cover.showModal();
      if (how === 'popover') {
        cover.popover = 'manual';
        cover.showPopover();
      }
    }, kind);

  test.each(['dialog', 'popover'])(
    'that covers it with a transparent %s takes the clicks, and the panel works again without',
    async (kind) => {
      const before = await standing();
      const at = await panel.middle('button', 'End session');
      await layer(kind);
      await panel.tab.click(at);
      await until(
        () => panel.tab.evaluate(() => (window as unknown as { covered: number }).covered === 1),
        'the cover to be clicked',
      );
      expect(await standing()).toEqual(before);
      await panel.tab.evaluate(() => document.querySelector('#cover')?.remove());
      await unharmed(before);
    },
  );

  /**
   * What shows its person something else than the panel and lets presses through. Run in the page.
   */
  const SEE_THROUGH: Readonly<Record<string, () => void>> = {
    'a popover': () => {
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.popover = 'manual';
      cover.textContent = 'Join the next meeting';
      cover.style.cssText =
        'position: fixed; inset: 0; width: 100vw; height: 100vh; background: #fffe; pointer-events: none';
      document.body.append(cover);
      cover.showPopover();
    },
    'a popover in a closed shadow tree': () => {
      const around = document.createElement('div');
      around.id = 'cover';
      const cover = document.createElement('div');
      cover.popover = 'manual';
      cover.style.cssText =
        'position: fixed; inset: 0; width: 100vw; height: 100vh; background: #fffe; pointer-events: none';
      around.attachShadow({ mode: 'closed' }).append(cover);
      document.body.append(around);
      cover.showPopover();
    },
    'the backdrop of a popover far from it': () => {
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.popover = 'manual';
      cover.style.cssText = 'inset: auto auto 0 0; width: 1px; height: 1px; margin: 0';
      const rule = document.createElement('style');
      rule.textContent = '#cover::backdrop { background: #fffe }';
      cover.append(rule);
      document.body.append(cover);
      cover.showPopover();
    },
    'the shadow of a popover far from it': () => {
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.popover = 'manual';
      cover.style.cssText =
        'inset: auto auto 0 0; width: 9px; height: 9px; margin: 0; box-shadow: 0 0 0 3000px #fffe; pointer-events: none';
      document.body.append(cover);
      cover.showPopover();
    },
    'what comes after everything': () => {
      const rule = document.createElement('style');
      rule.id = 'cover';
      rule.textContent =
        'html::after { content: ""; position: fixed; inset: 0; z-index: 2147483647; background: #fffe; pointer-events: none }';
      document.head.append(rule);
    },
    'next to nothing of it': () => {
      const rule = document.createElement('style');
      rule.id = 'cover';
      rule.textContent = 'html { opacity: .01 }';
      document.head.append(rule);
    },
    'a filter that leaves nothing of it': () => {
      const rule = document.createElement('style');
      rule.id = 'cover';
      rule.textContent = 'html { filter: brightness(0) }';
      document.head.append(rule);
    },
    'the words of a popover far from it': () => {
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.popover = 'manual';
      cover.textContent = 'Join the next meeting '.repeat(400);
      cover.style.cssText =
        'inset: 0 auto auto 0; width: 100vw; height: 1px; margin: 0; padding: 0; border: 0; overflow: visible; background: none; color: #fffe; font: 24px/1 sans-serif; pointer-events: none';
      document.body.append(cover);
      cover.showPopover();
    },
    'a page that is brought before it': () => {
      const rule = document.createElement('style');
      rule.id = 'cover';
      rule.textContent =
        'html { transform-style: preserve-3d } body { transform: translateZ(1px); pointer-events: none; background: #fff }';
      document.head.append(rule);
    },
    'a popover, and stops every timer and event': () => {
      for (let id = 1; id < 100_000; id += 1) clearInterval(id);
      for (const type of ['pointerenter', 'pointermove', 'pointerover', 'mouseover'])
        addEventListener(type, (event) => event.stopImmediatePropagation(), true);
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.popover = 'manual';
      cover.style.cssText =
        'position: fixed; inset: 0; width: 100vw; height: 100vh; background: #fffe; pointer-events: none';
      document.body.append(cover);
      cover.showPopover();
    },
    'itself, and keeps the panel beneath it': () => {
      const host = document.querySelector<HTMLElement>('[data-perch-host]');
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.style.cssText =
        'position: fixed; inset: 0; z-index: 1; background: #fffe; pointer-events: none';
      document.body.append(cover);
      const watcher = new MutationObserver(() => {
        if (!cover.isConnected) watcher.disconnect();
        else if (host?.style.zIndex !== '0') host?.style.setProperty('z-index', '0', 'important');
      });
      if (host) watcher.observe(host, { attributes: true });
      host?.style.setProperty('z-index', '0', 'important');
    },
    'a mask that leaves nothing of it': () => {
      const rule = document.createElement('style');
      rule.id = 'cover';
      rule.textContent = 'html { mask-image: linear-gradient(#0000, #0000) }';
      document.head.append(rule);
    },
  };
  const uncover = () => panel.tab.evaluate(() => document.querySelector('#cover')?.remove());
  const covered = (on: boolean) =>
    until(
      () =>
        panel.doc.evaluate(
          (wanted: boolean) => (document.documentElement.dataset.covered !== undefined) === wanted,
          on,
        ),
      on ? 'the panel to know that it is covered' : 'the panel to know that nothing covers it',
    );

  test.each(Object.entries(SEE_THROUGH))(
    'that shows %s can not have its person press anything unknowingly',
    async (_, lay) => {
      const before = await standing();
      const at = await panel.middle('button', 'End session');
      await panel.tab.evaluate(lay);
      await panel.tab.hover(at);
      await covered(true);
      await panel.tab.click(at);
      await until(
        () => panel.doc.evaluate(() => /press not taken/.test(document.body.innerText)),
        'the panel to say that no press was taken',
      );
      expect(await standing()).toEqual(before);
      await uncover();
      await covered(false);
      await unharmed(before);
    },
  );

  test('that puts something see-through after it has it beneath the panel, or has presses refused', async () => {
    const before = await standing();
    const typed = marker('half');
    await panel.press('textbox', 'Quick note');
    await panel.doc.type(typed);
    const at = await panel.middle('button', 'End session');
    await panel.tab.hover(at);
    await panel.tab.evaluate(() => {
      const cover = document.createElement('div');
      cover.id = 'cover';
      // Nothing of it is in its own box.
      const rule = document.createElement('style');
      rule.textContent =
        '#cover::before { content: ""; position: fixed; inset: 0; z-index: 2147483647; background: #fffe; pointer-events: none }';
      cover.append(rule);
      document.documentElement.append(cover);
    });
    if (rig.browser.name === 'chromium')
      await until(
        () =>
          panel.tab.evaluate(() =>
            document.documentElement.lastElementChild?.hasAttribute('data-perch-host'),
          ),
        'the panel to be the last again',
      );
    else {
      await covered(true);
      await panel.tab.click(at);
      expect(await standing()).toEqual(before);
    }
    await uncover();
    await covered(false);
    // Neither was the frame loaded anew, nor has it lost the focus.
    await panel.when('textbox', 'Quick note', ({ value, focused }) => value === typed && focused);
    await panel.doc.press('Control+a');
    await panel.doc.press('Backspace');
    await unharmed(before);
  });

  test('that has something of its own beneath the panel, and after it, keeps nobody from pressing', async () => {
    const before = await standing();
    const at = await panel.middle('textbox', 'Quick note');
    await panel.tab.evaluate(() => {
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.popover = 'manual';
      cover.style.cssText =
        'display: block; position: fixed; inset: 0; width: 100vw; height: 100vh; z-index: 2147483646; background: #fffe; pointer-events: none';
      document.documentElement.append(cover);
      cover.showPopover();
    });
    await panel.tab.hover(at);
    await covered(true);
    await panel.tab.evaluate(() => document.querySelector<HTMLElement>('#cover')?.hidePopover());
    await covered(false);
    await panel.tab.click(at);
    await panel.when('textbox', 'Quick note', ({ focused }) => focused);
    await uncover();
    await unharmed(before);
  });

  test('that takes its cover away just before the press has it refused all the same', async () => {
    const before = await standing();
    const at = await panel.middle('button', 'End session');
    await panel.tab.evaluate(SEE_THROUGH['a popover'] ?? (() => {}));
    await panel.tab.hover(at);
    await covered(true);
    await uncover();
    await panel.tab.click(at);
    await until(
      () => panel.doc.evaluate(() => /press not taken/.test(document.body.innerText)),
      'the panel to say that no press was taken',
    );
    expect(await standing()).toEqual(before);
    await covered(false);
    await unharmed(before);
  });

  test('that covers the window on top that it was given has presses in it refused', async () => {
    const before = await standing();
    await panel.press('button', 'Pop out the panel');
    const out = new Panel(await rig.browser.popOut());
    await out.noteShown('zebra');
    const at = await out.middle('button', 'End session');
    await out.tab.evaluate(() => {
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.style.cssText =
        'position: fixed; inset: 0; z-index: 2147483647; background: #fffe; pointer-events: none';
      document.body.append(cover);
    });
    await out.tab.hover(at);
    await until(
      () => out.doc.evaluate(() => document.documentElement.dataset.covered !== undefined),
      'the panel to know that it is covered',
    );
    await out.tab.click(at);
    await until(
      () => out.doc.evaluate(() => /press not taken/.test(document.body.innerText)),
      'the panel to say that no press was taken',
    );
    expect((await out.all('timer', 'Time remaining')).length).toBe(1);
    await out.tab.evaluate(() => document.querySelector('#cover')?.remove());
    await until(
      () => out.doc.evaluate(() => document.documentElement.dataset.covered === undefined),
      'the panel to know that nothing covers it',
    );
    await out.press('button', 'Back to the call');
    panel = await panelIn(panel.tab);
    await panel.unfold();
    await unharmed(before);
  });

  test('that covers a masked panel does not have it unmasked', async () => {
    await panel.press('button', 'Mask panel*');
    const at = await panel.middle('button', 'Show panel');
    await panel.tab.evaluate(SEE_THROUGH['a popover'] ?? (() => {}));
    await panel.tab.hover(at);
    await covered(true);
    await panel.tab.click(at);
    expect((await wordsOf(panel.doc)).trim()).toBe('Show panel');
    await uncover();
    await covered(false);
    await panel.press('button', 'Show panel');
    await panel.see('button', 'End session');
  });

  test('that its person wants to press through is pressed through, once that is chosen', async () => {
    const before = await standing();
    const settings = new Screen(
      await rig.browser.open(`${rig.browser.page('desk.html')}#/settings`),
    );
    const choice = 'Take presses in the panel while something in the page lies over it';
    await panel.tab.activate();
    const at = await panel.middle('button', 'Mask panel*');
    await panel.tab.evaluate(SEE_THROUGH['a popover'] ?? (() => {}));
    await panel.tab.hover(at);
    await covered(true);
    await settings.doc.tab.activate();
    await settings.press('checkbox', choice);
    await settings.when('checkbox', choice, ({ checked }) => checked === true);
    try {
      await panel.tab.activate();
      // The choice has come to the panel, which is covered as before.
      await covered(false);
      await panel.press('button', 'Mask panel*');
      await panel.see('button', 'Show panel');
      // A page that knows nothing of the setting but what it is told while it is masked.
      await panel.tab.reload();
      panel = await panelIn(panel.tab);
      await panel.tab.evaluate(SEE_THROUGH['a popover'] ?? (() => {}));
      await panel.press('button', 'Show panel');
      await panel.unfold();
    } finally {
      await uncover();
      await settings.doc.tab.activate();
      await settings.press('checkbox', choice);
      await settings.when('checkbox', choice, ({ checked }) => checked === false);
    }
    await settings.doc.tab.close();
    await panel.tab.activate();
    await unharmed(before);
  });

  test('that takes the focus again and again gets nothing that was typed before', async () => {
    const typed = marker('typed');
    await panel.press('textbox', 'Quick note');
    await panel.doc.type(typed);
    await panel.when('textbox', 'Quick note', ({ value }) => value === typed);
    await panel.tab.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('#chat');
      const page = window as unknown as { seen: string[]; stealing: number };
      page.seen.length = 0;
      page.stealing = window.setInterval(() => field?.focus(), 5);
    });
    await until(
      () => panel.tab.evaluate(() => document.activeElement?.id === 'chat'),
      'the page to have the focus',
    );
    await panel.tab.type('stray');
    await until(
      () =>
        panel.tab.evaluate(
          () => document.querySelector<HTMLInputElement>('#chat')?.value === 'stray',
        ),
      'what is typed now to be in the page',
    );
    const seen = await panel.tab.evaluate(() => {
      const page = window as unknown as { seen: string[]; stealing: number };
      clearInterval(page.stealing);
      const field = document.querySelector<HTMLInputElement>('#chat');
      const all = [...page.seen, field?.value].join(' ');
      if (field) field.value = '';
      return all;
    });
    expect(seen).toContain('stray');
    expect(seen).not.toContain('zebra');
    await panel.press('textbox', 'Quick note');
    await panel.when('textbox', 'Quick note', ({ value }) => value === typed);
    await panel.doc.press('Enter');
    await panel.noteShown(typed);
  });

  const looks = () =>
    panel.tab.evaluate(() => {
      const host = document.querySelector('[data-perch-host]');
      if (!host) return {};
      const style = getComputedStyle(host);
      return Object.fromEntries(
        [
          'opacity',
          'pointer-events',
          'transform',
          'translate',
          'scale',
          'rotate',
          'filter',
          'clip-path',
          'mask-image',
          'mix-blend-mode',
          'visibility',
          'display',
          'position',
          'left',
          'top',
          'width',
          'height',
          'z-index',
          'zoom',
          'content-visibility',
          'user-select',
          'animation-name',
          'transition-duration',
        ].map((name) => [name, style.getPropertyValue(name)]),
      );
    });

  test('that has important rules and animations for the host does not change how it is shown', async () => {
    const [before, was] = [await standing(), await looks()];
    expect(was).toMatchObject({ opacity: '1', display: 'block', visibility: 'visible' });
    const other = await panel.tab.evaluate(() => {
      const sheet = document.createElement('style');
      sheet.id = 'hostile';
      const rules =
        'opacity: 0.01 !important; pointer-events: none !important; transform: scale(0.1) translateX(900px) !important; translate: 90px !important; scale: 0.1 !important; rotate: 90deg !important; filter: blur(9px) !important; clip-path: inset(50%) !important; mask-image: linear-gradient(transparent, transparent) !important; mix-blend-mode: difference !important; visibility: hidden !important; display: none !important; position: static !important; left: -999px !important; top: -999px !important; width: 1px !important; height: 1px !important; z-index: -1 !important; zoom: 0.1 !important; content-visibility: hidden !important; user-select: none !important; transition: all 999s !important; animation: hostile 1s infinite !important;';
      sheet.textContent = `@keyframes hostile { from, to { opacity: 0; transform: scale(0) } }
        @layer hostile { div, [data-perch-host] { ${rules} } }
        html > div, html > [data-perch-host][data-perch-host], :root > *:not(head, body) { ${rules} }`;
      const control = document.createElement('div');
      control.id = 'control';
      document.documentElement.append(sheet, control);
      const host = document.querySelector<HTMLElement>('[data-perch-host]');
      for (const element of [host, control])
        element?.animate([{ opacity: 0, transform: 'scale(0)', width: '1px' }, { opacity: 0 }], {
          duration: 1e9,
          fill: 'both',
        });
      return getComputedStyle(control).display;
    });
    // The same rules do to an element of the page's own what they are meant to.
    expect(other).toBe('none');
    await panel.tab.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    expect(await looks()).toEqual(was);
    await unharmed(before);
    await panel.tab.evaluate(() => {
      for (const id of ['hostile', 'control']) document.getElementById(id)?.remove();
      for (const animation of document.getAnimations()) animation.cancel();
    });
  });

  test('that rewrites the host itself has it put back', async () => {
    const [before, was] = [await standing(), await looks()];
    for (const [name, value] of [
      ['style', 'opacity: 0 !important; pointer-events: none !important'],
      ['hidden', ''],
      ['inert', ''],
      ['class', 'hostile'],
      ['popover', 'auto'],
      ['aria-hidden', 'true'],
    ] as const)
      await panel.tab.evaluate(
        (attribute: string, given: string) =>
          document.querySelector('[data-perch-host]')?.setAttribute(attribute, given),
        name,
        value,
      );
    await until(
      async () =>
        JSON.stringify(await looks()) === JSON.stringify(was) &&
        (await panel.tab.evaluate(() =>
          document.querySelector('[data-perch-host]')?.getAttributeNames().sort().join(),
        )) === 'data-perch-host,style',
      'the host as it was',
    );
    await unharmed(before);
  });
});

describe('tokens', () => {
  test('are good once, in their own tab only, and no guess is', async () => {
    const before = await standing();
    const other = await rig.call(OTHER);
    await other.there();
    await panel.tab.activate();
    const stolen = await tokenOf(panel);
    const counts = await refused();
    // What was issued for the first tab is shown in another, which spends it everywhere.
    expect(await other.doc.evaluate(talk, [hello(stolen)], 1)).toEqual([REFUSED]);
    expect(await panel.doc.evaluate(talk, [hello(stolen)], 1)).toEqual([REFUSED]);

    const good = await tokenOf(panel);
    const welcome = await panel.doc.evaluate(talk, [hello(good)], 2);
    expect(welcome.map(({ type }) => type)).toEqual(['welcome', 'snapshot']);
    expect(JSON.stringify(welcome)).toContain(NOTE);
    expect(JSON.stringify(welcome)).toContain(CODE);
    expect(JSON.stringify(welcome)).not.toContain(NAME);
    expect(await panel.doc.evaluate(talk, [hello(good)], 1)).toEqual([REFUSED]);

    // An issued one that was not spent yet is there to be guessed.
    const waiting = await tokenOf(panel);
    const near = [...waiting].map((_, at) => `${waiting.slice(0, at)}x${waiting.slice(at + 1)}`);
    const guesses = [
      ...near,
      waiting.toUpperCase().replace(/^/, ' '),
      waiting.slice(1),
      `${waiting}0`,
      '',
      null,
      '__proto__',
      'constructor',
      ...Array.from({ length: 600 }, () => crypto.randomUUID()),
    ].map(hello);
    const answers = await panel.doc.evaluate(talk, guesses, guesses.length);
    expect(answers).toEqual(guesses.map(() => REFUSED));
    await refusedSince(counts, { token: 3 + guesses.length });
    console.log(`attack: ${guesses.length} guessed tokens on one port, all refused`);
    await other.tab.close();
    await unharmed(before);
  });

  test('come before everything: a command on a port that has shown none does nothing', async () => {
    const [before, counts] = [await standing(), await refused()];
    const commands = PANEL_MESSAGES.filter(({ type }) => type === 'command');
    const answers = await panel.doc.evaluate(
      talk,
      [...commands, GUESS] as unknown as readonly Json[],
      'refused',
    );
    expect(answers).toEqual([REFUSED]);
    await refusedSince(counts, { order: commands.length, token: 1 });
    await unharmed(before);
  });

  test('are not given to a frame that asks the background itself', async () => {
    expect(
      await panel.doc.evaluate(tell, { type: 'token', meeting: null, away: false }),
    ).toBeNull();
  });
});

test('the panel that sites may frame is told nothing as a page of its own', async () => {
  const before = await standing();
  const page = await rig.browser.open(rig.browser.page('panel.html'));
  expect(await page.evaluate(talk, [hello(null)], 1)).toEqual([REFUSED]);
  expect((await wordsOf(page)).trim()).toBe('');
  await page.close();
  await unharmed(before);
});

test('the panel beside the page is told codes and never names, and no site can open it', async () => {
  const before = await standing();
  const counted = await refused();
  const page = await rig.browser.open(rig.browser.page('sidepanel.html'));
  const answers = await page.evaluate(talk, [hello(null)], 2);
  expect(answers.map(({ type }) => type)).toEqual(['welcome', 'snapshot']);
  const told = JSON.stringify(answers);
  expect(told).toContain(CODE);
  expect(told).not.toContain(NAME);
  expect(await wordsOf(page)).not.toContain(NAME);
  await page.close();
  await panel.tab.activate();
  const reached = await panel.tab.evaluate(async (url: string) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
    const loaded = await new Promise((resolve) => {
      const script = document.createElement('script');
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
      script.src = url;
      document.body.append(script);
    });
    let opened: Window | null = null;
    try {
      opened = window.open(url);
    } catch {}
    const fetched = await fetch(url).then(
      () => true,
      () => false,
    );
    frame.remove();
    opened?.close();
    return { loaded, fetched };
  }, rig.browser.page('sidepanel.html'));
  expect(reached).toEqual({ loaded: false, fetched: false });
  // Framed, it would have said hello with nothing to show.
  expect(await refused()).toEqual(counted);
  await unharmed(before);
});

/**
 * In an extension document: sends messages made from well-formed ones by one change that makes each
 * malformed. The same seed makes the same messages. Those to a port are followed by one whose
 * answer ends the wait; the answers stay in the document, so that late ones are seen too.
 */
const flood = async (
  way: 'port' | 'message',
  seed: number,
  shapes: readonly Json[],
  count: number,
  first: Json,
  last: Json,
  until: string,
): Promise<{ sent: number; unsendable: number }> => {
  let state = seed;
  const random = (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  type Box = Record<string, unknown>;
  const deep = (levels: number) => {
    let nested: unknown = 'x';
    for (let level = 0; level < levels; level += 1) nested = level % 2 ? [nested] : { a: nested };
    return nested;
  };
  const own = (key: string, value: unknown, on: Box = {}): Box =>
    Object.defineProperty(on, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  const KEYS = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'then',
    'valueOf',
    '0',
    '',
    'length',
    'extra',
    'type ',
    'Type',
    '__defineGetter__',
  ];
  const WORDS = [
    '',
    ' ',
    '__proto__',
    'constructor',
    'toString',
    'unlock',
    'readEverything',
    '../../etc/passwd',
    "' OR 1=1 --",
    '\u0000',
    '\ud800',
    '<script>alert(1)</script>',
    '💥'.repeat(50),
    'x'.repeat(10_000),
  ];
  /** Fields that take any text, up to a length. */
  const LONGEST: Readonly<Record<string, number>> = {
    text: 4_000_000,
    base: 4_000_000,
    code: 500,
    words: 500,
    when: 500,
    know: 500,
    preset: 80,
    prompt: 80,
    speaker: 4,
    token: 100,
    site: 20,
    room: 200,
  };
  /** A browser may send what JSON does not know as null, which these fields take. */
  const NULLABLE = ['token', 'situation', 'plan', 'meeting', 'tab', 'sign', 'guard'];
  let huge = 8;
  const wrong = (key: string, value: unknown): unknown => {
    const nothing = NULLABLE.includes(key) ? [] : [null, Number.NaN];
    if (typeof value === 'string') {
      const limit = LONGEST[key];
      if (limit !== undefined && limit < 1_000 && random(2)) return 'x'.repeat(limit + 1);
      if (key === 'text' && huge > 0 && random(4) === 0) {
        huge -= 1;
        return 'x'.repeat(4_000_001);
      }
      if (limit === undefined && random(2)) return pick(WORDS);
      return pick([...nothing, 0, -1.5, true, false, [], {}, [value], { value }, deep(50)]);
    }
    if (typeof value === 'number')
      return pick<unknown>([
        ...nothing,
        '5',
        '',
        true,
        [],
        [value],
        {},
        { valueOf: value },
        'NaN',
        ...(key === 'call' ? [1.5, 2 ** 60, -1e300] : []),
      ]);
    if (typeof value === 'boolean') return pick([...nothing, 0, 1, 'true', '', [], {}, [value]]);
    if (value === null)
      return pick([...(key === 'tab' ? [] : [0, 1]), true, false, [], {}, [null], deep(30)]);
    if (Array.isArray(value))
      return pick([
        ...nothing,
        {},
        [],
        'x',
        0,
        { ...value, length: value.length },
        [...value, ...value],
        value.map(() => 'constructor'),
        new Array(2_000).fill(0),
      ]);
    return pick([0, 1, true, false, 'x', '', [1], [value], 'constructor']);
  };
  const malformed = (): unknown => {
    const shape = structuredClone(pick(shapes)) as Box;
    const boxes: Box[] = [];
    const walk = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return;
      boxes.push(value as Box);
      for (const inner of Object.values(value)) walk(inner);
    };
    walk(shape);
    const box = pick(boxes.filter((found) => Object.keys(found).length > 0));
    const key = pick(Object.keys(box));
    const how = random(20);
    if (how < 4) {
      if (Array.isArray(box)) box.pop();
      else delete box[key];
      return shape;
    }
    if (how < 8) {
      const open = pick(boxes.filter((found) => !Array.isArray(found)));
      own(pick(KEYS), pick([null, 1, 'x', [], {}, { polluted: true }, deep(20)]), open);
      return shape;
    }
    if (how < 16) {
      own(key, wrong(key, box[key]), box);
      return shape;
    }
    return pick<() => unknown>([
      () => null,
      () => pick([0, -1, 1e308, true, false, Number.NaN]),
      () => pick(WORDS),
      () => [],
      () => [shape],
      () => ({}),
      () => deep(400),
      () => JSON.stringify(shape),
      () => own('__proto__', shape),
      () => ({ constructor: { prototype: shape } }),
      () => ({ ...shape, type: [shape.type] }),
      () => ({ ...shape, type: { toString: shape.type } }),
      () => ({ ...shape, type: pick(WORDS) }),
      () => ({ type: 'command', call: 1, command: { type: 'unlock', passphrase: pick(WORDS) } }),
      () => ({ type: 'command', call: 1, command: shape, realm: 'practice' }),
      () => Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`k${at}`, at])),
      () => ({ data: shape }),
    ])();
  };

  const scope = globalThis as unknown as Scope & { answers?: Answer[] };
  const { runtime } = scope.browser ?? scope.chrome;
  scope.answers ??= [];
  const { answers } = scope;
  let sent = 0;
  let unsendable = 0;
  const trySend = (send: (message: unknown) => void) => {
    for (let at = 0; at < count; at += 1)
      try {
        send(malformed());
        sent += 1;
      } catch {
        unsendable += 1;
      }
  };
  if (way === 'port') {
    const port = runtime.connect({ name: 'panel' });
    const done = new Promise<void>((resolve) => {
      let seen = 0;
      const wanted = first !== null && until === 'refused' ? 2 : 1;
      port.onMessage.addListener((message) => {
        answers.push(message);
        if (message.type === until) seen += 1;
        if (seen === wanted) resolve();
      });
      port.onDisconnect.addListener(() => {
        answers.push({ type: 'disconnected' });
        resolve();
      });
    });
    if (first !== null) port.postMessage(first);
    trySend((message) => port.postMessage(message));
    port.postMessage(last);
    await done;
  } else {
    const waiting: Promise<unknown>[] = [];
    trySend((message) =>
      waiting.push(
        runtime.sendMessage(message).then(
          (answer) => answer != null && answers.push({ type: `answer ${JSON.stringify(answer)}` }),
          () => {},
        ),
      ),
    );
    await Promise.all(waiting);
  }
  return { sent, unsendable };
};

describe('malformed messages', () => {
  const answersIn = (doc: Doc) =>
    doc.evaluate(() => (globalThis as { answers?: readonly Answer[] }).answers ?? []);
  const SHAPES = PANEL_MESSAGES as unknown as readonly Json[];
  const OTHERS = [...PANEL_MESSAGES, ...HOST_MESSAGES] as unknown as readonly Json[];

  test('by the thousand, from a real frame of the panel, are refused and do no harm', async () => {
    const [before, counts] = [await standing(), await refused()];
    let sent = 0;
    let unsendable = 0;
    let hellos = 0;
    for (let batch = 0; batch < 9; batch += 1) {
      const first = batch % 2 ? GUESS : null;
      const done = await panel.doc.evaluate(
        flood,
        'port',
        1_000 + batch,
        SHAPES,
        1_000,
        first,
        GUESS,
        'refused',
      );
      sent += done.sent;
      unsendable += done.unsendable;
      hellos += first ? 2 : 1;
    }
    expect(sent).toBeGreaterThanOrEqual(9_000);
    await refusedSince(counts, { malformed: sent, token: hellos });
    expect(await answersIn(panel.doc)).toEqual(Array.from({ length: hellos }, () => REFUSED));
    console.log(
      `attack: ${sent} malformed messages over ports refused, 0 answered (${unsendable} not sendable)`,
    );
    await unharmed(before);
  });

  test('by the thousand, sent without a port, are refused and do no harm', async () => {
    const [before, counts] = [await standing(), await refused()];
    await panel.doc.evaluate(() => {
      (globalThis as { answers?: readonly Answer[] }).answers = [];
    });
    let sent = 0;
    for (let batch = 0; batch < 2; batch += 1)
      sent += (
        await panel.doc.evaluate(flood, 'message', 2_000 + batch, OTHERS, 500, null, null, '')
      ).sent;
    expect(sent).toBeGreaterThanOrEqual(1_000);
    await refusedSince(counts, { malformed: sent });
    expect(await answersIn(panel.doc)).toEqual([]);
    console.log(`attack: ${sent} malformed runtime messages refused, 0 answered`);
    await unharmed(before);
  });

  test('from a panel that was let in are refused as well', async () => {
    const [before, counts] = [await standing(), await refused()];
    await panel.doc.evaluate(() => {
      (globalThis as { answers?: readonly Answer[] }).answers = [];
    });
    const token = await tokenOf(panel);
    const last = { type: 'command', call: 77, command: COMMANDS.prefer } satisfies PanelMessage;
    const { sent } = await panel.doc.evaluate(
      flood,
      'port',
      3_000,
      SHAPES,
      1_000,
      hello(token),
      last as unknown as Json,
      'reply',
    );
    expect(sent).toBeGreaterThanOrEqual(1_000);
    await refusedSince(counts, { malformed: sent });
    const answers = await answersIn(panel.doc);
    expect(answers.filter(({ type }) => !/^(welcome|snapshot)$/.test(type))).toEqual([
      { type: 'reply', call: 77, reply: { ok: true } },
    ]);
    console.log(`attack: ${sent} malformed messages of an admitted panel refused, 0 answered`);
    await unharmed(before);
  });
});

test('no other extension has a way in', async () => {
  const manifest = await desk.evaluate(() => {
    type Manifests = Record<'browser' | 'chrome', { runtime: { getManifest(): object } }>;
    const scope = globalThis as unknown as Manifests;
    return scope.chrome.runtime.getManifest();
  });
  expect(manifest).toHaveProperty('content_security_policy');
  expect(manifest).not.toHaveProperty('externally_connectable');
  const listening = await rig.browser.background(async () => {
    type Events = Record<string, { hasListeners?(): boolean }>;
    const { runtime } = (globalThis as unknown as { chrome: { runtime: Events } }).chrome;
    return ['onMessage', 'onConnect', 'onMessageExternal', 'onConnectExternal'].map(
      (name) => runtime[name]?.hasListeners?.() ?? null,
    );
  });
  // Firefox does not say who listens, so what the background is made of is read as well.
  expect(listening).toEqual(
    rig.browser.name === 'chromium' ? [true, true, false, false] : [null, null, null, null],
  );
  const folder = path.resolve(
    '.output',
    rig.browser.name === 'chromium' ? 'chrome-mv3' : 'firefox-mv3',
  );
  const read = new Map<string, string>();
  const gather = (file: string) => {
    if (read.has(file)) return;
    const source = readFileSync(file, 'utf8');
    read.set(file, source);
    for (const [, found] of source.matchAll(/(?:from|import)\s*\(?["'`](\.[^"'`]+\.js)["'`]/g))
      if (found) gather(path.resolve(path.dirname(file), found));
  };
  gather(path.join(folder, 'background.js'));
  const source = [...read.values()].join('\n');
  expect(source).toMatch(/onConnect\.addListener/);
  expect(source).not.toMatch(/on(Message|Connect|UserScript\w+)External\.addListener/);
});

test('another extension is answered nothing, from a page of its own and from the call page', async () => {
  const before = await standing();
  const origin = await rig.browser.loadOther('tests/fixtures/other-extension');
  const perch =
    rig.browser.name === 'firefox'
      ? 'perch@perch.session'
      : rig.browser.page('').replace(/^[a-z-]+:\/\/|\/$/g, '');
  const messages = [...PANEL_MESSAGES, ...Object.values(HOST_SHAPES)] as unknown as Json[];
  const page = await rig.browser.open(`${origin}/page.html`);
  const tried = await page.evaluate(
    (id, sent) =>
      (
        globalThis as unknown as { tryMessages(id: string, sent: Json[]): Promise<Json> }
      ).tryMessages(id, sent),
    perch,
    messages,
  );
  expect(tried).toEqual({ answers: [], closed: 3 });
  expect(
    await page.evaluate(
      (at) => (globalThis as unknown as { tryPages(at: string): Promise<Json> }).tryPages(at),
      rig.browser.page('').replace(/\/$/, ''),
    ),
  ).toEqual([]);
  await page.close();
  // Its content script is in call pages that are opened from now on.
  const call = await rig.call(OTHER);
  await call.there();
  const seen = await call.tab.evaluate(
    (id, sent) =>
      new Promise<Json>((resolve) => {
        addEventListener('message', ({ data }) => {
          if (data?.from === 'another extension') resolve(data);
        });
        postMessage({ to: 'another extension', perch: id, messages: sent });
      }),
    perch,
    messages,
  );
  expect(seen).toEqual({
    from: 'another extension',
    found: [{ title: 'Perch panel', words: null, text: '' }],
    answers: [],
  });
  await call.tab.close();
  await unharmed(before);
});

test('while locked, a framed panel is told no word', async () => {
  const passphrase = marker('passphrase');
  await desk.activate();
  await desk.goto(rig.browser.page('desk.html#/settings'));
  await desk.reload();
  const settings = new Screen(desk);
  await settings.press('button', 'Choose a passphrase');
  await settings.fill('textbox', 'New passphrase', passphrase);
  await settings.fill('textbox', 'New passphrase again', passphrase);
  await settings.press('button', 'Set passphrase');
  await settings.see('button', 'Lock');
  expect(JSON.stringify(await sessionStorageNow())).toContain('"root"');
  const open = await panel.notes();
  await settings.press('button', 'Lock');
  await settings.see('textbox', 'Passphrase');
  await panel.tab.activate();
  await panel.see('button', 'Unlock in the desk');

  expect(JSON.stringify(await sessionStorageNow())).not.toMatch(/zebra|ZEB-7|"root"/);
  const shown = await panel.doc.evaluate(() =>
    [
      document.body.innerText,
      document.documentElement.outerHTML,
      ...Array.from(document.querySelectorAll('input, textarea'), (field) =>
        field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
          ? field.value
          : '',
      ),
    ].join('\n'),
  );
  expect(shown).toContain(`${open.length} notes, locked away`);
  expect(shown).not.toMatch(/zebra|ZEB-7/);

  const answers = await panel.doc.evaluate(talk, [hello(await tokenOf(panel))], 2);
  expect(answers.map(({ type }) => type)).toEqual(['welcome', 'snapshot']);
  expect(JSON.stringify(answers)).toContain('"lock":"locked"');
  expect(JSON.stringify(answers)).not.toMatch(/zebra|ZEB-7/);

  // Nor does any message unlock, from a frame that was let in or from a page of the extension.
  const counts = await refused();
  const keys = [
    { type: 'unlock' },
    { type: 'unlock', passphrase },
    { type: 'lock', locked: false },
    { type: 'lock', passphrase },
    { type: 'mask', masked: false, passphrase },
  ].map((command, at) => ({ type: 'command', call: at + 1, command }));
  const last = { type: 'command', call: 77, command: { type: 'prefer' } };
  const page = await rig.browser.open(rig.browser.page('sidepanel.html'));
  const told = [
    ...(await panel.doc.evaluate(talk, [hello(await tokenOf(panel)), ...keys, last], 'reply')),
    ...(await page.evaluate(talk, [hello(null), ...keys, last], 'reply')),
  ];
  await refusedSince(counts, { malformed: 2 * keys.length });
  expect(told.flatMap(({ type, call }) => (type === 'reply' ? [call] : []))).toEqual([77, 77]);
  expect(JSON.stringify(told)).not.toMatch(/zebra|ZEB-7/);
  expect(JSON.stringify(await sessionStorageNow())).not.toContain('"root"');
  await page.close();

  await desk.activate();
  await settings.fill('textbox', 'Passphrase', passphrase);
  await settings.press('button', 'Unlock');
  await settings.see('button', 'Lock');
  await panel.tab.activate();
  await until(async () => (await panel.notes()).length === open.length, 'every note to be back');
  expect(await panel.notes()).toEqual(open);
});
