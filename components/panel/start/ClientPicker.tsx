import { useId } from 'preact/hooks';
import type { PracticeView } from '@/lib/messaging';
import { clientCalled, LONGEST_CODE } from '@/lib/practice';
import { Choices } from '../../shared/controls/Choices';
import { PRIVATE_FIELD } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';

/** Who it is: a client's id, somebody new, or nobody yet. */
export type ClientPick =
  | { readonly by: 'known'; readonly id: string }
  | { readonly by: 'new'; readonly code: string }
  | { readonly by: 'later' };

/** Most codes that are offered at once. Everybody else is found by typing their code. */
const MOST_CODES = 8;

/**
 * Codes, the client of this meeting address first, then those seen last; somebody new; or nobody
 * yet.
 */
export function ClientPicker({
  practice,
  locked = false,
  picked,
  onPick,
}: {
  practice: PracticeView;
  /** Locked, nobody is named: it can be said later. */
  locked?: boolean;
  picked: ClientPick;
  onPick(pick: ClientPick): void;
}) {
  const text = useText();
  const id = useId();
  const first = practice.clients.filter((client) => client.id === practice.here);
  const others = practice.clients.filter((client) => client.id !== practice.here);
  const chosen = others.filter((client) => picked.by === 'known' && client.id === picked.id);
  const shown = [...new Set([...first, ...others.slice(0, MOST_CODES - first.length), ...chosen])];
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
        onPick={(option) =>
          onPick(
            option === 'new'
              ? { by: 'new', code: practice.nextCode }
              : option === 'later'
                ? { by: 'later' }
                : { by: 'known', id: option },
          )
        }
      />
      {picked.by === 'new' && (
        <div>
          <label class="field">
            <span>{text('client_code')}</span>
            <input
              {...PRIVATE_FIELD}
              type="text"
              maxLength={LONGEST_CODE * 2}
              value={picked.code}
              aria-describedby={`${id}-hint`}
              onInput={({ currentTarget }) => onPick({ by: 'new', code: currentTarget.value })}
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
