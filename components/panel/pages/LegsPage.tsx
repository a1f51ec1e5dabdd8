import { useState } from 'preact/hooks';
import { LONGEST_FIELD } from '@/lib/practice';
import {
  type LegId,
  lastOf,
  minuteGiven,
  SET_ASIDE_REASONS,
  type SetAsideReason,
} from '@/lib/session';
import { IconButton } from '../../shared/controls/IconButton';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useLegNames } from '../../shared/leg-names';
import { LegOrder } from '../../shared/session/LegOrder';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { isMinimal } from '../session/SessionScreen';
import type { PageProps } from './page-props';

/** The order of the legs, and which of them are set aside. */
export function LegsPage({ view, practice, session, fields }: PageProps) {
  const text = useText();
  const { act } = usePanel();
  const { name } = useLegNames();
  const [aside, setAside] = useState<LegId | null>(null);
  const other = fields('aside');
  /** Whether nothing but the order is shown. */
  const minimal = isMinimal(practice.settings, session);
  const budgets = lastOf(view.events, 'budgetsShifted')?.budgets ?? view.plan.budgets;
  const [giver, setGiver] = useState<LegId>('exploration');
  const give = async (leg: LegId, reason: SetAsideReason | { words: string }) => {
    const reply = await act({ type: 'record', event: { type: 'legSetAside', leg, reason } });
    if (!reply.ok) return;
    setAside(null);
    if (typeof reason === 'object') other.empty();
  };
  return (
    <>
      <p class="dim">{text('legs_hint')}</p>
      {!minimal && (
        <label class="field">
          <span>{text('legs_giver')}</span>
          <select
            value={giver}
            onChange={({ currentTarget }) => setGiver(currentTarget.value as LegId)}
          >
            {session.legs.map(({ leg }) => (
              <option key={leg} value={leg}>
                {name(leg)}
              </option>
            ))}
          </select>
        </label>
      )}
      <LegOrder
        order={session.legs.map(({ leg }) => leg)}
        onOrder={(order) =>
          void act({ type: 'record', event: { type: 'legsReordered', order: [...order] } })
        }
      >
        {(leg) => {
          const state = session.legs.find((one) => one.leg === leg)?.state;
          const given = minuteGiven(budgets, giver, leg);
          const minutes = (
            <>
              <span class="dim legs-numbers">{text('legs_minutes', budgets[leg])}</span>
              <IconButton
                icon="add"
                label={text('legs_giveTo', name(leg), name(giver))}
                disabled={!given}
                onClick={() =>
                  given &&
                  void act({ type: 'record', event: { type: 'budgetsShifted', budgets: given } })
                }
              />
            </>
          );
          if (state === 'setAside')
            return (
              <button
                type="button"
                class="link"
                aria-label={text('aside_backOf', name(leg))}
                onClick={() => void act({ type: 'record', event: { type: 'legBroughtBack', leg } })}
              >
                {text('aside_back')}
              </button>
            );
          return (
            <>
              {!minimal && minutes}
              <span class="dim legs-states">
                {state === 'notVisited' ? (
                  <button
                    type="button"
                    class="link"
                    aria-label={text('aside_of', name(leg))}
                    aria-expanded={aside === leg}
                    onClick={() => setAside(aside === leg ? null : leg)}
                  >
                    {text('aside')}
                  </button>
                ) : (
                  state && text(`state_${state}`)
                )}
              </span>
            </>
          );
        }}
      </LegOrder>
      {aside && (
        <PrivateForm
          class="panel-form"
          onSubmit={() =>
            other.words.trim() !== '' && void give(aside, { words: other.words.trim() })
          }
        >
          <p>{text('aside_why', name(aside))}</p>
          <div class="menu-links">
            {SET_ASIDE_REASONS.map((reason) => (
              <button
                key={reason}
                type="button"
                class="secondary"
                onClick={() => void give(aside, reason)}
              >
                {text(`reason_${reason}`)}
              </button>
            ))}
          </div>
          <label class="field">
            <span>{text('reason_other')}</span>
            <input
              {...PRIVATE_FIELD}
              type="text"
              maxLength={LONGEST_FIELD}
              value={other.words}
              onInput={({ currentTarget }) => other.set(currentTarget.value)}
            />
          </label>
          <button type="submit" class="secondary" disabled={other.words.trim() === ''}>
            {text('aside_use')}
          </button>
        </PrivateForm>
      )}
    </>
  );
}
