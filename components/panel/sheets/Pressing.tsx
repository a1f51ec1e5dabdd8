import { useText } from '../../shared/text';
import { usePanel } from '../context';

/** For a client who arrives with something urgent: goes straight to Exploration. */
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
