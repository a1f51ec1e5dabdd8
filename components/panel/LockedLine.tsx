import { useText } from '../shared/text';
import { usePanel } from './context';

/** Says that the notes are locked, and leads to the desk, where they are unlocked. */
export function LockedLine({ says }: { says: 'locked_panel' | 'locked_start' }) {
  const text = useText();
  const { act } = usePanel();
  return (
    <p class="locked-line">
      {text(says)}{' '}
      <button type="button" class="link" onClick={() => void act({ type: 'openDesk' })}>
        {text('locked_open')}
      </button>
    </p>
  );
}
