import type { Library } from '@/lib/desk';
import type { Settings } from '@/lib/practice';
import type { EpochMs } from '@/lib/session';
import { dateText } from '@/lib/text';
import { useText } from '../../shared/text';
import { helpAddress } from '../address';
import type { SaveSettings } from '../settings/save';

const WEEK = 7 * 86_400_000;
/** With so many sessions behind them, somebody knows how they want to begin. */
const FIRST_SESSIONS = 5;

/**
 * A small beginning. Before the first session, it's told: ten minutes that the client leads. After
 * it, it's offered, and not for long: one session of a week in which the client has the agenda.
 * Once it was answered, it's never there again.
 */
export function StartSmall({
  library: { heads, settings },
  now,
  save,
}: {
  library: Pick<Library, 'heads' | 'settings'>;
  now: EpochMs;
  save: SaveSettings;
}) {
  const text = useText();
  const { startSmall } = settings;
  const held = heads.filter(({ closed }) => closed).length;
  if (startSmall === 'over' || (startSmall === null && held > FIRST_SESSIONS)) return null;
  const set = (next: Settings['startSmall']) =>
    void save((before) => ({ ...before, startSmall: next }));
  const until = typeof startSmall === 'number' ? startSmall + WEEK : null;
  const first = held === 0 ? 'first' : 'offered';
  const state = until === null ? first : now < until ? 'taken' : 'past';
  return (
    <section aria-label={text('startSmall')}>
      <h2>{text('startSmall')}</h2>
      <p>
        {text(`startSmall_${state}`, until === null ? '' : dateText(until, text.locale))}{' '}
        <a href={helpAddress('fit')}>{text('startSmall_more')}</a>
      </p>
      {state !== 'first' && (
        <p class="button-row">
          <button
            type="button"
            class="secondary"
            onClick={() => set(state === 'taken' ? 'over' : now)}
          >
            {text(`startSmall_yes_${state}`)}
          </button>
          <button type="button" class="quiet" onClick={() => set('over')}>
            {text(`startSmall_no_${state}`)}
          </button>
        </p>
      )}
    </section>
  );
}
