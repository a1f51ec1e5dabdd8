import { useEffect, useRef } from 'preact/hooks';
import { fillPrompt, promptAt, spokenMinutes } from '@/lib/prompts';
import type { LegId, Timeline } from '@/lib/session';
import { timeText } from './format';
import { Icon } from './Icon';
import { useText } from './text';

/** One prompt for the current leg, in words to say aloud, and the leg's purpose. */
export function PromptCard({
  session,
  leg,
  step,
  onStep,
}: {
  session: Timeline;
  leg: LegId;
  step: number;
  onStep(step: number): void;
}) {
  const text = useText();
  // Another prompt is worth announcing; that a minute has passed in the same one is not.
  const shown = useRef(`${leg} ${step}`);
  const another = shown.current !== `${leg} ${step}`;
  useEffect(() => {
    shown.current = `${leg} ${step}`;
  }, [leg, step]);
  const minutes = spokenMinutes(session.remainingMs);
  const words = fillPrompt(text(`prompt_${promptAt(leg, step).id}`), {
    'minutes left': minutes === null ? '' : text.count('minutes', minutes),
    'end time': session.remainingMs > 0 ? timeText(session.endsAt, text.locale) : '',
  });
  return (
    <section class="prompt" aria-label={text('prompt')}>
      <p class="prompt-words" aria-live={another ? 'polite' : 'off'}>
        {words}
      </p>
      <div class="prompt-row">
        <button
          type="button"
          class="quiet"
          aria-label={text('prompt_previous')}
          onClick={() => onStep(step - 1)}
        >
          <Icon name="previous" />
        </button>
        <button
          type="button"
          class="quiet"
          aria-label={text('prompt_next')}
          onClick={() => onStep(step + 1)}
        >
          <Icon name="next" />
        </button>
        <span class="prompt-purpose">{text(`purpose_${leg}`)}</span>
      </div>
    </section>
  );
}
