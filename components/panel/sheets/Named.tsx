import type { ComponentChildren } from 'preact';
import { latestText } from '@/lib/notes';
import { useText } from '../../shared/text';
import type { SheetProps } from './sheet-props';

/** The last note of a kind, or a button to write one. */
export function Named({
  kind,
  view,
  note,
  waits = false,
  children,
}: Pick<SheetProps, 'view' | 'note'> & {
  kind: 'focus' | 'takeaway' | 'observation' | 'outcome' | 'importance' | 'evidence';
  /** Whether another note should come first. */
  waits?: boolean;
  /** What stands after the note, if there is one. */
  children?: ComponentChildren;
}) {
  const text = useText();
  const noted = latestText(view.notes, kind);
  return (
    <div class="sheet-line">
      <span class="sheet-name">{text(`kind_${kind}`)}</span>{' '}
      {noted !== null ? (
        <>
          <span dir="auto">{noted}</span> {children}
        </>
      ) : waits ? (
        <span class="dim">{text('observation_after')}</span>
      ) : (
        <button type="button" class="link" onClick={() => note.begin(kind)}>
          {text(`name_${kind}`)}
        </button>
      )}
    </div>
  );
}
