import type { ClientTab, DeskAddress } from '../address';
import type { SettingsGroup } from '../settings/groups';
import type { HelpTopicId } from './topics';

const OF_TABS: Readonly<Record<ClientTab, HelpTopicId>> = {
  prepare: 'client',
  sessions: 'outputs',
  measures: 'measures',
  goals: 'goals',
  safety: 'card',
  about: 'client',
  file: 'keeping',
};

const OF_SETTINGS: Readonly<Record<SettingsGroup, HelpTopicId>> = {
  work: 'set',
  cues: 'end',
  prompts: 'leads',
  screen: 'limits',
  protection: 'data',
  backup: 'data',
  keeping: 'keeping',
  sites: 'calls',
  keys: 'keys',
  look: 'set',
  about: 'data',
};

/** The topic of the help that explains a page. */
export function helpOf(to: DeskAddress): HelpTopicId {
  switch (to.page) {
    case 'client':
      return OF_TABS[to.tab];
    case 'settings':
      return OF_SETTINGS[to.group];
    case 'measure':
    case 'ask':
    case 'rate':
      return 'measures';
    case 'levels':
      return 'goals';
    case 'session':
    case 'show':
      return 'outputs';
    case 'enter':
    case 'sheet':
      return 'paper';
    case 'notes':
      return 'find';
    case 'practice':
      return 'over';
    case 'today':
      return 'day';
    case 'clients':
      return 'client';
    default:
      return 'thinks';
  }
}
