import type { SessionView } from '@/lib/messaging';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { Ask } from './Ask';

/** Says that the session belongs to another tab, or to a tab that is gone. */
export function WhichTab({ view }: { view: SessionView }) {
  const text = useText();
  const { act } = usePanel();
  const site = view.site ?? text('here_call');
  const show = { label: text('here_show'), run: () => void act({ type: 'showTab' }) };
  const claim = { label: text('here_claim'), run: () => void act({ type: 'claimTab' }) };
  return (
    <Ask kind="note" ways={view.here === 'otherTab' ? [show, claim] : [claim]}>
      {text(view.here === 'otherTab' ? 'here_other' : 'here_lost', site)}
    </Ask>
  );
}
