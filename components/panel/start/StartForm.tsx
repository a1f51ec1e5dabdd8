import { useId, useRef, useState } from 'preact/hooks';
import type { PracticeView, Problem } from '@/lib/messaging';
import {
  clockTime,
  type EpochMs,
  fitOf,
  type LegId,
  LONGEST_SESSION,
  lengthProblem,
  MINUTE,
  type PlanRequest,
  PRESETS,
  planSession,
  presetOf,
  proposedEnd,
  SHORTEST_SESSION,
  SURPLUSES,
  type Surplus,
  surplusOf,
  wholeMinutes,
} from '@/lib/session';
import { useClock, useMinute } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Notice } from '../../shared/controls/Notice';
import { fieldTime, timeText } from '../../shared/format';
import { problemText } from '../../shared/problem';
import { LegOrder } from '../../shared/session/LegOrder';
import { useText } from '../../shared/text';
import { useChange } from '../../shared/use-change';
import { type ClientPick, ClientPicker } from './ClientPicker';
import { pickProblem } from './client-pick';

const LENGTHS = [45, 50, 60] as const;
const ENDS = ['clock', 'length'] as const;
const USUAL = 50;
/** A call that was opened less than this many minutes ago has just begun. */
const JUST_NOW = 2;

/** What was chosen before the start. */
export interface StartChoice {
  readonly request: PlanRequest;
  readonly client: ClientPick;
  /** Whether a person picked the client, not the meeting's address. */
  readonly confirmed: boolean;
}

/** Asks for client, length and end, says what will happen, and starts the session. */
export function StartForm({
  locked,
  practice,
  openedAt,
  onStart,
}: {
  /** Whether clients can't be told apart now. */
  locked: boolean;
  practice: PracticeView;
  /** When this call was opened in its tab. */
  openedAt: EpochMs;
  /** Resolves with the reason when the session could not be started. */
  onStart(choice: StartChoice): Promise<Problem | null>;
}) {
  const text = useText();
  const id = useId();
  const clock = useClock();
  const now = useMinute();
  /** Null while nobody was picked by hand: then it is the client of this meeting address. */
  const [pick, setPick] = useState<ClientPick | null>(null);
  const [length, setLength] = useState<number | 'other'>(USUAL);
  const [otherMinutes, setOtherMinutes] = useState('30');
  const [endsBy, setEndsBy] = useState<(typeof ENDS)[number]>('clock');
  /** What was typed as end time; null while the proposal stands. */
  const [typedEnd, setTypedEnd] = useState<string | null>(null);
  const usualPreset = practice.settings.profile === 'coach' ? 'coaching' : 'clientLed';
  const [presetId, setPresetId] = useState<string>('clientLed');
  const [order, setOrder] = useState<readonly LegId[] | null>(null);
  const [began, setBegan] = useState('0');
  const [surplus, setSurplus] = useState<Surplus>('exploration');
  const [problem, setProblem] = useState<Problem | 'endUnreadable' | null>(null);

  const offered: ClientPick = practice.here ? { by: 'known', id: practice.here } : { by: 'later' };
  const client = locked ? ({ by: 'later' } as const) : (pick ?? offered);
  const preset = presetOf(presetId, practice.settings.presets);
  const minutes =
    length === 'other' ? (otherMinutes.trim() === '' ? Number.NaN : Number(otherMinutes)) : length;
  const beganMinutesAgo = began.trim() === '' ? Number.NaN : Number(began);
  const proposed = (at: EpochMs) => {
    const ago = Number.isFinite(beganMinutesAgo) ? beganMinutesAgo * MINUTE : 0;
    return proposedFrom(minutes, at - ago, at);
  };
  const proposal = lengthProblem(minutes) ? null : proposed(now);
  const endField = typedEnd ?? (proposal === null ? '' : fieldTime(proposal));
  const opened = Math.floor((now - openedAt) / MINUTE);

  const requestAt = (instant: EpochMs): PlanRequest | Problem | 'endUnreadable' => {
    const wrong = lengthProblem(minutes);
    if (wrong) return wrong;
    const common = { minutes, beganMinutesAgo, preset, order: order ?? preset.order, surplus };
    if (endsBy === 'length') return { ...common, ends: { by: 'length' } };
    const at = typedEnd === null ? proposed(instant) : clockTime(typedEnd, instant);
    return typeof at === 'string' ? at : { ...common, ends: { by: 'clock', at } };
  };
  const asked = requestAt(now);
  const plan = typeof asked === 'string' ? asked : planSession(asked, now);
  const available =
    typeof plan === 'string'
      ? 0
      : Object.values(plan.budgets).reduce((sum, budget) => sum + budget, 0);
  // A message stands until something is changed; what is still wrong then is said below.
  const filled = [length, otherMinutes, endsBy, typedEnd, began, pick, presetId];
  useChange(JSON.stringify(filled), () => setProblem(null));

  const choosePreset = (next: string) => {
    setPresetId(next);
    setOrder(null);
    const proposed = presetOf(next, practice.settings.presets).minutes;
    if (proposed === null) return;
    const known = LENGTHS.find((one) => one === proposed);
    setLength(known ?? 'other');
    if (!known) setOtherMinutes(String(proposed));
  };
  // A coach's usual session is the coaching one; the settings may come after the form.
  const byHand = useRef(false);
  useChange(usualPreset, (usual) => {
    if (!byHand.current) choosePreset(usual);
  });

  const start = async (event: Event) => {
    event.preventDefault();
    const instant = clock.now();
    const request = requestAt(instant);
    const planned = typeof request === 'string' ? request : planSession(request, instant);
    const wrong = pickProblem(client) ?? (typeof planned === 'string' ? planned : null);
    if (wrong !== null) setProblem(wrong);
    else if (typeof request !== 'string')
      setProblem(await onStart({ request, client, confirmed: pick !== null && !locked }));
  };

  return (
    <form class="panel-form" noValidate autocomplete="off" onSubmit={(event) => void start(event)}>
      <ClientPicker practice={practice} locked={locked} picked={client} onPick={setPick} />
      <Choices
        name={text('start_length')}
        options={[...LENGTHS.map(String), 'other']}
        value={String(length)}
        label={(option) =>
          option === 'other' ? text('start_other') : text.count('minutes', Number(option))
        }
        onPick={(option) => setLength(option === 'other' ? 'other' : Number(option))}
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
            aria-invalid={lengthProblem(minutes) ? true : undefined}
            aria-describedby={`${id}-said`}
            onInput={({ currentTarget }) => setOtherMinutes(currentTarget.value)}
          />
        </label>
      )}
      <Choices
        name={text('start_ends')}
        options={ENDS}
        value={endsBy}
        label={(option) => text(option === 'clock' ? 'start_byClock' : 'start_byLength')}
        onPick={(by) => setEndsBy(by)}
      />
      {endsBy === 'clock' && (
        <label class="field">
          <span>{text('start_endTime')}</span>
          <input
            type="time"
            value={endField}
            aria-invalid={typeof plan === 'string' && !lengthProblem(minutes) ? true : undefined}
            aria-describedby={`${id}-said`}
            onInput={({ currentTarget }) => setTypedEnd(currentTarget.value)}
          />
        </label>
      )}
      {fitOf(available) === 'surplus' && !preset.budgets && (
        <Choices
          name={text.count('start_surplus', surplusOf(available))}
          options={SURPLUSES}
          value={surplus}
          label={(option) => text(`surplus_${option}`)}
          onPick={(where) => setSurplus(where)}
        />
      )}
      <details class="more">
        <summary>{text('start_more')}</summary>
        <label class="field">
          <span>{text('start_type')}</span>
          <select
            value={presetId}
            onChange={({ currentTarget }) => {
              byHand.current = true;
              choosePreset(currentTarget.value);
            }}
          >
            {PRESETS.map((one) => (
              <option key={one.id} value={one.id}>
                {text(`preset_${one.id}`)}
              </option>
            ))}
            {practice.settings.presets.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        {PRESETS.some((one) => one.id === preset.id) && (
          <p class="field-hint">
            {text(`presetHint_${preset.id as (typeof PRESETS)[number]['id']}`)}
          </p>
        )}
        <label class="field">
          <span>{text('start_began')}</span>
          <input
            type="number"
            inputMode="numeric"
            min={0}
            max={LONGEST_SESSION}
            step={1}
            value={began}
            aria-describedby={`${id}-said`}
            onInput={({ currentTarget }) => setBegan(currentTarget.value)}
          />
        </label>
        <LegOrder order={order ?? preset.order} onOrder={setOrder} />
      </details>
      {opened >= JUST_NOW && opened <= LONGEST_SESSION && began !== String(opened) && (
        <p class="field-hint">
          {text.count('start_opened', opened)}{' '}
          <button type="button" class="link" onClick={() => setBegan(String(opened))}>
            {text('start_beganThen')}
          </button>
        </p>
      )}
      <div id={`${id}-said`}>
        {problem ? (
          <Notice kind="alert">{problemText(text, problem)}</Notice>
        ) : (
          <p class="start-plan">
            {typeof plan === 'string'
              ? problemText(text, plan === 'endPassed' && endField === '' ? 'endUnreadable' : plan)
              : [
                  text(
                    'start_plan',
                    timeText(plan.endsAt, text.locale),
                    text.count('minutes', Math.max(0, wholeMinutes(plan.endsAt - now + 30_000))),
                  ),
                  beganMinutesAgo > 0 &&
                    text('start_beganAt', timeText(now - beganMinutesAgo * MINUTE, text.locale)),
                  fitOf(available) === 'compressed' &&
                    text('start_compressed', text.count('minutes', available)),
                ]
                  .filter(Boolean)
                  .join(' ')}
          </p>
        )}
      </div>
      <button type="submit" class="primary">
        {text('start_start')}
      </button>
    </form>
  );
}

/** The end to propose for a session that began then, always ahead of now. */
function proposedFrom(minutes: number, begunAt: EpochMs, now: EpochMs): EpochMs {
  const end = proposedEnd(minutes, begunAt);
  return end - now >= MINUTE ? end : proposedEnd(minutes, now);
}
