import type { Method } from '@/lib/practice';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PageProps } from './page-props';

/** Ideas for a plan. A press notes an idea as offered; the client chooses. */
export const PLAN_IDEAS = [
  'journal',
  'experiment',
  'observe',
  'breathing',
  'relaxation',
  'mindfulness',
  'writing',
  'imagery',
  'thoughts',
  'talk',
  'rest',
  'ask',
] as const;

type Idea = (typeof PLAN_IDEAS)[number];

/** The ideas that come first in a method: what its practitioners offer most. */
const FIRST_IDEAS: Readonly<Record<Method, readonly Idea[]>> = {
  humanistic: ['ask', 'rest', 'talk'],
  cbt: ['thoughts', 'experiment', 'observe'],
  psychodynamic: ['writing', 'imagery', 'journal'],
  family: ['talk', 'experiment', 'observe'],
};

const ideasFor = (method: Method | null | undefined): readonly Idea[] => {
  const first = method ? FIRST_IDEAS[method] : [];
  return [...new Set([...first, ...PLAN_IDEAS])];
};

/** Ideas for a plan, those of the method first, and then the exercises of one's own. */
export function OptionsPage({ view, practice }: PageProps) {
  const clock = useClock();
  const text = useText();
  const { act, newId } = usePanel();
  const ideas = new Set([
    ...ideasFor(view.client?.work?.method).map((idea) => text(`idea_${idea}`)),
    ...practice.settings.exercises.map(({ name }) => name),
  ]);
  const offered = view.notes.filter(({ plan }) => plan !== null).map((line) => line.text);
  return (
    <>
      <p class="dim">{text('options_hint')}</p>
      <div class="menu">
        {[...ideas].map((words) => (
          <button
            key={words}
            type="button"
            class="row"
            dir="auto"
            aria-pressed={offered.includes(words)}
            disabled={offered.includes(words)}
            onClick={() =>
              void act({
                type: 'addNote',
                noteId: newId(),
                text: words,
                kind: 'plan',
                compartment: 'record',
                speaker: '',
                typed: false,
                at: clock.now(),
              })
            }
          >
            <span class="menu-words">{words}</span>
            {offered.includes(words) && (
              <span class="menu-value" aria-hidden="true">
                {text('kind_offered')}
              </span>
            )}
          </button>
        ))}
      </div>
    </>
  );
}
