import type { SessionView } from '@/lib/messaging';
import type { ShownTick } from './Ticks';

const SAID = ['timeSaid', 'confidentiality', 'noteTaking'] as const;

/** What is said about a session with this client: more in the first one, and by a mandate. */
export const saidIn = ({ client }: Pick<SessionView, 'client'>): readonly ShownTick[] => [
  ...SAID,
  ...(client?.sessionsBefore === 0 ? (['scope'] as const) : []),
  // Consent to sessions by video that is on file needs no asking.
  ...(client && client.firstSteps.consent === undefined ? (['consent'] as const) : []),
  // What somebody else has asked for is reported to them, and the client is told what.
  ...(client?.mandate ? (['reported'] as const) : []),
];

/** What is said at the end of a session, and of the work with a client. */
export const saidAtEnd = ({ client }: Pick<SessionView, 'client'>): readonly ShownTick[] => [
  'summarised',
  'anythingElse',
  'thanked',
  ...(client?.work?.phase === 'ending' ? (['setbackPlan', 'goodbye'] as const) : []),
];
