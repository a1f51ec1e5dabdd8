import { useText } from '../shared/text';
import { usePanel } from './context';

/** The masked panel: only a neutral button that shows the panel again. */
export function Pill() {
  const text = useText();
  const { focusable, send } = usePanel();
  return (
    <button
      type="button"
      class="pill"
      ref={focusable.first}
      onClick={() => void send({ type: 'mask', masked: false })}
    >
      {text('show_panel')}
    </button>
  );
}
