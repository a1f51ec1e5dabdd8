/**
 * Every state of the panel, the popup and the rehearsal, for people to look at and for tests to
 * compare. Scenes with a twin in the pictures of how Perch is to look have its name.
 */
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { RehearsedApp } from '@/components/desk/RehearsedApp';
import { Popup } from '@/components/popup/Popup';
import { Rehearsal } from '@/components/rehearsal/Rehearsal';
import { createRehearsed } from '@/lib/desk/rehearsed';
import { LEGS, MINUTE, type SessionEvent } from '@/lib/session';
import { english } from '../fixtures/english.ts';
import {
  type Around,
  after,
  changed,
  clockAt,
  dot,
  IN_CALL,
  inLeg,
  inMode,
  LAYOUT,
  line,
  NOW,
  OVER,
  open,
  panelWith,
  START,
  view,
} from '../fixtures/panel.tsx';
import { DOXY, MEET, POPUP } from '../fixtures/popup.ts';
import { DESK_SCENES } from './desk-scenes.tsx';

export interface Scene {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** The names of the buttons and choices that are pressed in it, one after the other. */
  readonly pressed: readonly string[];
  readonly sheet: 'panel' | 'popup' | 'rehearsal' | 'desk';
  /** The name of the button that the keyboard is on. */
  readonly focused?: string;
  /** In what other way than usual its words are shown. */
  readonly words?: 'longer' | 'rightToLeft' | 'twiceAsLarge';
  readonly draw: () => JSX.Element;
}

const heard = { send: async () => ({ ok: true }) as const, onLayout() {}, onDropDone() {} };
/** A device that has no space left. */
const full = { ...heard, send: async () => ({ ok: false, problem: 'storageFull' }) as const };
const PANEL = { pressed: [], sheet: 'panel' } as const;
type Drawn = Parameters<typeof panelWith>[1];

const panel = (
  name: string,
  snapshot: Drawn,
  around: Around = {},
  pressed: readonly string[] = [],
  hears: Parameters<typeof panelWith>[0] = heard,
): Scene => ({
  ...PANEL,
  name,
  width: 340,
  height: 704,
  pressed,
  draw: () =>
    panelWith(hears, snapshot, { layout: { ...LAYOUT, dock: 'right' }, call: IN_CALL, ...around }),
});

const bar = (
  name: string,
  snapshot: Drawn,
  around: Around = {},
  width = 900,
  row = false,
): Scene => ({
  ...PANEL,
  name,
  width,
  height: (width > 860 ? 136 : 156) + (row ? 32 : 0),
  draw: () =>
    panelWith(heard, snapshot, { layout: { ...LAYOUT, shape: 'bar' }, call: IN_CALL, ...around }),
});

const strip = (name: string, snapshot: Drawn, around: Around = {}): Scene => ({
  ...PANEL,
  name,
  width: 360,
  height: 40,
  draw: () =>
    panelWith(heard, snapshot, { layout: { ...LAYOUT, shape: 'strip' }, call: IN_CALL, ...around }),
});

const at = (minute: number) => ({ clock: clockAt(START + minute * MINUTE) });

/** Minute 33, in Exploration, with what a session has gathered by then. */
const HERO = {
  ...view,
  notes: [
    ...view.notes,
    line({
      id: 'd',
      kind: 'said',
      text: 'I always say yes before I have thought',
      intoMs: 1_100_000,
    }),
    line({ id: 'e', kind: 'observed', text: 'Shift', intoMs: 1_300_000 }),
    line({
      id: 'f',
      compartment: 'private',
      text: 'I notice that I want to solve it for her',
      intoMs: 1_500_000,
    }),
  ],
};
const CRISIS: readonly SessionEvent[] = [
  { type: 'modeChanged', at: NOW - 1_000, mode: 'crisis' },
  { type: 'safetyOverride', at: NOW - 1_000 },
];
const drafted = (text: string, compartment: 'record' | 'private') =>
  changed({
    notes: HERO.notes,
    resumed: { draft: { text, kind: 'note', compartment, speaker: '' }, edit: null, fields: {} },
  });
const ENDED = after({ type: 'ended', at: NOW });
const POP_OUT = { ...LAYOUT, surface: 'popOut' } as const;
const SIDE = { ...LAYOUT, surface: 'page' } as const;
/** A session with a break of two minutes. */
const BROKEN = after({
  type: 'interruptionTold',
  at: NOW,
  from: NOW - 5 * MINUTE,
  until: NOW - 3 * MINUTE,
});
/** Closing, where a grounding exercise is wanted. */
const GROUNDED = (() => {
  const shown = inLeg('closing');
  return shown.masked || !shown.session ? shown : open(shown.session, {}, { grounding: true });
})();
const COUPLE = {
  ...view,
  client: view.client && { ...view.client, speakers: ['A', 'B'] },
  notes: [
    line({ id: 'x', speaker: 'A', text: 'You never listen' }),
    line({ id: 'y', speaker: 'B', text: 'I need a moment' }),
  ],
};

const STRIPS: readonly Scene[] = [
  strip('strip-ready', open(null, { here: 'm' })),
  strip('strip-nobody', open(null)),
  strip('strip-running', open(view)),
  strip('strip-cue', open(view), at(43)),
  strip('strip-other', changed({ here: 'otherTab', site: 'Google Meet' })),
  strip('strip-over', open(view), at(52)),
  strip('strip-safety', after(...CRISIS)),
  strip('strip-call-ended', open(view), { call: OVER }),
  strip('strip-ended', ENDED),
];

const BARS: readonly Scene[] = [
  bar('bar', open(HERO), at(33)),
  bar('bar-opening', inLeg('opening'), {}, 900, true),
  bar(
    'bar-agenda',
    changed({
      notes: [],
      events: [...view.events, { type: 'legEntered', at: NOW - 1_000, leg: 'agenda' }],
    }),
    {},
    900,
    true,
  ),
  bar('bar-exploration', changed({ notes: [] }), {}, 900, true),
  bar('bar-planning', inLeg('planning'), {}, 900, true),
  bar('bar-closing', inLeg('closing'), at(46), 900, true),
  bar(
    'bar-aloud',
    changed({
      events: [...view.events, { type: 'legEntered', at: NOW - 1_000, leg: 'closing' }],
      notes: [
        ...view.notes,
        line({ id: 't', kind: 'takeaway', text: 'I can ask for a day to think' }),
        line({
          id: 'p',
          kind: 'plan',
          text: 'tell her sister first',
          plan: { when: '', know: '', chosen: true },
        }),
      ],
      promptSteps: { closing: 'aloud' },
    }),
    at(46),
    900,
    true,
  ),
  bar('bar-narrow-opening', inLeg('opening'), {}, 720, true),
  bar('bar-narrowest-closing', inLeg('closing'), at(46), 560, true),
  bar('bar-private', drafted('it may be my own impatience', 'private')),
  bar(
    'bar-long',
    drafted(
      'a longer thought that needs more than the two lines of the field '.repeat(3),
      'record',
    ),
  ),
  bar('bar-over', open(view), at(52)),
  bar('bar-unreachable', open(view), at(43)),
  bar('bar-silence', changed({ situation: 'silence' })),
  bar('bar-client', changed({ confirm: 'start' })),
  bar('bar-contact', open(view), { drop: { from: NOW - 2 * MINUTE, to: NOW - MINUTE } }),
  bar('bar-ended', open(view), { call: OVER }),
  bar('bar-error', open(view), { call: { ...IN_CALL, sharing: 'more' } }),
  bar('bar-other', changed({ here: 'otherTab', site: 'Google Meet' })),
  bar('bar-locked', { ...changed({ notes: [], locked: 2 }), lock: 'locked' } as Drawn),
  bar('bar-minimal', open(view, {}, { guidance: 'minimal' })),
  bar('bar-crisis', after(...CRISIS)),
  bar('bar-narrow', open(HERO), at(33), 720),
  bar('bar-narrowest', open(HERO), at(33), 560),
];

const PANELS: readonly Scene[] = [
  bar('start-bar', open(null, { here: 'm' })),
  bar('start-bar-nobody', open(null), { openedAt: NOW - 12 * MINUTE }),
  { ...bar('start-bar-new', open(null)), pressed: ['New code'] },
  bar('start-bar-locked', { ...open(null), lock: 'locked' } as Drawn),
  bar('start-bar-asked', open(null, { lowOnSpace: true })),
  bar('start-bar-narrow', open(null, { here: 'm' }), {}, 720),
  bar('start-bar-narrowest', open(null, { here: 'm' }), {}, 560),
  panel('start-panel', open(null, { here: 'm' })),
  panel('start-more', open(null), {}, ['Session type, late start, order']),
  ...LEGS.map((leg) => panel(`panel-${leg}`, inLeg(leg))),
  panel('panel', open(HERO), at(33)),
  panel('panel-cue', open(view), at(43)),
  panel('panel-over', open(view), at(52)),
  panel('panel-couple', open(COUPLE)),
  panel('panel-learning', open(view, {}, { guidance: 'learning' })),
  panel('panel-minimal', open(view, {}, { guidance: 'minimal' })),
  panel('panel-locked', { ...changed({ notes: [], locked: 2 }), lock: 'locked' } as Drawn),
  panel('asks-client', changed({ confirm: 'start' })),
  panel('asks-sharing', open(view), { call: { ...IN_CALL, sharing: 'more' } }),
  panel('asks-keyboard', open(view), { keyboard: { back: false } }),
  panel('asks-ended', open(view), { call: OVER }),
  panel('asks-minimal', open({ ...view, confirm: 'start' }, {}, { guidance: 'minimal' })),
  panel('menu-layout', open(view), {}, ['Move and resize']),
  panel('menu-mode', open(view), {}, ['Mode Client-led']),
  panel('menu-more', open(view), {}, ['More']),
  panel('kinds', open(view), {}, ['More kinds']),
  { ...panel('menu-session', open(view), {}, ['Session menu']), height: 1_000 },
  panel('page-client', open(view), {}, ['Client M-17']),
  panel('page-safety', open(view), {}, ['Safety card']),
  panel('page-end', open(view), {}, ['Session menu', 'Correct the end']),
  panel('page-legs', open(view), {}, ['Session menu', 'Order of legs']),
  panel('page-offered', open(view), {}, ['What I offered']),
  panel('page-referral', inLeg('planning'), {}, ['Referral']),
  panel('page-feedback', inLeg('closing'), {}, ['Two questions about today']),
  panel('page-card', open(view), {}, ['Session menu', 'Location and privacy']),
  panel('page-first', inLeg('opening'), {}, ['Session menu', 'First session']),
  panel('page-interruptions', BROKEN, {}, ['Session menu', 'Interruptions']),
  panel('page-options', inLeg('planning'), {}, ['Offer an idea']),
  panel('page-grounding', GROUNDED, at(46), ['Grounding']),
  panel('crisis-panel', after(...CRISIS)),
  panel('crisis-card', after(...CRISIS), {}, ['Safety card']),
  panel('notes-edit', open(HERO), at(33), ['Edit note']),
  panel(
    'state-unsaved',
    drafted('she said it twice, and the second time she meant it', 'record'),
    {},
    ['Save note'],
    full,
  ),
  panel('state-unopened', { ...open(null), problem: 'keyMissing' } as Drawn),
  panel('state-connecting', open(view), { connection: 'connecting' }),
  panel('state-gone', open(view), { connection: 'gone' }),
  panel('state-coach', open(HERO, {}, { profile: 'coach' }), at(33)),
  { ...panel('state-focus', open(view)), focused: 'Next prompt' },
  { ...bar('state-focus-bar', open(view)), focused: 'Safety card' },
  {
    ...panel('surface-popOut', open(HERO), { ...at(33), layout: POP_OUT }),
    width: 380,
    height: 640,
  },
  {
    ...panel('surface-side', open(HERO), { ...at(33), layout: SIDE, sidePanel: true }),
    width: 400,
    height: 800,
  },
  panel('mode-guided', inMode('guided')),
  panel('wrap-up', ENDED),
];

const SMALL: readonly Scene[] = [
  {
    ...PANEL,
    name: 'masked',
    width: 128,
    height: 34,
    draw: () => panelWith(heard, { masked: true }),
  },
  { ...PANEL, name: 'dot', width: 48, height: 48, draw: () => panelWith(heard, open(view), dot) },
];

const popup = (name: string, props: Partial<typeof POPUP>): Scene => ({
  name: `popup-${name}`,
  pressed: [],
  sheet: 'popup',
  width: 300,
  height: 360,
  draw: () => <Popup {...POPUP} {...props} />,
});
const inSession = { ...open(view), lock: 'open' } as Exclude<Drawn, null>;
const PAGES: readonly Scene[] = [
  popup('none', { snapshot: open(null) }),
  popup('running', { snapshot: inSession, site: { ...MEET, allowed: true }, onSide: () => {} }),
  popup('locked', { snapshot: { ...open(view), lock: 'locked' } as Exclude<Drawn, null> }),
  popup('masked', { snapshot: { masked: true } }),
  popup('site-off', { snapshot: open(null), site: { ...DOXY, allowed: false } }),
  popup('site-on', { snapshot: open(null), site: { ...DOXY, allowed: true }, onSide: () => {} }),
  {
    name: 'rehearsal',
    pressed: [],
    sheet: 'rehearsal',
    width: 1_280,
    height: 800,
    draw: () => (
      <Rehearsal
        help="#"
        snapshot={open(view)}
        inBar={false}
        onOver={() => {}}
        onLeave={() => {}}
      />
    ),
  },
  {
    name: 'rehearsed',
    pressed: [],
    sheet: 'desk',
    width: 1_280,
    height: 800,
    draw: () => <Over />,
  },
];

/** The desk at a rehearsal whose session has ended, and was closed. */
function Over() {
  const ended = changed({
    events: [...view.events, { type: 'ended', at: NOW }],
    notes: [
      line({ id: 'a', kind: 'focus', text: 'The talk with her sister' }),
      line({ id: 'b', kind: 'note', text: 'She said no without explaining, and nothing broke' }),
      line({ id: 'c', kind: 'takeaway', text: 'I can say it shorter' }),
    ],
  });
  const session = ended && !ended.masked ? ended.session : null;
  if (!session) return null;
  const desk = createRehearsed(session, {
    text: english,
    now: () => NOW,
    newId: () => 'new',
    save() {},
  });
  return (
    <RehearsedApp
      desk={desk}
      fragment={signal('')}
      rehearsal="#"
      onGo={() => {}}
      onLeave={() => {}}
    />
  );
}

const of = (name: string) =>
  [...STRIPS, ...BARS, ...PANELS, ...SMALL, ...PAGES, ...DESK_SCENES].filter(
    (one) => one.name === name,
  );
const other = (words: NonNullable<Scene['words']>, ...names: readonly string[]) =>
  names.flatMap(of).map((scene): Scene => ({ ...scene, name: `${scene.name}-${words}`, words }));
const OTHERS: readonly Scene[] = [
  ...other(
    'longer',
    'strip-cue',
    'bar',
    'bar-narrow',
    'bar-client',
    'panel',
    'start-bar',
    'start-bar-narrow',
    'start-panel',
    'wrap-up',
  ),
  ...other(
    'rightToLeft',
    'strip-cue',
    'bar',
    'bar-narrow',
    'panel',
    'start-bar',
    'start-panel',
    'popup-running',
    'desk-today',
    'desk-session-draft',
  ),
  ...other(
    'twiceAsLarge',
    'strip-ready',
    'strip-running',
    'strip-cue',
    'strip-call-ended',
    'masked',
    'dot',
    'panel',
    'start-panel',
    'wrap-up',
    'popup-running',
    'desk-today',
  ),
];

/** One after the other in one document, so that no sheet comes before what it must not override. */
const SHEETS: readonly Scene['sheet'][] = ['desk', 'panel', 'popup', 'rehearsal'];

export const SCENES: readonly Scene[] = SHEETS.flatMap((sheet) =>
  [...STRIPS, ...BARS, ...PANELS, ...SMALL, ...PAGES, ...DESK_SCENES, ...OTHERS].filter(
    (scene) => scene.sheet === sheet,
  ),
);
