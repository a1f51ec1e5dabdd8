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

/** What somebody left with last time: what they came with, took away, chose to try, left open. */
export function LastTime({ head }: { head: Head }) {
  const text = useText();
  const { focuses, takeaway, plans, open } = head;
  const [first, ...later] = focuses;
  if (!first && !takeaway && plans.length + open.length === 0)
    return <p class="dim">{text('prepare_nothing')}</p>;
  return (
    <dl class="glance-list">
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
      {takeaway && (
        <div>
          <dt>{text('prepare_tookAway')}</dt>
          <dd class="own-words">
            <bdi>{takeaway}</bdi>
          </dd>
        </div>
      )}
      {plans.length > 0 && (
        <div>
          <dt>{text('prepare_choseToTry')}</dt>
          <dd>
            {plans.map((plan) => (
              <span key={plan.noteId}>
                <bdi>{plan.text}</bdi> {!plan.chosen && <i>{text('doc_offered')}</i>}{' '}
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
            {open.map(({ noteId, text: words }) => (
              <span key={noteId}>
                <bdi>{words}</bdi>
              </span>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}
