import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { FIRST_STEPS, GUIDANCE_LEVELS } from '@/lib/practice';
import { LEADERS, LEGS } from '@/lib/session';
import { useClock } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Icon } from '../../shared/controls/Icon';
import { Tick } from '../../shared/controls/Tick';
import { useTimeText } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { PlaceRows } from '../PlaceRows';
import { SystemLinks } from '../SystemLinks';
import { CHOSEN_MODES } from '../session/Facts';
import { isMinimal } from '../session/SessionScreen';
import type { PageProps } from './page-props';
import type { PanelPage } from './pages';

/** Everything that isn't needed at every glance, with what it is at present. */
export function MenuPage(props: PageProps) {
  const { view, practice, session, locked, layout, onPage } = props;
  const clock = useClock();
  const text = useText();
  const time = useTimeText();
  const { act } = usePanel();
  const { guidance, quiet } = practice.settings;
  const led = view.events.findLast(({ type }) => type === 'ledBy' || type === 'legEntered');
  const minimal = isMinimal(practice.settings, session);
  const interrupted = session.interruptedSince !== null;
  const overridden = session.overriddenSince !== null;
  const { location, privacy } = view.card;
  const steps = view.client?.firstSteps;
  const isUsual = session.legs.every(
    ({ leg, state }, index) => leg === LEGS[index] && state !== 'setAside',
  );
  const to = (page: PanelPage, value = '') => (
    <Row key={page} leads name={text(`page_${page}`)} value={value} onPress={() => onPage(page)} />
  );
  return (
    <div class="menu">
      <Group name={text('menu_session')}>
        {to('client', locked ? text('client_locked') : view.client?.code)}
        {to('card', [location, privacy].filter(Boolean).join(' · ') || text('card_notAsked'))}
        {/* What is known about a client is locked. Minimal leaves it out. */}
        {!locked &&
          !minimal &&
          to('first', steps && text('menu_steps', Object.keys(steps).length, FIRST_STEPS.length))}
        {to('safety')}
      </Group>
      <Group name={text('menu_time')}>
        {to('end', time(session.endsAt))}
        {to('legs', text(isUsual ? 'menu_usualOrder' : 'menu_ownOrder'))}
        {to(
          'interruptions',
          session.interruptions.length > 0 ? String(session.interruptions.length) : '',
        )}
        <Row
          name={text(interrupted ? 'interruption_over' : 'interruption_began')}
          onPress={() => {
            void act({
              type: 'record',
              event: interrupted
                ? { type: 'interruptionEnded', until: clock.now() }
                : { type: 'interruptionBegan', since: clock.now() },
            });
            onPage(null);
          }}
        />
        <Row
          name={text(overridden ? 'override_end' : 'override_begin')}
          onPress={() => {
            void act({
              type: 'record',
              event: { type: overridden ? 'safetyLifted' : 'safetyOverride' },
            });
            onPage(null);
          }}
        />
      </Group>
      <Group name={text('menu_way')}>
        <div class="menu-way">
          {/* Elsewhere in Minimal, nothing says who leads. */}
          {minimal && (
            <MenuChoice
              name={text('mode')}
              options={CHOSEN_MODES}
              value={session.mode}
              label={(mode) => text(`mode_${mode}`)}
              onPick={(mode) => void act({ type: 'record', event: { type: 'modeChanged', mode } })}
            />
          )}
          <MenuChoice
            name={text('led')}
            options={LEADERS}
            value={led?.type === 'ledBy' ? led.who : null}
            label={(who) => text(`led_${who}`)}
            onPick={(who) => void act({ type: 'record', event: { type: 'ledBy', who } })}
          />
          <MenuChoice
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
      </Group>
      {layout.surface === 'overlay' && (
        <Group name={text('place')}>
          <PlaceRows {...props} ended={false} />
        </Group>
      )}
      <hr />
      <SystemLinks {...props} />
    </div>
  );
}

function Group({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div role="group" aria-label={name}>
      <p class="hang-name" aria-hidden="true">
        {name}
      </p>
      {children}
    </div>
  );
}

/** A choice beside its name, or below it where there is no room. */
function MenuChoice<T extends string>(props: Omit<Parameters<typeof Choices<T>>[0], 'shownBy'>) {
  const id = useId();
  return (
    <div class="menu-choice">
      <span id={id}>{props.name}</span>
      <Choices small shownBy={id} {...props} />
    </div>
  );
}

/** A way on, and what stands there at present. */
function Row({
  leads = false,
  name,
  value = '',
  onPress,
}: {
  /** Whether it leads to a page; else it does at once what it says. */
  leads?: boolean;
  name: string;
  value?: string | undefined;
  onPress(): void;
}) {
  const id = useId();
  return (
    <div class="row menu-row">
      <button type="button" aria-describedby={`${id}-value`} onClick={onPress}>
        {name}
      </button>
      <span class="menu-value" id={`${id}-value`} dir="auto">
        {value}
      </span>
      {leads && (
        <span class="menu-onward">
          <Icon name="next" />
        </span>
      )}
    </div>
  );
}
