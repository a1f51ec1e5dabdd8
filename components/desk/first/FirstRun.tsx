import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { LockActions } from '@/lib/desk';
import type { Settings } from '@/lib/practice';
import { Mark } from '../../shared/session/Mark';
import { useText } from '../../shared/text';
import { addressOf, helpAddress } from '../address';
import type { HelpTopicId } from '../help/topics';
import type { SaveSettings } from '../settings/save';
import { HowYouWork } from './HowYouWork';
import { FIRST_STEPS, type FirstStep } from './steps';
import { TryIt } from './TryIt';
import { WhoMayRead } from './WhoMayRead';

export interface FirstRunProps {
  readonly step: FirstStep;
  readonly settings: Settings;
  readonly save: SaveSettings;
  /** Sets a passphrase; null if there is one already. */
  readonly lock: Pick<LockActions, 'set' | 'strength'> | null;
  /** The address of the rehearsal's page. */
  readonly rehearsal: string;
  /** Asks the browser for the call sites; null where it has let Perch in. */
  readonly sites: { readonly names: string; allow(): void } | null;
  onGo(fragment: string): void;
}

/** The topic of the help that explains a screen. */
const HELP_OF = { work: 'set', protection: 'data', try: 'calls' } as const satisfies Record<
  FirstStep,
  HelpTopicId
>;

const TODAY = addressOf({ page: 'today' });

/** Where the screen after this one is. */
export const afterStep = (step: FirstStep): string => {
  const next = FIRST_STEPS[FIRST_STEPS.indexOf(step) + 1];
  return next ? addressOf({ page: 'welcome', step: next }) : TODAY;
};

/** What changes, who can read it, and a safe place to try it: three screens, each skippable. */
export function FirstRun(props: FirstRunProps) {
  const { step } = props;
  const text = useText();
  const page = useRef<HTMLDivElement>(null);
  const before = useRef(step);
  useLayoutEffect(() => {
    if (before.current === step) return;
    before.current = step;
    page.current?.querySelector('h1')?.focus();
  }, [step]);
  return (
    <div class="desk-frame">
      <div class="first" ref={page}>
        <header class="first-head">
          <span class="first-brand">
            <Mark size={24} />
            {text('extension_name')}
          </span>
          <nav aria-label={text('first')}>
            <ol class="first-steps">
              {FIRST_STEPS.map((one) => (
                <li key={one}>
                  <a
                    href={addressOf({ page: 'welcome', step: one })}
                    aria-current={one === step ? 'step' : undefined}
                  >
                    {text(`first_${one}`)}
                  </a>
                </li>
              ))}
            </ol>
          </nav>
          <span class="first-ways">
            <a href={helpAddress(HELP_OF[step])}>{text('desk_help')}</a>
            <a href={afterStep(step)}>{text(step === 'try' ? 'first_toDesk' : 'first_skip')}</a>
          </span>
        </header>
        {step === 'work' ? (
          <HowYouWork {...props} />
        ) : step === 'protection' ? (
          <WhoMayRead {...props} />
        ) : (
          <TryIt {...props} />
        )}
      </div>
    </div>
  );
}

/** One screen: what it asks at the start, a picture of what that means at the end. */
export function FirstScreen({
  title,
  lead,
  picture,
  caption,
  foot,
  children,
}: {
  title: string;
  lead: string;
  picture: ComponentChildren;
  /** What the picture shows, in words. */
  caption: string;
  /** The ways back and on; null if they stand elsewhere. */
  foot: ComponentChildren | null;
  children: ComponentChildren;
}) {
  return (
    <main class="first-screen">
      <div class="first-asks">
        <h1 tabIndex={-1}>{title}</h1>
        <p class="first-lead">{lead}</p>
        {children}
      </div>
      <figure class="first-picture">
        <div aria-hidden="true">{picture}</div>
        <figcaption>{caption}</figcaption>
      </figure>
      {foot !== null && <p class="first-foot">{foot}</p>}
    </main>
  );
}

/** A choice of two or three, each with what it means. */
export function ExplainedChoice<T extends string>({
  name,
  options,
  value,
  label,
  what,
  onPick,
}: {
  name: string;
  options: readonly T[];
  value: T;
  label(option: T): string;
  what(option: T): string;
  onPick(option: T): void;
}) {
  const id = useId();
  return (
    <div role="radiogroup" aria-label={name} class="first-choices">
      {options.map((option) => (
        <label key={option} class="first-choice">
          <input
            type="radio"
            name={id}
            value={option}
            checked={option === value}
            aria-labelledby={`${id}-${option}`}
            aria-describedby={`${id}-${option}-what`}
            onChange={() => onPick(option)}
          />
          <span>
            <span id={`${id}-${option}`} class="first-option">
              {label(option)}
            </span>
            <span id={`${id}-${option}-what`} class="first-what">
              {what(option)}
            </span>
          </span>
        </label>
      ))}
    </div>
  );
}
