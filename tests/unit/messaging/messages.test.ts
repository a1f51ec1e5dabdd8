import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFromPanel, readToPanel } from '@/lib/messaging/frame-contract';
import { readHostMessage, readToHost } from '@/lib/messaging/host-contract';
import { readPanelMessage } from '@/lib/messaging/panel-commands';
import { readBackgroundMessage } from '@/lib/messaging/panel-contract';
import { classify } from '@/lib/messaging/sender';
import { Tokens } from '@/lib/messaging/tokens';

const ID = '00000000-0000-4000-8000-000000000000';
const self = { id: 'own', origin: 'chrome-extension://own' };
const isCallSite = (url: string) => url.startsWith('https://meet.google.com/');

describe('a sender', () => {
  test('is a page, a frame or a host by its origin and frame', () => {
    const url = 'chrome-extension://own/desk.html';
    const tab = { id: 7 } as never;
    expect(classify({ id: 'own', url, frameId: 0, tab }, self, isCallSite)).toMatchObject({
      kind: 'page',
      tabId: 7,
    });
    expect(classify({ id: 'own', url }, self, isCallSite)).toMatchObject({
      kind: 'page',
      tabId: null,
    });
    expect(classify({ id: 'own', url, frameId: 3, tab }, self, isCallSite)).toEqual({
      kind: 'frame',
      tabId: 7,
    });
    // The panel beside the page is in no tab, and says so after its name.
    for (const own of ['sidepanel.html?tab=7', 'popup.html', 'rehearsal.html#here'])
      expect(
        classify({ id: 'own', url: `chrome-extension://own/${own}` }, self, isCallSite),
      ).toMatchObject({ kind: 'page' });
    // Any site could have opened these pages, in whatever spelling.
    for (const open of [
      'panel.html',
      'site-panel.html?x',
      '%70anel.html',
      './panel.html',
      '/panel.html',
      'panel.html/desk.html',
      'desk.html/panel.html',
      '',
    ])
      expect(
        classify(
          { id: 'own', url: `chrome-extension://own/${open}`, frameId: 0, tab },
          self,
          isCallSite,
        ),
      ).toEqual({ kind: 'frame', tabId: 7 });
    expect(
      classify({ id: 'own', url: 'https://meet.google.com/a', frameId: 0, tab }, self, isCallSite),
    ).toMatchObject({ kind: 'host', frameId: 0 });
  });
  test.each([
    [undefined],
    [{}],
    [{ id: 'other', url: 'chrome-extension://own/panel.html' }],
    [{ id: 'own' }],
    [{ id: 'own', url: 'chrome-extension://other/panel.html' }],
    [{ id: 'own', url: 'https://elsewhere.example/', frameId: 0, tab: { id: 7 } }],
    [{ id: 'own', url: 'https://meet.google.com/a', frameId: 0 }],
    [
      {
        id: 'own',
        url: 'chrome-extension://own/panel.html',
        origin: 'https://meet.google.com',
        frameId: 1,
        tab: { id: 7 },
      },
    ],
    [
      {
        id: 'own',
        url: 'https://elsewhere.example/',
        origin: 'chrome-extension://own',
        frameId: 0,
        tab: { id: 7 },
      },
    ],
  ])('is nobody to listen to: %j', (sender) => {
    expect(classify(sender as never, self, isCallSite)).toBeNull();
  });
});

describe('a token', () => {
  const make = () => {
    let now = 0;
    let count = 0;
    const tokens = new Tokens<string>(
      () => now,
      () => {
        count += 1;
        return `token ${count}`;
      },
    );
    return {
      tokens,
      pass: (ms: number) => {
        now += ms;
      },
    };
  };
  test('for a window of its own is good there, once', () => {
    const { tokens } = make();
    for (const where of [2, null]) {
      const token = tokens.issue({ tabId: 1, away: true, realm: 'practice' });
      expect(tokens.redeem(token, where)).toMatchObject({ tabId: 1, realm: 'practice' });
      expect(tokens.redeem(token, where)).toBeNull();
    }
    const here = tokens.issue({ tabId: 1, away: false, realm: 'practice' });
    expect(tokens.redeem(here, null)).toBeNull();
  });
  test('is good once, in its tab', () => {
    const { tokens } = make();
    const token = tokens.issue({ tabId: 1, away: false, realm: 'practice' });
    expect(tokens.redeem(token, 1)).toMatchObject({ realm: 'practice' });
    expect(tokens.redeem(token, 1)).toBeNull();
  });
  test('is no good in another tab, and used up by the attempt', () => {
    const { tokens } = make();
    const token = tokens.issue({ tabId: 1, away: false, realm: 'practice' });
    expect(tokens.redeem(token, 2)).toBeNull();
    expect(tokens.redeem(token, 1)).toBeNull();
  });
  test('is no good after a minute, when guessed, or when there is none', () => {
    const { tokens, pass } = make();
    const token = tokens.issue({ tabId: 1, away: false, realm: 'practice' });
    pass(60_001);
    expect(tokens.redeem(token, 1)).toBeNull();
    expect(tokens.redeem('guess', 1)).toBeNull();
    expect(tokens.redeem(null, 1)).toBeNull();
  });
});

const GOOD: readonly (readonly [string, (message: unknown) => unknown, Record<string, unknown>])[] =
  [
    ['hello', readPanelMessage, { type: 'hello', token: null, panel: ID, fresh: true, tab: null }],
    [
      'a command',
      readPanelMessage,
      {
        type: 'command',
        call: 1,
        command: {
          type: 'addNote',
          noteId: ID,
          text: 'x',
          kind: 'note',
          compartment: 'private',
          speaker: 'AB',
          typed: true,
          at: 1,
        },
      },
    ],
    [
      'tagNote',
      readPanelMessage,
      {
        type: 'command',
        call: 1,
        command: { type: 'tagNote', noteId: ID, tags: { kind: 'risk', clientCopy: true } },
      },
    ],
    [
      'start',
      readPanelMessage,
      {
        type: 'command',
        call: 1,
        command: {
          type: 'start',
          sessionId: ID,
          request: {
            minutes: 50,
            ends: { by: 'clock', at: 1 },
            beganMinutesAgo: 0,
            preset: 'clientLed',
            order: ['opening', 'agenda', 'exploration', 'integration', 'planning', 'closing'],
            surplus: 'exploration',
          },
          client: { by: 'new', id: ID, code: 'M-17' },
          confirmed: true,
        },
      },
    ],
    ['moved', readHostMessage, { type: 'moved', meeting: null }],
    ['attend', readHostMessage, { type: 'attend', shown: true }],
    [
      'token',
      readHostMessage,
      { type: 'token', meeting: { site: 'meet', room: 'abc' }, away: true },
    ],
    ['innerRoom', readToHost, { type: 'innerRoom', frameId: 2, meeting: null, sign: 'lobby' }],
    ['sensed', readHostMessage, { type: 'sensed', signal: 'share' }],
    ['elsewhere', readToHost, { type: 'elsewhere', on: true }],
    ['withdrawn', readToHost, { type: 'withdrawn', origins: ['https://a.example/*'] }],
    [
      'call',
      readToPanel,
      { type: 'call', call: 'in', since: 1, sharing: 'more', connected: false },
    ],
    ['press', readBackgroundMessage, { type: 'press', press: 'fold' }],
    ['covered', readToPanel, { type: 'covered', covered: true }],
    ['look', readFromPanel, { type: 'look', cameAt: null }],
    ['row', readFromPanel, { type: 'row', open: true }],
    ['move', readFromPanel, { type: 'move', dx: 1, dy: -1 }],
    ['state', readFromPanel, { type: 'state', masked: true, busy: false, guard: 'thisTab' }],
    [
      'layout',
      readToPanel,
      { type: 'layout', shape: 'strip', dock: 'top', surface: 'overlay', trouble: null },
    ],
    ['masked', readBackgroundMessage, { type: 'snapshot', snapshot: { masked: true } }],
  ];

describe.each(GOOD)('the message %s', (_, read, message) => {
  test('is read as it is', () => {
    expect(read(message)).toEqual(message);
  });
  test('is refused when a field is missing or of another kind', () => {
    for (const field of Object.keys(message)) {
      const { [field]: gone, ...rest } = message;
      expect(read(rest)).toBeNull();
      for (const wrong of [Symbol.iterator, undefined, Number.NaN, [], () => {}])
        if (wrong !== gone) expect(read({ ...message, [field]: wrong })).toBeNull();
    }
  });
  test('is refused with a field too many', () => {
    if (read !== readBackgroundMessage) expect(read({ ...message, extra: 1 })).toBeNull();
  });
});

test('no reader throws, whatever it is given', () => {
  const readers = [
    readPanelMessage,
    readHostMessage,
    readToHost,
    readFromPanel,
    readToPanel,
    readBackgroundMessage,
  ];
  fc.assert(
    fc.property(fc.anything(), (message) => {
      for (const read of readers) expect(() => read(message)).not.toThrow();
    }),
    { numRuns: 2_000 },
  );
});
