import type { SessionView } from '@/lib/messaging';
import { Notice } from '../../shared/controls/Notice';
import { useText } from '../../shared/text';
import { usePanel } from '../context';

/** Says that the session belongs to another tab, or to a tab that is gone. */
export function WhichTab({ view }: { view: SessionView }) {
  const text = useText();
  const { act } = usePanel();
  const site = view.site ?? text('here_call');
  if (view.here === 'otherTab')
    return (
      <Notice kind="note">
        {text('here_other', site)}{' '}
        <button type="button" class="link" onClick={() => void act({ type: 'showTab' })}>
          {text('here_show')}
        </button>{' '}
        <button type="button" class="link" onClick={() => void act({ type: 'claimTab' })}>
          {text('here_claim')}
        </button>
      </Notice>
    );
  if (view.here === 'lostTab')
    return (
      <Notice kind="note">
        {text('here_lost', site)}{' '}
        <button type="button" class="link" onClick={() => void act({ type: 'claimTab' })}>
          {text('here_claim')}
        </button>
      </Notice>
    );
  return null;
}
