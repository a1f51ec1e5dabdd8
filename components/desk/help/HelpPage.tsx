import { Fragment } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { folded, wordsOf } from '@/lib/search';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { helpAddress } from '../address';
import { EXAMPLE } from '../example';
import { FindField } from '../FindField';
import { focusHeading } from '../focus-heading';
import { HeadRibbon } from '../HeadRibbon';
import {
  HELP,
  HELP_GROUPS,
  HELP_TOPICS,
  type HelpPart,
  type HelpTopic,
  type HelpTopicId,
  saidIn,
} from './topics';

/**
 * How Perch thinks, its limits, and answers: one topic at a time, and all that a search finds.
 */
export function HelpPage({ topic }: { topic: HelpTopicId | null }) {
  const text = useText();
  const [query, setQuery] = useState('');
  const page = useRef<HTMLElement>(null);
  /** The topic whose link was pressed last, as a new object for each press. */
  const [pressed, setPressed] = useState<{ readonly id: HelpTopicId } | null>(null);
  useLayoutEffect(() => {
    if (topic) show(page.current, topic);
  }, [topic]);
  useLayoutEffect(() => {
    if (pressed) show(page.current, pressed.id);
  }, [pressed]);
  const words = wordsOf(query);
  const searches = words.length > 0;
  const open = HELP.findIndex(({ id }) => id === (topic ?? HELP_TOPICS[0]));
  const next = searches ? undefined : HELP[open + 1];
  const found = HELP.flatMap((one, at): HelpTopic[] => {
    if (!searches) return at === open ? [one] : [];
    const holds = (said: string) => words.every((word) => folded(said).includes(word));
    if (holds(text(one.title)) || (one.also && holds(text(one.also)))) return [one];
    const parts = one.parts.filter((part) => holds(saidIn(part, text)));
    return parts.length > 0 ? [{ ...one, parts }] : [];
  });
  return (
    <main ref={page} class="with-side">
      <nav class="side-links" aria-label={text('desk_help')}>
        {HELP_GROUPS.map(({ title: group, topics }) => (
          <Fragment key={group}>
            <span class="side-group">{text(group)}</span>
            {HELP.filter(({ id }) => topics.some((one) => one === id)).map(({ id, title }) => (
              <a
                key={id}
                href={helpAddress(id)}
                aria-current={!searches && id === HELP[open]?.id ? 'page' : undefined}
                onClick={() => {
                  setQuery('');
                  setPressed({ id });
                }}
              >
                {text(title)}
              </a>
            ))}
          </Fragment>
        ))}
      </nav>
      <div class="help-topics">
        <h1>{text('desk_help')}</h1>
        <p class="lead">{text('help_lead')}</p>
        <PrivateForm>
          <FindField label={text('help_search')} value={query} onInput={setQuery} />
        </PrivateForm>
        <p class="unseen" role="status">
          {searches && text.count('help_found', found.length)}
        </p>
        {found.length === 0 && (
          <p class="empty">
            <span>{text('help_none')}</span>{' '}
            <button
              type="button"
              class="link"
              onClick={({ currentTarget }) => {
                // The button goes with what it says.
                focusHeading(currentTarget.closest('main'));
                setQuery('');
              }}
            >
              {text('search_clear')}
            </button>
          </p>
        )}
        {found.map(({ id, title, parts }) => (
          <section key={id} id={`help-${id}`} aria-label={text(title)}>
            <h2 tabIndex={-1}>{text(title)}</h2>
            {parts.map((part) => (
              <Part
                key={part.what === 'example' ? part.what : saidIn(part, text)}
                part={part}
                isOpen={searches}
              />
            ))}
          </section>
        ))}
        {next && (
          <p>
            <a href={helpAddress(next.id)}>{text('help_next', text(next.title))}</a>
          </p>
        )}
        <p class="dim">{text('help_asOf')}</p>
      </div>
    </main>
  );
}

function show(page: HTMLElement | null, id: HelpTopicId): void {
  const heading = page?.querySelector<HTMLElement>(`#help-${id} h2`);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus();
}

function Part({ part, isOpen }: { part: HelpPart; isOpen: boolean }) {
  const text = useText();
  switch (part.what) {
    case 'words':
      return <p>{text(part.key)}</p>;
    case 'example':
      return (
        <figure class="help-example">
          <figcaption class="dim">{text('help_example')}</figcaption>
          <HeadRibbon head={EXAMPLE} />
        </figure>
      );
    case 'list':
      return (
        <ul class="said-list">
          {part.keys.map((key) => (
            <li key={key}>{text(key)}</li>
          ))}
        </ul>
      );
    case 'named':
      return (
        <dl class="help-named">
          {part.rows.map(([name, what]) => (
            <div key={name}>
              <dt>{text(name)}</dt>
              <dd>{text(what)}</dd>
            </div>
          ))}
        </dl>
      );
    case 'question':
      return (
        <details class="fold" open={isOpen}>
          <summary>{text(part.question)}</summary>
          <p>{text(part.answer)}</p>
        </details>
      );
    case 'table':
      return (
        <table class="desk-table">
          <thead>
            <tr>
              <td />
              {part.head.map((key) => (
                <th key={key} scope="col">
                  {text(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {part.rows.map(([name, ...cells]) => (
              <tr key={name}>
                <th scope="row">{name && text(name)}</th>
                {cells.map((key) => (
                  <td key={key}>{text(key)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}
