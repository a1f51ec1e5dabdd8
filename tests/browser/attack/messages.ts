import {
  CHANNEL_OFFER,
  type FromPanel,
  type HostMessage,
  type PanelCommand,
  type PanelMessage,
  type RecordedEvent,
  type ToHost,
  type ToPanel,
} from '@/lib/messaging';
import type { Json } from '../driver/driver.ts';

const ID = '00000000-0000-4000-8000-000000000000';
export const hello = (token: string | null) =>
  ({ type: 'hello', token, panel: ID, fresh: false, tab: null }) satisfies PanelMessage;
/** The answer to this comes after everything that was sent before it on the same port. */
export const GUESS = hello('guess');

/** The types ask for one message of each kind, so a new kind does not compile until it is here. */
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
  interruptionTold: { type: 'interruptionTold', from: 1, until: 2 },
  interruptionTakenBack: { type: 'interruptionTakenBack', reportedAt: 1 },
  endCorrected: { type: 'endCorrected', endsAt: 1, reason: 'safety' },
  safetyOverride: { type: 'safetyOverride' },
  safetyLifted: { type: 'safetyLifted' },
  safetyTakenBack: { type: 'safetyTakenBack' },
  safetyReasonGiven: { type: 'safetyReasonGiven', words: 'none' },
  ticked: { type: 'ticked', tick: 'timeSaid', on: true },
  workChosen: { type: 'workChosen', work: 'outside' },
  readinessSaid: { type: 'readinessSaid', level: 1 },
  ledBy: { type: 'ledBy', who: 'client' },
  focusShifted: { type: 'focusShifted' },
  tangentNamed: { type: 'tangentNamed', choice: 'return' },
};
type Given = Exclude<PanelCommand['type'], 'record'>;
export const COMMANDS: { [T in Given]: PanelCommand & { type: T } } = {
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
  feedback: { type: 'feedback', id: ID, mattered: 10, lead: 5, words: 'hostile' },
  prefer: { type: 'prefer' },
  keepPrompt: { type: 'keepPrompt', as: 'hidden', on: true, prompt: 'hostile', leg: 'opening' },
  awayDone: { type: 'awayDone' },
  situation: { type: 'situation', situation: 'silence' },
  stepPrompt: { type: 'stepPrompt', leg: 'opening', situation: null, prompt: 'hostile' },
  hidden: { type: 'hidden', hidden: true },
  moving: { type: 'moving', scrolled: 1_000_000 },
  typedCode: { type: 'typedCode', code: 'HOSTILE' },
  keepNotesIn: { type: 'keepNotesIn', kind: 'note', compartment: 'private' },
  addNote: {
    type: 'addNote',
    noteId: ID,
    text: 'hostile',
    kind: 'note',
    compartment: 'record',
    speaker: '',
    typed: true,
    at: 1,
  },
  editNote: {
    type: 'editNote',
    noteId: ID,
    base: 'hostile',
    otherId: ID,
    text: 'hostile',
    plan: { when: 'now', know: 'so', chosen: true },
  },
  draftEdit: { type: 'draftEdit', noteId: ID, base: 'hostile', text: 'hostile', plan: null },
  draftField: { type: 'draftField', field: 'override', text: 'hostile' },
  choosePlan: { type: 'choosePlan', noteId: ID, chosen: true },
  markRaised: { type: 'markRaised', noteId: ID, by: 'mandate' },
  markTopic: { type: 'markTopic', noteId: ID, topic: 'later' },
  tagNote: { type: 'tagNote', noteId: ID, tags: {} },
  deleteNote: { type: 'deleteNote', noteId: ID },
  undoNote: { type: 'undoNote', noteId: ID, changedAt: 1 },
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
export const PANEL_MESSAGES: readonly PanelMessage[] = [
  GUESS,
  ...[
    ...Object.values(COMMANDS),
    ...Object.values(EVENTS).map((event) => ({ type: 'record', event }) as const),
  ].map((command, at): PanelMessage => ({ type: 'command', call: at + 1, command })),
];
const MEETING = { site: 'meet', room: 'hostile' };
export const HOST_SHAPES: { [T in HostMessage['type']]: HostMessage & { type: T } } = {
  attend: { type: 'attend', shown: false },
  moved: { type: 'moved', meeting: MEETING },
  innerRoom: { type: 'innerRoom', meeting: MEETING, sign: 'left' },
  sensed: { type: 'sensed', signal: 'shareEnded' },
  openWindow: { type: 'openWindow' },
  overlay: { type: 'overlay' },
  mask: { type: 'mask' },
  openSide: { type: 'openSide' },
  askInner: { type: 'askInner' },
  openVault: { type: 'openVault' },
  openDesk: { type: 'openDesk' },
  showCall: { type: 'showCall' },
  token: { type: 'token', meeting: MEETING, away: true },
};
export const HOST_MESSAGES: readonly HostMessage[] = Object.values(HOST_SHAPES);
export const TO_HOST: readonly ToHost[] = [
  { type: 'show' },
  { type: 'innerRoom', frameId: 0, meeting: MEETING, sign: 'left' },
  { type: 'sensed', signal: 'shareEnded' },
  { type: 'elsewhere', on: true },
  { type: 'running' },
  { type: 'withdrawn', origins: ['https://meet.google.com/*'] },
  { type: 'askInner' },
];
const FRAME_SHAPES: { [T in FromPanel['type']]: FromPanel & { type: T } } = {
  askToken: { type: 'askToken' },
  alive: { type: 'alive' },
  shape: { type: 'shape', shape: 'strip' },
  dock: { type: 'dock', dock: 'left' },
  row: { type: 'row', open: true },
  move: { type: 'move', dx: 40, dy: 40 },
  resize: { type: 'resize', dw: -50, dh: -50 },
  hovered: { type: 'hovered' },
  look: { type: 'look', cameAt: null },
  takeFocus: { type: 'takeFocus' },
  giveFocusBack: { type: 'giveFocusBack' },
  keyboardLost: { type: 'keyboardLost', typedAgo: 9 },
  popOut: { type: 'popOut' },
  comeBack: { type: 'comeBack' },
  state: { type: 'state', masked: true, busy: false, guard: 'off' },
};
export const FROM_PANEL: readonly FromPanel[] = Object.values(FRAME_SHAPES);
export const TO_PANEL: readonly ToPanel[] = [
  { type: 'token', token: 'guess' },
  { type: 'layout', shape: 'strip', dock: 'left', surface: 'overlay', trouble: null },
  { type: 'call', call: 'over', since: 1, sharing: null, connected: false },
  { type: 'mask' },
  { type: 'pointerLeft' },
];
export const EVERY_SHAPE = [
  CHANNEL_OFFER,
  ...PANEL_MESSAGES,
  ...HOST_MESSAGES,
  ...TO_HOST,
  ...FROM_PANEL,
  ...TO_PANEL,
] as readonly Json[];
