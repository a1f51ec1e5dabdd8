import { describe, expect, test } from 'vitest';
import { type HostMessagesParts, hearHost } from '@/lib/background/host-messages';
import type { HostMessage } from '@/lib/messaging';
import type { Runtime } from '@/lib/platform';

const SELF = { id: 'perch', origin: 'chrome-extension://perch' };
const MEET = 'https://meet.google.com/abc-defg-hij';
const MEETING = { site: 'meet', room: 'abc-defg-hij' };

/** Everything that a message brings about, in order. */
function hear(message: unknown, from: Partial<Runtime.MessageSender>) {
  const done: unknown[] = [];
  const parts: HostMessagesParts = {
    self: SELF,
    isCallSite: (url) => url.startsWith('https://meet.google.com/'),
    refused: (refusal) => done.push(['refused', refusal]),
    issueToken: (of) => {
      done.push(['token', of]);
      return 'a token';
    },
    realmOf: (url) => (url.includes('rehearsal') ? 'rehearsal' : 'practice'),
    mask: () => done.push(['mask']),
    moved: (...what) => done.push(['moved', ...what]),
    setToolbarButton: (...what) => done.push(['button', ...what]),
    isSessionIn: async (tabId) => tabId === 3,
    openSide: (...what) => done.push(['side', ...what]),
    openWindow: (...what) => done.push(['window', ...what]),
    loadOverlay: async (tabId, frameId) => {
      done.push(['overlay', tabId, frameId]);
      if (frameId === 5) throw new Error('the frame is gone');
    },
    openVault: async () => done.push(['vault']) > 0,
    openDesk: () => done.push(['desk']),
    showCall: async () => done.push(['call']) > 0,
    tell: (...what) => done.push(['tell', ...what]),
  };
  const answer = hearHost(message, { id: SELF.id, ...from } as Runtime.MessageSender, parts);
  return { done, answer };
}

const inTab = (url: string, frameId = 0) => ({ url, frameId, tab: { id: 3 } as never });
const TOP = inTab(MEET);
const INNER = inTab(MEET, 5);
const PANEL = inTab(`${SELF.origin}/panel.html`, 9);
const DESK = { url: `${SELF.origin}/desk.html`, frameId: 0, tab: { id: 4 } as never };
const REHEARSAL = inTab(`${SELF.origin}/rehearsal.html`);

describe('a message', () => {
  test.each([
    ['of another extension', { ...TOP, id: 'other' }],
    ['of a site that is no call site', inTab('https://elsewhere.example/')],
    ['without an address', { frameId: 0 }],
  ])('%s is refused, whatever it asks for', (_, from) => {
    const { done, answer } = hear({ type: 'mask' }, from);
    expect(answer).toBeUndefined();
    expect(done).toEqual([['refused', 'sender']]);
  });

  test.each([null, 'mask', { type: 'show' }, { type: 'mask', more: 1 }, { type: 'token' }])(
    'that is malformed is refused: %j',
    (message) => {
      expect(hear(message, TOP).done).toEqual([['refused', 'malformed']]);
    },
  );
});

test('a frame of a call page, and nothing else, gets the script of an overlay, and is answered when it is there', async () => {
  const top = hear({ type: 'overlay' }, TOP);
  expect(top.done).toEqual([['overlay', 3, 0]]);
  expect(await top.answer).toBe('there');
  const inner = hear({ type: 'overlay' }, INNER);
  expect(inner.done).toEqual([['overlay', 3, 5]]);
  expect(await inner.answer).toBe('refused');
  for (const from of [PANEL, DESK, REHEARSAL])
    expect(hear({ type: 'overlay' }, from)).toEqual({ done: [], answer: undefined });
});

describe('a page of the extension', () => {
  test('has the background open its database, the desk, and the call', async () => {
    const vault = hear({ type: 'openVault' }, DESK);
    expect(await vault.answer).toBe('open');
    expect(vault.done).toEqual([['vault']]);
    expect(hear({ type: 'openDesk' }, DESK).done).toEqual([['desk']]);
    const call = hear({ type: 'showCall' }, DESK);
    expect(await call.answer).toBe('there');
    expect(call.done).toEqual([['call']]);
    for (const from of [TOP, INNER, PANEL])
      for (const type of ['openVault', 'openDesk', 'showCall'])
        expect(hear({ type }, from)).toEqual({ done: [], answer: undefined });
  });
});

describe('a token', () => {
  const ask: HostMessage = { type: 'token', meeting: MEETING, away: false };
  test('is for the tab that asks, and for real sessions on a call page', async () => {
    const { done, answer } = hear(ask, TOP);
    expect(await answer).toBe('a token');
    expect(done).toEqual([
      ['token', { tabId: 3, away: false, realm: 'practice', meeting: MEETING }],
    ]);
  });

  test('is for a rehearsal in its page', () => {
    expect(hear({ ...ask, meeting: null }, REHEARSAL).done).toEqual([
      ['token', { tabId: 3, away: false, realm: 'rehearsal', meeting: null }],
    ]);
  });

  test('is given to no frame of the panel', () => {
    const { done, answer } = hear(ask, PANEL);
    expect(answer).toBeUndefined();
    expect(done).toEqual([]);
  });
});

test('any frame of a call page can have every panel masked', () => {
  for (const from of [TOP, INNER]) expect(hear({ type: 'mask' }, from).done).toEqual([['mask']]);
});

const ONLY_TOP: readonly (readonly [HostMessage, unknown])[] = [
  [{ type: 'openWindow' }, ['window', 3]],
  [{ type: 'attend', shown: true }, ['button', 3, true]],
  [{ type: 'moved', meeting: MEETING }, ['moved', 3, MEETING]],
  [{ type: 'askInner' }, ['tell', 3, { type: 'askInner' }]],
];
const ONLY_INNER: readonly (readonly [HostMessage, unknown])[] = [
  [{ type: 'sensed', signal: 'share' }, ['tell', 3, { type: 'sensed', signal: 'share' }, 0]],
  [
    { type: 'innerRoom', meeting: MEETING, sign: 'call' },
    ['tell', 3, { type: 'innerRoom', frameId: 5, meeting: MEETING, sign: 'call' }, 0],
  ],
];

test.each(ONLY_TOP)('the top frame alone may say: %j', (message, brings) => {
  expect(hear(message, TOP).done).toEqual([brings]);
  expect(hear(message, INNER).done).toEqual([]);
});

test.each(ONLY_INNER)('inner frames alone may say: %j', (message, brings) => {
  expect(hear(message, INNER).done).toEqual([brings]);
  expect(hear(message, TOP).done).toEqual([]);
});

test("the browser's own panel is opened from the panel's frame alone", () => {
  expect(hear({ type: 'openSide' }, PANEL).done).toEqual([['side', 3]]);
  for (const from of [TOP, INNER]) expect(hear({ type: 'openSide' }, from).done).toEqual([]);
});

test('frames and pages of the extension have no say in what hosts tell', () => {
  for (const [message] of [...ONLY_TOP, ...ONLY_INNER])
    for (const from of [PANEL, REHEARSAL]) expect(hear(message, from).done).toEqual([]);
});

test('a page that shows no panel is told when the session is its own', async () => {
  for (const [tab, told] of [
    [3, [['tell', 3, { type: 'running' }, 0]]],
    [4, []],
  ] as const) {
    const { done } = hear({ type: 'attend', shown: false }, { ...TOP, tab: { id: tab } as never });
    await Promise.resolve();
    await Promise.resolve();
    expect(done).toEqual([['button', tab, false], ...told]);
  }
});
