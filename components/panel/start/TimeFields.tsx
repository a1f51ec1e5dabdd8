import {
  clockOf,
  type EpochMs,
  LONGEST_SESSION,
  lengthProblem,
  MINUTE,
  SHORTEST_SESSION,
} from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { TimeField } from '../../shared/controls/TimeField';
import { useTimeText, useZone } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { ENDS, LENGTHS, minutesOf, type StartFields } from './start-request';

/** The time between two booked ends, in milliseconds. */
const SLOT = 30 * MINUTE;

/** How long the session is, and when it ends. */
export function TimeFields({
  fields,
  now,
  proposed,
  wrong,
  saidId,
  onChange,
}: {
  fields: StartFields;
  now: EpochMs;
  /** The proposed end; null while the length can't be used. */
  proposed: EpochMs | null;
  /** Whether there can be no plan. */
  wrong: boolean;
  /** The id of what says why. */
  saidId: string;
  onChange(values: Partial<StartFields>): void;
}) {
  const text = useText();
  const zone = useZone();
  const time = useTimeText();
  const { length, otherMinutes, endsBy, typedEnd } = fields;
  const badLength = lengthProblem(minutesOf(fields)) !== null;
  return (
    <>
      <div class="start-row">
        <Choices
          name={text('start_length')}
          options={[...LENGTHS.map(String), 'other']}
          value={String(length)}
          label={(option) =>
            option === 'other' ? text('start_other') : text.count('minutes_short', Number(option))
          }
          said={(option) =>
            option === 'other' ? undefined : text.count('minutes', Number(option))
          }
          onPick={(option) => onChange({ length: option === 'other' ? 'other' : Number(option) })}
        />
        {length === 'other' && (
          <label class="field">
            <span>{text('start_minutes')}</span>
            <input
              type="number"
              inputMode="numeric"
              min={SHORTEST_SESSION}
              max={LONGEST_SESSION}
              step={1}
              value={otherMinutes}
              aria-invalid={badLength ? true : undefined}
              aria-describedby={saidId}
              onInput={({ currentTarget: { value } }) => onChange({ otherMinutes: value })}
            />
          </label>
        )}
      </div>
      <div class="start-row">
        <Choices
          name={text('start_ends')}
          options={ENDS}
          value={endsBy}
          label={(option) => text(option === 'clock' ? 'start_byClock' : 'start_byLength')}
          onPick={(by) => onChange({ endsBy: by })}
        />
        {endsBy === 'clock' && (
          <div class="start-end">
            <TimeField
              label={text('start_endTime')}
              value={typedEnd ?? (proposed === null ? '' : clockOf(proposed, zone))}
              invalid={wrong && !badLength}
              describedBy={saidId}
              onInput={(value) => onChange({ typedEnd: value })}
            />
            {proposed !== null &&
              ([-SLOT, SLOT] as const).map((by) => {
                const end = proposed + by;
                return (
                  <button
                    key={by}
                    type="button"
                    class="chip"
                    // It stays in its place, so that none of the others moves.
                    disabled={end - now < MINUTE}
                    onClick={() => onChange({ typedEnd: clockOf(end, zone) })}
                  >
                    {time(end)}
                  </button>
                );
              })}
          </div>
        )}
      </div>
    </>
  );
}
