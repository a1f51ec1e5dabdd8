import { useState } from 'preact/hooks';
import type { Problem } from '@/lib/messaging';
import { type CardField, LONGEST_FIELD } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { Line } from '../../shared/controls/Line';
import { Unsaved } from '../../shared/controls/Unsaved';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PageProps } from './page-props';

/** Fields of the card, saved as they are typed. */
export function CardFields({
  fields,
  view,
}: Pick<PageProps, 'view'> & { fields: readonly CardField[] }) {
  const text = useText();
  const { send } = usePanel();
  const [problem, setProblem] = useState<{ field: CardField; why: Problem } | null>(null);
  const [typed, setTyped] = useState<Partial<Record<CardField, string>>>({});
  return (
    <>
      {fields.map((field) => {
        const before = view.client?.card[field] ?? '';
        const now = typed[field] ?? view.card[field];
        const keep = (value: string) => {
          setTyped((others) => ({ ...others, [field]: value }));
          // Once saved, the field shows the stored text again, unless more was typed.
          void send({ type: 'card', field, text: value }).then((reply) => {
            setProblem((other) =>
              reply.ok ? (other?.field === field ? null : other) : { field, why: reply.problem },
            );
            if (reply.ok)
              setTyped(({ [field]: latest, ...others }) =>
                latest === undefined || latest === value ? others : { ...others, [field]: latest },
              );
          });
        };
        return (
          <div key={field}>
            <Line
              label={text(`card_${field}`)}
              longest={LONGEST_FIELD}
              value={now}
              onInput={keep}
            />
            {problem?.field === field && (
              <Unsaved why={problemText(text, problem.why)} words={now} />
            )}
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
