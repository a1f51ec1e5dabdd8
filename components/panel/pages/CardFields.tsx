import { useState } from 'preact/hooks';
import { type CardField, LONGEST_FIELD } from '@/lib/practice';
import { PRIVATE_FIELD } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PageProps } from './page-props';

/** Fields of the card, saved as they are typed. */
export function CardFields({
  fields,
  view,
}: Pick<PageProps, 'view'> & { fields: readonly CardField[] }) {
  const text = useText();
  const { act } = usePanel();
  const [typed, setTyped] = useState<Partial<Record<CardField, string>>>({});
  return (
    <>
      {fields.map((field) => {
        const before = view.client?.card[field] ?? '';
        const now = typed[field] ?? view.card[field];
        const keep = (value: string) => {
          setTyped((others) => ({ ...others, [field]: value }));
          // Once saved, the field shows the stored text again, unless more was typed.
          void act({ type: 'card', field, text: value }).then(({ ok }) => {
            if (ok)
              setTyped(({ [field]: latest, ...others }) =>
                latest === undefined || latest === value ? others : { ...others, [field]: latest },
              );
          });
        };
        return (
          <div key={field}>
            <label class="card-field">
              <span>{text(`card_${field}`)}</span>
              <input
                {...PRIVATE_FIELD}
                type="text"
                dir="auto"
                maxLength={LONGEST_FIELD}
                value={now}
                onInput={({ currentTarget }) => keep(currentTarget.value)}
              />
            </label>
            {now === '' && before !== '' && (
              <p class="field-hint">
                {text('card_last', before)}{' '}
                <button
                  type="button"
                  class="link"
                  aria-label={`${text('card_same')}: ${text(`card_${field}`)}`}
                  onClick={() => keep(before)}
                >
                  {text('card_same')}
                </button>
              </p>
            )}
          </div>
        );
      })}
    </>
  );
}
