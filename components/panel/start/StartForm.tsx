import { useId, useState } from 'preact/hooks';
import type { Problem } from '@/lib/messaging';
import { fitOf, LONGEST_SESSION, MINUTE, presetOf, SURPLUSES, surplusOf } from '@/lib/session';
import { useClock, useMinute } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { useZone } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { useChange, useChangeAtOnce } from '../../shared/use-change';
import { useKeptFocus } from '../../shared/use-kept-focus';
import { LockedLine } from '../LockedLine';
import { ClientPicker } from './ClientPicker';
import { bookedWith, called, offeredPick, pickProblem } from './client-pick';
import { MoreFields } from './MoreFields';
import { PlanPreview } from './PlanPreview';
import type { StartFormProps } from './start-props';
import {
  availableIn,
  lengthFields,
  planFrom,
  proposal,
  requestFrom,
  type StartFields,
  usualFields,
} from './start-request';
import { TimeFields } from './TimeFields';

/** How many codes of clients a bar has room for. */
const MOST_IN_BAR = 4;
/** Minutes. A call that was opened less than this long ago has just begun. */
const JUST_NOW = 2;

/** Asks for client, length and end, says what will happen, and starts the session. */
export function StartForm({
  bar,
  locked,
  practice,
  openedAt,
  starting: { pick, setPick, fields, put, byHand, opened },
  onStart,
}: StartFormProps) {
  const text = useText();
  const id = useId();
  const clock = useClock();
  const now = useMinute();
  const zone = useZone();
  const box = useKeptFocus<HTMLFormElement>();
  const [problem, setProblem] = useState<Problem | 'endUnreadable' | null>(null);
  const { presets } = practice.settings;
  const preset = presetOf(fields.presetId, presets);
  const [more, setMore] = useState(false);
  const client = locked ? ({ by: 'later' } as const) : (pick ?? offeredPick(practice, now));
  const booked = locked ? null : bookedWith(client, practice, now);
  const plan = planFrom(requestFrom(fields, preset, now, zone, booked), now);
  const available = availableIn(plan);

  const choose = (values: Partial<StartFields>) => {
    byHand.current ||= 'length' in values || 'otherMinutes' in values || 'order' in values;
    put(values);
  };
  const choosePreset = (presetId: string) => {
    const { minutes } = presetOf(presetId, presets);
    choose({ presetId, order: null, ...(minutes === null ? {} : lengthFields(minutes)) });
  };
  // Later, it would take back what somebody has typed by then.
  useChangeAtOnce(null, opened);
  // Settings and client may arrive after the form is drawn.
  const own = client.by === 'known' ? practice.clients.find(({ id }) => id === client.id) : null;
  const usual = usualFields(practice.settings, own?.preset ?? null, booked);
  useChange(JSON.stringify(usual), () => {
    const { presetId, length, otherMinutes } = usual;
    if (!byHand.current) put({ presetId, length, otherMinutes });
  });
  // A message stays until something changes. A problem that remains is shown below.
  useChange(JSON.stringify([fields, pick]), () => setProblem(null));

  const start = async (event: Event) => {
    event.preventDefault();
    const instant = clock.now();
    const request = requestFrom(fields, preset, instant, zone, booked);
    const planned = planFrom(request, instant);
    const wrong = pickProblem(client) ?? (typeof planned === 'string' ? planned : null);
    if (wrong !== null) setProblem(wrong);
    else if (typeof request !== 'string')
      setProblem(
        await onStart({
          request,
          client,
          confirmed: !locked && (pick !== null || client.by === 'new'),
        }),
      );
  };

  return (
    <form
      ref={box}
      tabIndex={-1}
      class={bar ? 'panel-form start-bar' : 'panel-form'}
      noValidate
      autocomplete="off"
      onSubmit={(event) => void start(event)}
    >
      <div class="ticket">
        <p class="ticket-client">{called(client, practice) || text('client_none')}</p>
        <div class="ticket-said" id={`${id}-said`}>
          <PlanPreview
            fields={fields}
            plan={plan}
            problem={problem}
            now={now}
            booked={booked}
            bar={bar}
            onEnd={(typedEnd) => put({ typedEnd })}
          />
        </div>
        <button type="submit" class="primary">
          {text('start_start')}
        </button>
      </div>
      <div class="start-set">
        <div class="start-row">
          {bar && locked ? (
            <LockedLine says="locked_start" />
          ) : (
            <ClientPicker
              practice={practice}
              locked={locked}
              most={bar ? MOST_IN_BAR : undefined}
              picked={client}
              onPick={setPick}
            />
          )}
        </div>
        <div class="start-times">
          <TimeFields
            fields={fields}
            now={now}
            proposed={proposal(fields, now, zone, booked)}
            wrong={typeof plan === 'string'}
            saidId={`${id}-said`}
            onChange={choose}
          />
        </div>
      </div>
      <MoreFields
        bar={bar}
        open={more}
        onOpen={setMore}
        fields={fields}
        preset={preset}
        own={presets}
        saidId={`${id}-said`}
        onChange={choose}
        onPreset={choosePreset}
      />
      {/* What comes and goes with the time stands last, so that nothing moves for it. */}
      <OpenedHint
        minutes={Math.floor((now - openedAt) / MINUTE)}
        began={fields.began}
        onBegan={(began) => put({ began })}
      />
      {!bar && fitOf(available) === 'surplus' && !preset.budgets && (
        <Choices
          name={text.count('start_surplus', surplusOf(available))}
          options={SURPLUSES}
          value={fields.surplus}
          label={(option) => text(`surplus_${option}`)}
          onPick={(surplus) => put({ surplus })}
        />
      )}
    </form>
  );
}

/** Offers the time at which the call was opened as the start of the session. */
function OpenedHint({
  minutes,
  began,
  onBegan,
}: {
  /** How many minutes ago the call was opened. */
  minutes: number;
  began: string;
  onBegan(began: string): void;
}) {
  const text = useText();
  const says = minutes >= JUST_NOW && minutes <= LONGEST_SESSION && began !== String(minutes);
  return (
    <p class="field-hint opened-hint">
      {says && (
        <>
          {text.count('start_opened', minutes)}{' '}
          <button type="button" class="link" onClick={() => onBegan(String(minutes))}>
            {text('start_beganThen')}
          </button>
        </>
      )}
    </p>
  );
}
