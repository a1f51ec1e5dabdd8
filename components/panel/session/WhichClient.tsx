import type { SessionView } from '@/lib/messaging';
import { Notice } from '../../shared/controls/Notice';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PanelPage } from '../pages/pages';

/**
 * Asks whether it is the right client: once at the start, and again when the meeting's address has
 * changed.
 */
export function WhichClient({
  view,
  onPage,
}: {
  view: SessionView;
  onPage(page: PanelPage): void;
}) {
  const text = useText();
  const { act } = usePanel();
  const { client, confirm } = view;
  if (!client || !confirm) return null;
  return (
    <Notice kind="status">
      {text(confirm === 'moved' ? 'confirm_moved' : 'confirm_start', client.code)}{' '}
      <button
        type="button"
        class="link"
        onClick={() => void act({ type: 'setClient', client: { by: 'known', id: client.id } })}
      >
        {text('confirm_yes', client.code)}
      </button>{' '}
      {confirm === 'moved' ? (
        // Another client's call: what was noted so far stays with this one.
        <button type="button" class="link" onClick={() => void act({ type: 'end' })}>
          {text('confirm_end')}
        </button>
      ) : (
        <button type="button" class="link" onClick={() => onPage('client')}>
          {text('confirm_no')}
        </button>
      )}
    </Notice>
  );
}
