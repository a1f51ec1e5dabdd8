import { latestText } from '@/lib/notes';
import { useText } from '../../shared/text';
import type { SheetProps } from './sheet-props';

/** What was noted last of a kind, or the way to note it. */
export function Named({
  kind,
  view,
  note,
  waits = false,
}: Pick<SheetProps, 'view' | 'note'> & {
  kind: 'focus' | 'takeaway' | 'observation';
  /** Whether it is not its turn yet. */
  waits?: boolean;
}) {
  const text = useText();
  const noted = latestText(view.lines, kind);
  return (
    <p class="sheet-line">
      <span class="sheet-name">{text(`kind_${kind}`)}</span>{' '}
      {noted !== null ? (
        <span dir="auto">{noted}</span>
      ) : waits ? (
        <span class="dim">{text('observation_after')}</span>
      ) : (
        <button type="button" class="link" onClick={() => note.begin(kind)}>
          {text(`name_${kind}`)}
        </button>
      )}
    </p>
  );
}
