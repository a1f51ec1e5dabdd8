import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PageProps } from './page-props';

/** Where somebody can be referred to when this work isn't enough, or isn't the right one. */
const REFERRALS = [
  'doctor',
  'specialist',
  'therapist',
  'couples',
  'group',
  'crisis',
  'social',
] as const;

/** How far a referral has come with the client. */
const STATES = ['discussed', 'agreed'] as const;

/** Notes a referral as a plan, in one press. */
export function ReferralPage({ note, onPage }: PageProps) {
  const text = useText();
  const { act } = usePanel();
  const noted = async (one: (typeof REFERRALS)[number], state: (typeof STATES)[number]) => {
    const words = text(`referral_${state}Words`, text(`referral_${one}`));
    const noteId = await note.add('plan', words);
    if (noteId === null) return;
    if (state === 'agreed') await act({ type: 'choosePlan', noteId, chosen: true });
    onPage(null);
  };
  return (
    <>
      <p class="dim">{text('referral_hint')}</p>
      <ul class="referrals" aria-label={text('page_referral')}>
        {REFERRALS.map((one) => (
          <li key={one}>
            <span>{text(`referral_${one}`)}</span>
            {STATES.map((state) => (
              <button
                key={state}
                type="button"
                class="secondary"
                aria-label={`${text(`referral_${state}`)}: ${text(`referral_${one}`)}`}
                onClick={() => void noted(one, state)}
              >
                {text(`referral_${state}`)}
              </button>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
