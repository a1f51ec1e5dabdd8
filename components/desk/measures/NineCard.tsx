import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { LONGEST_LINE } from '@/lib/papers';
import type { Client } from '@/lib/practice';
import { PRIVATE_FIELD } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { clientAddress } from '../address';
import { READ_FIRST } from '../focus-heading';
import { useFocusOnceDrawn } from '../once-drawn';
import type { Entry } from './entry';

/** What of a client's card is needed at once. */
const FACTS = ['location', 'callBack', 'contact', 'localNumber'] as const;

/**
 * What an answer above the lowest to the item about self-harm opens, whatever the total: ask, and
 * assess today. It sets no level of risk, and stays until somebody has noted it.
 */
export function NineCard({
  item,
  answer,
  clientId,
  card,
  entry,
  onChange,
}: {
  /** The number of the item, counted from 1. */
  item: number;
  /** In the words of the instrument. */
  answer: string;
  clientId: string;
  card: Client['card'];
  entry: Entry;
  onChange(change: Partial<Entry>): void;
}) {
  const text = useText();
  const place = useRef<HTMLElement>(null);
  const focusOnceDrawn = useFocusOnceDrawn();
  useLayoutEffect(() => {
    // A digit has gone on to the question after it; nobody may read past what has come up before.
    const card = place.current;
    const asked = card?.previousElementSibling;
    if (card && !entry.noted && asked && !asked.contains(document.activeElement)) card.focus();
  }, [entry.noted]);
  /** The button that was pressed goes; what takes its place has the focus. */
  const note = (noted: boolean) => {
    onChange({ noted });
    focusOnceDrawn(() => place.current);
  };
  const title = text('nine_title', item, answer.toLowerCase());
  if (entry.noted)
    return (
      <p class="nine-noted" ref={place as RefObject<HTMLParagraphElement>} tabIndex={-1}>
        {title}. {text('nine_wasNoted')}{' '}
        <button type="button" class="link" onClick={() => note(false)}>
          {text('nine_again')}
        </button>
      </p>
    );
  return (
    <section
      class="nine-card"
      aria-label={title}
      ref={place}
      tabIndex={-1}
      {...{ [READ_FIRST]: '' }}
    >
      <p class="nine-title" role="alert">
        {title}
      </p>
      <p>
        <strong>{text('nine_ask')}</strong> {text('nine_totalWaits')}
      </p>
      <dl class="nine-facts">
        {FACTS.map((field) => (
          <div key={field}>
            <dt>{text(`card_${field}`)}</dt>
            <dd>
              {card[field] === '' ? (
                <span class="dim">{text('nine_unknown')}</span>
              ) : (
                <bdi>{card[field]}</bdi>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {FACTS.some((field) => card[field] === '') && (
        <p>
          <a href={clientAddress(clientId, 'safety')}>{text('nine_fillIn')}</a>
        </p>
      )}
      <div class="nine-fields">
        {(['assessed', 'agreed'] as const).map((field) => (
          <label key={field} class="field">
            <span>{text(`nine_${field}`)}</span>
            <textarea
              {...PRIVATE_FIELD}
              dir="auto"
              rows={3}
              maxLength={LONGEST_LINE}
              value={entry[field]}
              onInput={({ currentTarget: { value } }) =>
                onChange(field === 'assessed' ? { assessed: value } : { agreed: value })
              }
            />
          </label>
        ))}
      </div>
      <p class="dim">{text('nine_what')}</p>
      <button type="button" class="primary" onClick={() => note(true)}>
        {text('nine_noted')}
      </button>
    </section>
  );
}
