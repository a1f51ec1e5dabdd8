import { INSTRUMENTS, type InstrumentId } from '@/lib/measures';
import { FIRST_STEPS, type FirstStep } from './first/steps';
import { HELP_TOPICS, type HelpTopicId } from './help/topics';
import { GROUPS, type SettingsGroup } from './settings/groups';

/** The tabs of a client's page. */
export const CLIENT_TABS = [
  'prepare',
  'sessions',
  'measures',
  'goals',
  'safety',
  'about',
  'file',
] as const;
export type ClientTab = (typeof CLIENT_TABS)[number];

/** The outputs of a session. They are never mixed. */
export const OUTPUTS = ['record', 'private', 'client'] as const;
export type Output = (typeof OUTPUTS)[number];

/** In place of a note's id: the questions for oneself after a session, open. */
export const REFLECT = 'reflect';

/** A page of the desk, and what of it is chosen. Ids are random; an address says nobody's words. */
export type DeskAddress =
  | { readonly page: 'today' }
  /** A screen of the first run. */
  | { readonly page: 'welcome'; readonly step: FirstStep }
  | { readonly page: 'clients' }
  | { readonly page: 'client'; readonly id: string; readonly tab: ClientTab }
  /** Entering an instrument with a client, and showing it to them. */
  | { readonly page: 'measure'; readonly id: string; readonly measure: InstrumentId }
  | { readonly page: 'ask'; readonly id: string; readonly measure: InstrumentId }
  /** A measure of one number, and where each goal is, shown to a client to be answered. */
  | { readonly page: 'rate'; readonly id: string; readonly own: string }
  | { readonly page: 'levels'; readonly id: string }
  /** What a client takes along from a session, shown to them. */
  | { readonly page: 'show'; readonly id: string }
  /** A session of a client that was written on paper, to be entered. */
  | { readonly page: 'enter'; readonly id: string }
  /** A blank sheet to print, with the code of a client, or of nobody. */
  | { readonly page: 'sheet'; readonly id: string | null }
  | {
      readonly page: 'session';
      readonly id: string;
      readonly output: Output;
      /** The id of a note that is shown first, or `REFLECT`; null for none. */
      readonly note: string | null;
    }
  | { readonly page: 'notes' }
  | { readonly page: 'practice' }
  /** A topic of the help; null for its beginning. */
  | { readonly page: 'help'; readonly topic: HelpTopicId | null }
  | { readonly page: 'settings'; readonly group: SettingsGroup };

/** The fragment that addresses a page, with its `#`. */
export function addressOf(to: DeskAddress): string {
  switch (to.page) {
    case 'welcome':
      return to.step === 'work' ? '#/welcome' : `#/welcome/${to.step}`;
    case 'client':
      return `#/clients/${to.id}/${to.tab}`;
    case 'settings':
      return `#/settings/${to.group}`;
    case 'sheet':
      return to.id === null ? '#/sheet' : `#/sheet/${to.id}`;
    case 'help':
      return to.topic === null ? '#/help' : `#/help/${to.topic}`;
    case 'measure':
      return `#/clients/${to.id}/measures/${to.measure}`;
    case 'enter':
      return `#/clients/${to.id}/enter`;
    case 'rate':
      return `#/clients/${to.id}/rate/${to.own}`;
    case 'levels':
      return `#/clients/${to.id}/levels`;
    case 'ask':
      return `#/clients/${to.id}/ask/${to.measure}`;
    case 'show':
      return `#/sessions/${to.id}/show`;
    case 'session':
      return `#/sessions/${to.id}/${to.output}${to.note === null ? '' : `/${to.note}`}`;
    default:
      return `#/${to.page}`;
  }
}

/** The page that a fragment addresses. A fragment that addresses none is today's. */
export function readAddress(fragment: string): DeskAddress {
  const [name, id = null, part, more] = fragment.replace('#/', '').split('/');
  switch (name) {
    case 'clients': {
      const measure = INSTRUMENTS.find((known) => known === more);
      if (id && measure && part === 'measures') return { page: 'measure', id, measure };
      if (id && measure && part === 'ask') return { page: 'ask', id, measure };
      if (id && more && part === 'rate') return { page: 'rate', id, own: more };
      if (id && part === 'levels') return { page: 'levels', id };
      if (id && part === 'enter') return { page: 'enter', id };
      const tab = CLIENT_TABS.find((known) => known === part) ?? 'prepare';
      return id ? { page: 'client', id, tab } : { page: 'clients' };
    }
    case 'sessions': {
      if (id && part === 'show') return { page: 'show', id };
      const output = OUTPUTS.find((known) => known === part) ?? 'record';
      return id ? { page: 'session', id, output, note: more || null } : { page: 'notes' };
    }
    case 'help':
      return { page: 'help', topic: HELP_TOPICS.find((known) => known === id) ?? null };
    case 'sheet':
      return { page: 'sheet', id };
    case 'notes':
    case 'practice':
      return { page: name };
    case 'settings':
      return { page: 'settings', group: GROUPS.find((known) => known === id) ?? 'work' };
    case 'welcome':
      return { page: 'welcome', step: FIRST_STEPS.find((known) => known === id) ?? 'work' };
    default:
      return { page: 'today' };
  }
}

export const clientAddress = (id: string, tab: ClientTab = 'prepare') =>
  addressOf({ page: 'client', id, tab });
export const measureAddress = (id: string, measure: InstrumentId) =>
  addressOf({ page: 'measure', id, measure });
export const askAddress = (id: string, measure: InstrumentId) =>
  addressOf({ page: 'ask', id, measure });
export const settingsAddress = (group: SettingsGroup) => addressOf({ page: 'settings', group });
export const helpAddress = (topic: HelpTopicId) => addressOf({ page: 'help', topic });
export const sessionAddress = (id: string, output: Output = 'record', note: string | null = null) =>
  addressOf({ page: 'session', id, output, note });
