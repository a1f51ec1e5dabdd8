import { measureName } from '@/lib/documents';
import { type ClientMeasures, dueMeasures } from '@/lib/papers';
import type { Client, Settings } from '@/lib/practice';
import type { Text } from '@/lib/text';

/**
 * The names of the measures that are due in a client's next session. Nobody is asked who no longer
 * comes.
 * @param starts when the sessions began that are over, in epoch milliseconds
 */
export function dueFor(
  client: Client,
  own: ClientMeasures | undefined,
  starts: readonly number[],
  settings: Pick<Settings, 'profile'>,
  text: Text,
): readonly string[] {
  if (!own || client.engagement.state !== 'active') return [];
  const clinical = (client.profile ?? settings.profile) === 'therapist';
  return dueMeasures(own, starts, client.speakers, clinical).map((id) =>
    measureName(id, own, text),
  );
}
