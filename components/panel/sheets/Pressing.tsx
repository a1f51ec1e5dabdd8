import { useText } from '../../shared/text';
import { usePanel } from '../context';

/**
 * Somebody arrives with something that can't wait: straight to Exploration, and the rest re-flows.
 */
export function Pressing() {
  const text = useText();
  const { act } = usePanel();
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        void act({ type: 'record', event: { type: 'ticked', tick: 'pressing', on: true } });
        void act({ type: 'enterLeg', leg: 'exploration' });
      }}
    >
      {text('pressing')}
    </button>
  );
}
