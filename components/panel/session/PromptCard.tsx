import { useEffect, useRef } from 'preact/hooks';
import type { SessionView } from '@/lib/messaging';
import type { Settings } from '@/lib/practice';
import {
  fillPrompt,
  type Moment,
  neighbour,
  type Offered,
  promptsAt,
  SITUATIONS,
  type Situation,
  shownPrompt,
  stepKey,
} from '@/lib/prompts';
import { type LegId, MINUTE, type Timeline } from '@/lib/session';
import type { IconName } from '../../shared/controls/Icon';
import { IconButton } from '../../shared/controls/IconButton';
import { useLegNames } from '../../shared/leg-names';
import { useZone } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { promptSlots } from './prompt-slots';

/** The most likely situations in each leg. The others are behind More. */
const LIKELY: Readonly<Record<LegId, readonly Situation[]>> = {
  opening: ['unsure', 'silence', 'mandated'],
  agenda: ['unsure', 'severalTopics', 'tooBroad'],
  exploration: ['tangent', 'feeling', 'silence'],
  integration: ['unsure', 'pattern'],
  planning: ['unsure', 'guidance', 'tooBroad'],
  closing: ['disclosure', 'feeling'],
};

/** One prompt in words to say aloud, and why it is offered. */
export function PromptCard({
  view,
  session,
  settings,
  leg,
  allSituations,
  onAllSituations,
}: {
  view: SessionView;
  session: Timeline;
  settings: Settings;
  leg: LegId;
  allSituations: boolean;
  onAllSituations(all: boolean): void;
}) {
  const text = useText();
  const zone = useZone();
  const { act } = usePanel();
  const { situation } = view;
  const list = promptsAt(momentOf(view, session, settings, leg), settings.prompts);
  const steppedTo = view.promptSteps[stepKey(leg, situation)];
  const offered = shownPrompt(list, steppedTo);
  // Silence begins without words. The first press shows a prompt.
  const still = situation === 'silence' && session.mode !== 'crisis' && steppedTo === undefined;
  // Announce another prompt, but not the same one with another minute in it.
  const shown = useRef(offered?.id);
  const another = shown.current !== offered?.id;
  useEffect(() => {
    shown.current = offered?.id;
  }, [offered?.id]);
  const why = useWhy(offered, session, leg, situation);
  if (!offered) return null;
  const { prompts } = settings;
  const go = (by: 1 | -1) => {
    const prompt = still && by === 1 ? offered.id : neighbour(list, offered.id, by);
    void act({ type: 'stepPrompt', leg, situation, prompt });
  };
  const keep = (icon: IconName, as: 'pinned' | 'favourite' | 'hidden', on: boolean) => (
    <IconButton
      icon={icon}
      label={text(`promptKeep_${as}`)}
      aria-pressed={as === 'hidden' ? undefined : on}
      onClick={() => void act({ type: 'keepPrompt', as, on: !on, prompt: offered.id, leg })}
    />
  );
  return (
    <>
      <section class="prompt" aria-label={text('prompt')}>
        {still ? (
          <p class="prompt-words prompt-still">
            <i class="still" aria-hidden="true" />
            <span class="unseen">{text('silence_still')}</span>
          </p>
        ) : (
          <p class="prompt-words" aria-live={another ? 'polite' : 'off'}>
            {fillPrompt(
              'key' in offered.words ? text(`prompt_${offered.words.key}`) : offered.words.text,
              promptSlots(view, session, text, zone),
            )}
          </p>
        )}
        <p class="prompt-why" title={why}>
          {why}
        </p>
        <div class="prompt-row">
          <IconButton icon="previous" label={text('prompt_previous')} onClick={() => go(-1)} />
          <IconButton icon="next" label={text('prompt_next')} onClick={() => go(1)} />
          <span class="prompt-gap" />
          {keep('pin', 'pinned', prompts.pinned[leg] === offered.id)}
          {keep('star', 'favourite', prompts.favourites.includes(offered.id))}
          {keep('hide', 'hidden', false)}
        </div>
      </section>
      {session.mode !== 'crisis' && (
        <Situations
          leg={leg}
          situation={situation}
          all={allSituations}
          onAll={onAllSituations}
          onPick={(picked) => void act({ type: 'situation', situation: picked })}
        />
      )}
    </>
  );
}

/** The situations, one press each. A second press ends a situation. */
function Situations({
  leg,
  situation,
  all,
  onAll,
  onPick,
}: {
  leg: LegId;
  situation: Situation | null;
  all: boolean;
  onAll(all: boolean): void;
  onPick(situation: Situation | null): void;
}) {
  const text = useText();
  const likely = LIKELY[leg];
  const shown = all
    ? SITUATIONS
    : situation && !likely.includes(situation)
      ? [situation, ...likely.slice(0, 2)]
      : likely;
  return (
    <div class="chips" role="group" aria-label={text('situations')}>
      {shown.map((one) => (
        <button
          key={one}
          type="button"
          class="chip"
          aria-pressed={one === situation}
          onClick={() => onPick(one === situation ? null : one)}
        >
          {text(`situation_${one}`)}
        </button>
      ))}
      <button type="button" class="chip" aria-expanded={all} onClick={() => onAll(!all)}>
        {text(all ? 'situations_fewer' : 'situations_more')}
      </button>
    </div>
  );
}

/** The legs whose time Exploration must leave. */
const AFTERWARDS: readonly LegId[] = ['integration', 'planning', 'closing'];

function momentOf(view: SessionView, session: Timeline, settings: Settings, leg: LegId): Moment {
  return {
    leg,
    mode: session.mode,
    profile: view.client?.profile ?? settings.profile,
    situation: view.situation,
    minutesLeft: session.remainingMs / MINUTE,
    minutesPlanned: session.legs
      .filter((one) => AFTERWARDS.includes(one.leg) && one.state !== 'setAside')
      .reduce((sum, one) => sum + one.budgetMinutes, 0),
    speakers: Math.max(1, view.client?.speakers.length ?? 1),
    unvisited: session.legs.filter(({ state }) => state === 'notVisited').map((one) => one.leg),
    sessionsBefore: view.client?.sessionsBefore ?? null,
    // A client with ticked first steps has been met before, even without Perch.
    first: view.client?.sessionsBefore === 0 && Object.keys(view.client.firstSteps).length === 0,
  };
}

/** Why this prompt is offered now, in words. */
function useWhy(
  offered: Offered | undefined,
  session: Timeline,
  leg: LegId,
  situation: Situation | null,
): string {
  const text = useText();
  const { name } = useLegNames();
  const minutes = Math.floor(session.remainingMs / MINUTE);
  const crisis = session.mode === 'crisis';
  return [
    name(leg),
    crisis ? text('mode_crisis') : situation && text(`situation_${situation}`),
    minutes > 0 ? text.count('why_left', minutes) : text('why_over'),
    offered?.waiting && text('why_waiting', name(offered.waiting)),
    offered?.because && offered.because !== 'unvisited' && text(`why_${offered.because}`),
  ]
    .filter(Boolean)
    .join(', ');
}
