import { useId } from 'preact/hooks';
import type { PracticeView } from '@/lib/messaging';
import { clientCalled, LONGEST_CODE } from '@/lib/practice';
import { useMinute } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { PRIVATE_FIELD } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { expectedHere } from './client-pick';

/** The chosen client: a known one by id, a new one by code, or nobody yet. */
export type ClientPick =
  | { readonly by: 'known'; readonly id: string }
  | { readonly by: 'new'; readonly code: string }
  | { readonly by: 'later' };

/** Most codes offered at once. The others are found by typing their code. */
const MOST_CODES = 8;

/**
 * Chooses a client: the meeting address's client first, then those seen last, a new one, or nobody
 * yet.
 */
export function ClientPicker({
  practice,
  locked = false,
  most = MOST_CODES,
  picked,
  onPick,
}: {
  practice: PracticeView;
  /** While locked, clients can't be named; the choice can be made later. */
  locked?: boolean;
  /** How many codes are offered at once. */
  most?: number | undefined;
  picked: ClientPick;
  onPick(pick: ClientPick): void;
}) {
  const text = useText();
  const id = useId();
  const { send } = usePanel();
  /** Has what is typed come back after a reload of the page. What is only proposed does anyway. */
  const keep = (code: string) => void send({ type: 'typedCode', code });
  const here = expectedHere(practice, useMinute());
  const first = practice.clients.filter((client) => client.id === here);
  const others = practice.clients.filter((client) => client.id !== here);
  const chosen = others.filter((client) => picked.by === 'known' && client.id === picked.id);
  const shown = [...new Set([...first, ...others.slice(0, most - first.length), ...chosen])];
  const value = picked.by === 'known' ? picked.id : picked.by;
  return (
    <>
      <Choices
        name={text('client')}
        options={locked ? ['later'] : [...shown.map((client) => client.id), 'new', 'later']}
        value={value}
        label={(option) =>
          option === 'new' || option === 'later'
            ? text(`client_${option}`)
            : (shown.find((client) => client.id === option)?.code ?? '')
        }
        onPick={(option) => {
          if (option === 'new')
            return onPick({ by: 'new', code: practice.typedCode || practice.nextCode });
          keep('');
          onPick(option === 'later' ? { by: 'later' } : { by: 'known', id: option });
        }}
      />
      {picked.by === 'new' && (
        <div class="start-code">
          <label class="field">
            <span>{text('client_code')}</span>
            <input
              {...PRIVATE_FIELD}
              type="text"
              maxLength={LONGEST_CODE * 2}
              value={picked.code}
              aria-describedby={`${id}-hint`}
              onInput={({ currentTarget: { value: code } }) => {
                keep(code);
                onPick({ by: 'new', code });
              }}
            />
          </label>
          <p class="field-hint" id={`${id}-hint`}>
            {text(clientCalled(practice.clients, picked.code) ? 'client_known' : 'client_codeHint')}
          </p>
        </div>
      )}
    </>
  );
}
