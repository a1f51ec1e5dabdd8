import { CARD_FIELDS, type Client } from '@/lib/practice';
import { Field } from '../../shared/controls/Field';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import type { Save } from './ClientPage';

/** Where to send help and whom to call, as the safety card shows it in the call. */
export function Safety({ client, save }: { client: Client; save: Save }) {
  const text = useText();
  return (
    <section class="safety" aria-label={text('clientTab_safety')}>
      <p class="dim">{text('safety_why')}</p>
      <PrivateForm class="client-form">
        {CARD_FIELDS.map((field) => (
          <Field
            key={field}
            label={text(`card_${field}`)}
            value={client.card[field]}
            onInput={(value) =>
              void save((stored) => ({ ...stored, card: { ...stored.card, [field]: value } }))
            }
          />
        ))}
      </PrivateForm>
    </section>
  );
}
