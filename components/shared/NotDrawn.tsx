import { Notice } from './controls/Notice';
import { useText } from './text';

/** Says that a page, or a part of it, can't be drawn, and offers to try again. */
export function NotDrawn({
  says = 'notDrawn',
  onRetry,
}: {
  says?: 'notDrawn' | 'notDrawn_page';
  onRetry(): void;
}) {
  const text = useText();
  return (
    <Notice kind="alert">
      {text(says)}{' '}
      <button type="button" class="link" onClick={onRetry}>
        {text('notDrawn_retry')}
      </button>
    </Notice>
  );
}
