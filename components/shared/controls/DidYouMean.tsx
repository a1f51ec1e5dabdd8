import { clockField } from '@/lib/text';
import { useText } from '../text';

/** Offers other clock times, such as `14:50`, in place of those that were typed. */
export function DidYouMean({ clocks, onUse }: { clocks: readonly string[]; onUse(): void }) {
  const text = useText();
  const shown = clocks.map((clock) => clockField(clock, text.locale));
  return (
    <button type="button" class="link" onClick={onUse}>
      {text('did_you_mean', shown.join(' – '))}
    </button>
  );
}
