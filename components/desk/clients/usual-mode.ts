import type { Client } from '@/lib/practice';
import type { Text } from '@/lib/text';

/** How sessions begin while a client's page says nothing else, in words. */
export const usualMode = (
  { prescribed }: Pick<Client['engagement'], 'prescribed'>,
  text: Text,
): string => {
  const mode = text(prescribed ? 'mode_guided' : 'mode_clientLed');
  return text('engagement_modeUsual', mode.toLocaleLowerCase(text.locale));
};
