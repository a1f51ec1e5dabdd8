import { lastOf } from '@/lib/session';
import { Tick } from '../../shared/controls/Tick';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { SheetProps } from './sheet-props';

/**
 * Planning: ideas that were offered, which of them the client has chosen, and how ready the client
 * is.
 */
export function PlanningSheet({ view, note, onPage, onEditing }: SheetProps) {
  const text = useText();
  const { act } = usePanel();
  const plans = view.notes.filter(({ plan }) => plan !== null);
  const readiness = lastOf(view.events, 'readinessSaid')?.level ?? null;
  return (
    <>
      {plans.map(({ id, text: what, plan }) => (
        <p class="sheet-line" key={id}>
          <Tick
            on={plan?.chosen ?? false}
            label={text('plan_chosen')}
            onChange={(chosen) => void act({ type: 'choosePlan', noteId: id, chosen })}
          />{' '}
          <span dir="auto">{[what, plan?.when, plan?.know].filter(Boolean).join(' · ')}</span>{' '}
          <button
            type="button"
            class="link"
            onClick={() =>
              onEditing({ noteId: id, text: what, base: what, plan, compartment: 'record' })
            }
          >
            {text('plan_more')}
          </button>
        </p>
      ))}
      <div class="sheet-row">
        <span class="sheet-links">
          <button type="button" class="link" onClick={() => note.begin('plan')}>
            {text('plan_add')}
          </button>
          <button type="button" class="link" onClick={() => onPage('options')}>
            {text('page_options')}
          </button>
          <button type="button" class="link" onClick={() => onPage('referral')}>
            {text('page_referral')}
          </button>
        </span>
        <label class="readiness">
          <span>{text('readiness')}</span>
          <select
            value={readiness ?? ''}
            onChange={({ currentTarget }) =>
              currentTarget.value !== '' &&
              void act({
                type: 'record',
                event: { type: 'readinessSaid', level: Number(currentTarget.value) },
              })
            }
          >
            <option value="">{text('readiness_none')}</option>
            {Array.from({ length: 11 }, (_, level) => (
              <option key={level} value={level}>
                {level}
              </option>
            ))}
          </select>
        </label>
      </div>
    </>
  );
}
