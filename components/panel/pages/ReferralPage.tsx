import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { NotedInOnePress } from '../sheets/NotedInOnePress';
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
  return (
    <>
      <p class="dim">{text('referral_hint')}</p>
      {STATES.map((state) => (
        <NotedInOnePress
          key={state}
          name={text(`referral_${state}`)}
          kind="plan"
          note={note}
          options={REFERRALS}
          label={(one) => text(`referral_${one}`)}
          words={(one) => text(`referral_${state}Words`, text(`referral_${one}`))}
          onPicked={(noteId) => {
            if (state === 'agreed') void act({ type: 'choosePlan', noteId, chosen: true });
            onPage(null);
          }}
        />
      ))}
    </>
  );
}
