import type { PersonalPrompts } from '../../prompts';
import { favour, hide, pin, stepKey } from '../../prompts';
import { lastOf } from '../../session';
import { known } from '../clients';
import { type CommandOf, changeSettings, done, type Handlers, remember } from '../handler';
import { memoryOf, practiceOf } from '../state';

/** Commands about prompts and guidance. */
export const PROMPT_COMMANDS: Handlers<'prefer' | 'keepPrompt' | 'situation' | 'stepPrompt'> = {
  prefer: {
    needs: 'vault',
    shows: 'everyone',
    async run(context, { type: _, ...choice }) {
      const { state, vault } = context;
      const chosen = state.session && lastOf(state.session.events, 'clientChosen');
      const client = state.practice.clients.find(({ id }) => id === chosen?.clientId);
      const { guidance } = choice;
      // Whoever presses it during a session means what holds in this session.
      if (!guidance || !chosen?.confirmed || !client || client.guidance === null)
        return done(await changeSettings(context, (settings) => ({ ...settings, ...choice })));
      await vault.changeClient(client.id, (stored) => ({ ...known(stored), guidance }));
      return done({ ...state, practice: await practiceOf(vault) });
    },
  },
  keepPrompt: {
    needs: 'vault',
    shows: 'everyone',
    run: async (context, command) =>
      done(
        await changeSettings(context, (settings) => ({
          ...settings,
          prompts: kept(settings.prompts, command),
        })),
      ),
  },
  situation: {
    needs: 'session',
    shows: 'everyone',
    run: async (context, { situation }) =>
      done(await remember(context, { ...memoryOf(context.state, context.session.id), situation })),
  },
  stepPrompt: {
    needs: 'session',
    shows: 'everyone',
    async run(context, { leg, situation, prompt }) {
      const memory = memoryOf(context.state, context.session.id);
      const promptSteps = { ...memory.promptSteps, [stepKey(leg, situation)]: prompt };
      return done(await remember(context, { ...memory, promptSteps }));
    },
  },
};

function kept(
  choices: PersonalPrompts,
  { as, on, prompt, leg }: CommandOf<'keepPrompt'>,
): PersonalPrompts {
  if (as === 'pinned') return pin(choices, leg, on ? prompt : null);
  return as === 'favourite' ? favour(choices, prompt, on) : hide(choices, prompt, on);
}
