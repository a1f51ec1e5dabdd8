import type { SessionEvent } from './events';
import type { EpochMs } from './plan';

/**
 * The offset from UTC of the clock where a session happened, at an instant of it, in minutes;
 * positive to the east. It is what the device's clock told then, wherever it is read.
 * @throws RangeError if `events` has no `started` event
 */
export function offsetAt(events: readonly SessionEvent[], at: EpochMs): number {
  let offset: number | undefined;
  for (const event of events)
    if (event.type === 'started' || (event.type === 'zoneChanged' && event.at <= at))
      offset = event.utcOffsetMinutes;
  if (offset === undefined) throw new RangeError('a session needs a started event');
  return offset;
}
