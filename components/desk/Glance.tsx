import type { ComponentChildren } from 'preact';
import type { Head } from '@/lib/library';
import { clockText } from '@/lib/session';
import { useText } from '../shared/text';

/** Something that asks for a look, with a diamond before it. */
export const Glance = ({ children }: { children: ComponentChildren }) => (
  <span class="glance">
    <svg viewBox="0 0 8 8" aria-hidden="true" focusable="false">
      <path d="M4 0 8 4 4 8 0 4Z" />
    </svg>
    {children}
  </span>
);

/** Whether something of a session carries over beside its plans. */
export const carriesWords = ({ risks, focuses, takeaways, open }: Head): boolean =>
  [risks, focuses, takeaways, open].some((part) => part.length > 0);

/** What somebody left with last time: risk, what they came with, took away, chose, left open. */
export function LastTime({ head }: { head: Head }) {
  const text = useText();
  const { risks, focuses, takeaways, plans, open } = head;
  const [first, ...later] = focuses;
  const isChosen = plans.some(({ chosen }) => chosen);
  if (plans.length === 0 && !carriesWords(head))
    return <p class="dim">{text('prepare_nothing')}</p>;
  return (
    <dl class="glance-list">
      {risks.length > 0 && (
        <div>
          <dt>
            <Glance>{text('kind_risk')}</Glance>
          </dt>
          <dd>
            <Words of={risks} />
          </dd>
        </div>
      )}
      {first && (
        <div>
          <dt>{text('prepare_cameWith')}</dt>
          <dd>
            <bdi>{first.text}</bdi>
            {later.map((focus) => (
              <span key={focus.intoMs} class="dim">
                {text('prepare_then', clockText(focus.intoMs), focus.text)}
              </span>
            ))}
          </dd>
        </div>
      )}
      {takeaways.length > 0 && (
        <div>
          <dt>{text('prepare_tookAway')}</dt>
          <dd class="own-words">
            <Words of={takeaways} />
          </dd>
        </div>
      )}
      {plans.length > 0 && (
        <div>
          <dt>{text(isChosen ? 'prepare_choseToTry' : 'prepare_offered')}</dt>
          <dd>
            {plans.map((plan) => (
              <span key={plan.noteId}>
                <bdi>{plan.text}</bdi> {isChosen && !plan.chosen && <i>{text('doc_offered')}</i>}{' '}
                <span class="dim">{plan.when}</span>
              </span>
            ))}
          </dd>
        </div>
      )}
      {open.length > 0 && (
        <div>
          <dt>{text('prepare_leftOpen')}</dt>
          <dd>
            <Words of={open.map((one) => one.text)} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Lines of the record, each by itself. */
const Words = ({ of }: { of: readonly string[] }) =>
  of.map((words, n) => (
    <span key={`${n} ${words}`}>
      <bdi>{words}</bdi>
    </span>
  ));
