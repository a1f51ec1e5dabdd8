import type { Handlers } from '../handler';
import { CLIENT_COMMANDS } from './clients';
import { DRAFT_COMMANDS } from './drafts';
import { NOTE_COMMANDS } from './notes';
import { PROMPT_COMMANDS } from './prompts';
import { SESSION_COMMANDS } from './session';
import { TAB_COMMANDS } from './tabs';

/** The handler of each command. A command without one doesn't compile. */
export const HANDLERS: Handlers = {
  ...SESSION_COMMANDS,
  ...NOTE_COMMANDS,
  ...DRAFT_COMMANDS,
  ...CLIENT_COMMANDS,
  ...PROMPT_COMMANDS,
  ...TAB_COMMANDS,
};
