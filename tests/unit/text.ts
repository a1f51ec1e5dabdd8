import { createText, type Text } from '@/lib/text';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };

/** The English words, read from the locale file itself. */
export const english: Text = createText(
  (key) => (messages as Readonly<Record<string, { message: string }>>)[key]?.message ?? '',
  'en-GB',
);
