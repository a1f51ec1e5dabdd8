import type { PersonalPrompts } from '../../prompts';
import { favour, hide, pin, stepKey } from '../../prompts';
import { type CommandOf, changeSettings, done, type Handlers, remember } from '../handler';
import { memoryOf } from '../state';

/** Commands about prompts and guidance. */
export const PROMPT_COMMANDS: Handlers<'prefer' | 'keepPrompt' | 'situation' | 'stepPrompt'> = {
  prefer: {
    needs: 'vault',
    shows: 'everyone',
    run: async (context, { type: _, ...choice }) =>
      done(await changeSettings(context, (settings) => ({ ...settings, ...choice }))),
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
