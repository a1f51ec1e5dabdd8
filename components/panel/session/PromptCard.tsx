import { useEffect, useRef, useState } from 'preact/hooks';
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
import type { Text } from '@/lib/text';
import { IconButton } from '../../shared/controls/IconButton';
import { Popup } from '../../shared/controls/Popup';
import { useLegNames } from '../../shared/leg-names';
import { useZone } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { useChange } from '../../shared/use-change';
import { usePanel } from '../context';
import { ALOUD, readAloud } from '../sheets/read-aloud';
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

/** Letters beyond which a prompt is set in smaller type where there is little room. */
const LONG = 84;

/** Letters of two situations beyond which there is room for one beside More. */
const ROOM = 22;

/** One prompt in words to say aloud, the likeliest situations, and everything else behind More. */
export function PromptCard({
  view,
  session,
  settings,
  leg,
  onMore,
  onSafety,
  covered,
}: {
  view: SessionView;
  session: Timeline;
  settings: Settings;
  leg: LegId;
  /** Leads to where there is room for more; null if there is here. */
  onMore: (() => void) | null;
  /**
   * Opens the safety card, which stands in the situations' place in a crisis; null where it is
   * open.
   */
  onSafety: (() => void) | null;
  /** Whether something else lies over it. */
  covered: boolean;
}) {
  const text = useText();
  const zone = useZone();
  const { act, back, stay } = usePanel();
  const { name } = useLegNames();
  const { situation } = view;
  const crisis = session.mode === 'crisis';
  // The sheet shows it where it has room.
  const aloud = onMore && leg === 'closing' && situation === null && !crisis;
  const list = withAloud(
    promptsAt(momentOf(view, session, settings, leg), settings.prompts),
    aloud ? readAloud(view.notes, text) : null,
  );
  const steppedTo = view.promptSteps[stepKey(leg, situation)];
  const offered = shownPrompt(list, steppedTo);
  // Silence begins without words. The first press shows a prompt.
  const still = situation === 'silence' && !crisis && steppedTo === undefined;
  // Announce another prompt, but not the same one with another minute in it.
  const shown = useRef(offered?.id);
  const another = shown.current !== offered?.id;
  useEffect(() => {
    shown.current = offered?.id;
  }, [offered?.id]);
  const why = useWhy(offered, session, leg, situation);
  const [more, setMore] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  useChange(covered, () => {
    if (!covered) return;
    stay();
    setMore(false);
  });
  if (!offered) return null;
  const go = (by: 1 | -1) => {
    const prompt = still && by === 1 ? offered.id : neighbour(list, offered.id, by);
    void act({ type: 'stepPrompt', leg, situation, prompt });
  };
  /** Closes the box after a press in it, which is gone with it. */
  const done = () => {
    if (more) opener.current?.focus();
    if (more) back('situations');
    setMore(false);
  };
  const pick = (picked: Situation) => {
    done();
    void act({ type: 'situation', situation: picked === situation ? null : picked });
  };
  const chip = (one: Situation, likely = false) => (
    <button
      key={one}
      type="button"
      class={likely ? 'chip say-likely' : 'chip'}
      aria-pressed={one === situation}
      onClick={() => pick(one)}
    >
      {text(`situation_${one}`)}
    </button>
  );
  const isAloud = offered.id === ALOUD;
  const words = 'key' in offered.words ? text(`prompt_${offered.words.key}`) : offered.words.text;
  const said = isAloud ? words : fillPrompt(words, promptSlots(view, session, text, zone));
  return (
    <section class="say" aria-label={text('prompt')}>
      {still ? (
        <p class="say-words say-still">
          <i class="still" aria-hidden="true" />
          <span class="unseen">{text('silence_still')}</span>
        </p>
      ) : (
        <p
          class={said.length > LONG ? 'say-words say-long' : 'say-words'}
          aria-live={another ? 'polite' : 'off'}
          title={why}
        >
          {isAloud ? (
            <>
              <span class="unseen">{text('readAloud_label')}: </span>
              <span dir="auto">{said}</span>
            </>
          ) : (
            said
          )}
        </p>
      )}
      <div class="say-tools">
        {crisis ? (
          onSafety && (
            <button type="button" class="chip" onClick={onSafety}>
              {text('page_safety')}
            </button>
          )
        ) : isAloud ? (
          <span class="say-aloud" aria-hidden="true">
            {text('readAloud_label')}
          </span>
        ) : (
          likeliest(leg, situation, text).map((one) => chip(one, true))
        )}
        <button
          type="button"
          class="chip"
          ref={opener}
          aria-expanded={more}
          onClick={() => {
            if (more) back('situations');
            else onMore?.();
            setMore(!more);
          }}
        >
          {text('situations_more')}
        </button>
        <span class="say-gap" />
        <IconButton icon="previous" label={text('prompt_previous')} onClick={() => go(-1)} />
        <IconButton icon="next" label={text('prompt_next')} onClick={() => go(1)} />
      </div>
      {more && !onMore && (
        <Popup
          label={text('situations_more')}
          opener={opener}
          onClose={(by) => {
            if (by === 'escape') return done();
            stay();
            setMore(false);
          }}
        >
          {!crisis && (
            <div role="group" aria-label={text('situations')}>
              <p class="hang-name" aria-hidden="true">
                {text('situations')}
              </p>
              <div class="chips">{SITUATIONS.map((one) => chip(one))}</div>
            </div>
          )}
          <ThisPrompt prompt={offered.id} leg={leg} settings={settings} why={why} onDone={done} />
          {/* Learning shows it all the time. */}
          {!crisis && settings.guidance !== 'learning' && (
            <p class="say-why">
              <b>{name(leg)}</b> {text(`guide_${leg}`)}
            </p>
          )}
        </Popup>
      )}
    </section>
  );
}

/** The prompts with a summary to read aloud, after the one that asks the client to sum up. */
function withAloud(list: readonly Offered[], summary: string | null): readonly Offered[] {
  if (summary === null) return list;
  const asked = list.findIndex(({ id }) => id === 'closing_words');
  const at = Math.max(asked, 0) + 1;
  const aloud = { id: ALOUD, words: { text: summary }, because: null, waiting: null };
  return [...list.slice(0, at), aloud, ...list.slice(at)];
}

/** The situations beside More: the one that is on, and the likeliest of the leg. */
function likeliest(leg: LegId, now: Situation | null, text: Text): readonly Situation[] {
  const likely = LIKELY[leg];
  const first = likely.slice(0, 2);
  const two = now && !first.includes(now) ? [now, ...first].slice(0, 2) : first;
  const letters = two.map((one) => text(`situation_${one}`)).join('').length;
  if (letters <= ROOM) return two;
  return now && two.includes(now) ? [now] : two.slice(0, 1);
}

/** What can be done with the prompt that is shown, and why it is. */
function ThisPrompt({
  prompt,
  leg,
  settings: { prompts },
  why,
  onDone,
}: {
  prompt: string;
  leg: LegId;
  settings: Settings;
  why: string;
  onDone(): void;
}) {
  const text = useText();
  const { act } = usePanel();
  const row = (as: 'pinned' | 'favourite' | 'hidden', on: boolean) => (
    <button
      type="button"
      class="row"
      aria-pressed={as === 'hidden' ? undefined : on}
      onClick={() => {
        onDone();
        void act({ type: 'keepPrompt', as, on: !on, prompt, leg });
      }}
    >
      {text(`promptKeep_${as}`)}
    </button>
  );
  return (
    <div role="group" aria-label={text('prompt_this')}>
      <p class="hang-name" aria-hidden="true">
        {text('prompt_this')}
      </p>
      {row('pinned', prompts.pinned[leg] === prompt)}
      {row('favourite', prompts.favourites.includes(prompt))}
      {row('hidden', false)}
      <p class="say-why">{why}</p>
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
    review: view.client?.work?.review ?? null,
    phase: view.client?.work?.phase ?? null,
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
  const because = offered?.because;
  return [
    name(leg),
    crisis ? text('mode_crisis') : situation && text(`situation_${situation}`),
    minutes > 0 ? text.count('why_left', minutes) : text('why_over'),
    offered?.waiting && text('why_waiting', name(offered.waiting)),
    because && because !== 'unvisited' && because !== 'over' && text(`why_${because}`),
  ]
    .filter(Boolean)
    .join(', ');
}
