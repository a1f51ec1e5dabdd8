import type { SessionView } from '@/lib/messaging';
import { Notice } from '../../shared/controls/Notice';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PanelPage } from '../pages/pages';

/**
 * Asks whether the client is right: once at the start, and again after the meeting's address has
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
        // This is another client's call: end this session, so that its notes stay with their
        // client.
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
