import { GUIDANCE_LEVELS } from '@/lib/practice';
import { LEADERS } from '@/lib/session';
import { useClock } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Tick } from '../../shared/controls/Tick';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PageProps } from './page-props';

/** Everything that isn't needed at every glance. */
export function MenuPage({ view, practice, session, locked, onPage }: PageProps) {
  const clock = useClock();
  const text = useText();
  const { act } = usePanel();
  const { guidance, quiet } = practice.settings;
  const led = view.events.findLast(({ type }) => type === 'ledBy' || type === 'legEntered');
  const interrupted = session.interruptedSince !== null;
  return (
    <div class="menu">
      <div class="menu-links">
        {(['client', 'legs', 'end', 'interruptions', 'card', 'first'] as const)
          // What is known about a client is locked.
          .filter((page) => !locked || page !== 'first')
          .map((page) => (
            <button key={page} type="button" class="secondary" onClick={() => onPage(page)}>
              {text(`page_${page}`)}
            </button>
          ))}
        <button
          type="button"
          class="secondary"
          onClick={() => {
            void act({
              type: 'record',
              event: interrupted
                ? { type: 'interruptionEnded', until: clock.now() }
                : { type: 'interruptionBegan', since: clock.now() },
            });
            onPage(null);
          }}
        >
          {text(interrupted ? 'interruption_over' : 'interruption_began')}
        </button>
        <button
          type="button"
          class="secondary"
          onClick={() => {
            void act({
              type: 'record',
              event: { type: session.overriddenSince === null ? 'safetyOverride' : 'safetyLifted' },
            });
            onPage(null);
          }}
        >
          {text(session.overriddenSince === null ? 'override_begin' : 'override_end')}
        </button>
      </div>
      <Choices
        name={text('led')}
        options={LEADERS}
        value={led?.type === 'ledBy' ? led.who : null}
        label={(who) => text(`led_${who}`)}
        onPick={(who) => void act({ type: 'record', event: { type: 'ledBy', who } })}
      />
      <Choices
        name={text('guidance')}
        options={GUIDANCE_LEVELS}
        value={guidance}
        label={(level) => text(`guidance_${level}`)}
        onPick={(level) => void act({ type: 'prefer', guidance: level })}
      />
      <Tick
        on={quiet}
        label={text('quiet')}
        onChange={(on) => void act({ type: 'prefer', quiet: on })}
      />
    </div>
  );
}
